"""What goes wrong between a client and a gateway, and what is sent again."""

import asyncio
import time

import pytest
from faulty import Faulty, answer, envelope, problem

from pixelated_empathy import (
    AnswerTimeoutError,
    APIConfig,
    AsyncPixelatedEmpathyAPI,
    ConnectionCutError,
    InsufficientPermissionsError,
    InvalidKeyError,
    InvalidRequestError,
    NoServerError,
    NotFoundError,
    OtherVersionError,
    PixelatedEmpathyAPI,
    PixelatedEmpathyAPIError,
    ProcessingError,
    RateLimitError,
    UnexpectedAnswerError,
)

PAGE = {"conversations": [], "total": 0, "next_cursor": None}
HTML = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """Waits are taken down and not waited for."""
    waits = []
    monkeypatch.setattr(time, "sleep", waits.append)

    async def sleep(seconds):
        waits.append(seconds)

    monkeypatch.setattr("pixelated_empathy.async_client.asyncio.sleep", sleep)
    return waits


def client(url, **options):
    return PixelatedEmpathyAPI(config=APIConfig("sk_key", url, **{"timeout": 5, **options}))


def test_no_server(no_waiting):
    with pytest.raises(NoServerError) as told:
        client("http://127.0.0.1:9").list_datasets()
    assert "pe serve" in str(told.value) and len(no_waiting) == 3
    # Each wait is longer than the one before might have been short.
    assert 0.1 < no_waiting[0] <= 0.25 < no_waiting[2] <= 1.0


def test_refusals_are_told_by_their_code():
    cases = [
        (401, "INVALID_API_KEY", InvalidKeyError, "keys add"),
        (403, "INSUFFICIENT_PERMISSIONS", InsufficientPermissionsError, "keys add"),
        (404, "RESOURCE_NOT_FOUND", NotFoundError, "so it is"),
        (400, "VALIDATION_ERROR", InvalidRequestError, "so it is"),
        (500, "PROCESSING_ERROR", ProcessingError, "so it is"),
        (418, "SOMETHING_NEW", PixelatedEmpathyAPIError, "so it is"),
    ]
    for status, code, kind, words in cases:
        with Faulty(problem(status, code)) as server, pytest.raises(kind) as told:
            client(server.url).list_datasets()
        assert len(server.asked) == 1
        error = told.value
        assert error.code == code and error.status == status and error.request_id == "r-1"
        assert words in str(error) and "r-1" in str(error)


def test_a_missing_scope_is_named():
    refused = problem(403, "INSUFFICIENT_PERMISSIONS", details={"scope": "export"})
    with Faulty(refused) as server, pytest.raises(InsufficientPermissionsError) as told:
        client(server.url).export_data()
    assert "scope export" in str(told.value)


def test_a_limit_is_waited_for_as_asked(no_waiting):
    limited = problem(429, "RATE_LIMIT_EXCEEDED", details={"retry_after": 7}, Retry_After=7)
    with Faulty(limited, envelope([])) as server:
        assert client(server.url).list_datasets() == []
    assert len(server.asked) == 2 and 7 <= no_waiting[0] <= 7.2


def test_a_long_limit_is_told_at_once(no_waiting):
    limited = problem(429, "RATE_LIMIT_EXCEEDED", details={"retry_after": 700}, Retry_After=700)
    with Faulty(limited) as server, pytest.raises(RateLimitError) as told:
        client(server.url).list_datasets()
    assert told.value.retry_after == 700 and "700 s" in str(told.value)
    assert len(server.asked) == 1 and no_waiting == []


def test_a_date_in_retry_after_is_understood(no_waiting):
    busy = problem(503, "PROCESSING_ERROR", Retry_After="Wed, 21 Oct 2015 07:28:00 GMT")
    with Faulty(busy, envelope([])) as server:
        assert client(server.url).list_datasets() == []
    assert 0 <= no_waiting[0] <= 0.2


def test_a_page_that_is_cut_is_asked_for_again():
    whole = envelope(PAGE)
    with Faulty(whole[:-20], None, whole) as server:
        assert client(server.url).get_conversations().total == 0
    assert len(server.asked) == 3


def test_a_page_that_is_always_cut_is_told():
    whole = envelope(PAGE)
    with Faulty(whole[:-20]) as server, pytest.raises(ConnectionCutError) as told:
        client(server.url).get_conversations()
    assert "nothing was used" in str(told.value) and len(server.asked) == 4


def test_json_that_ends_early_is_a_cut():
    with Faulty(answer(200, b'{"success":true,"da')) as server, pytest.raises(ConnectionCutError):
        client(server.url).list_datasets()
    assert len(server.asked) == 4


def test_iterating_goes_on_where_it_was_cut():
    first = {"conversations": [{"id": "a"}, {"id": "b"}], "total": 3, "next_cursor": "next"}
    last = {"conversations": [{"id": "c"}], "total": 3, "next_cursor": None}
    with Faulty(envelope(first), envelope(last)[:-9], envelope(last)) as server:
        api = client(server.url, max_retries=0)
        talks = api.iter_conversations()
        assert [next(talks)["id"], next(talks)["id"]] == ["a", "b"]
        with pytest.raises(ConnectionCutError):
            next(talks)
        assert [t["id"] for t in talks] == ["c"]
    assert "cursor=next" in server.asked[1][0] and "cursor=next" in server.asked[2][0]


def test_a_proxys_page_is_no_answer():
    with Faulty(answer(502, HTML, "text/html")) as server:
        with pytest.raises(UnexpectedAnswerError) as told:
            client(server.url).list_datasets()
    assert "502 Bad Gateway" in str(told.value) and "proxy" in str(told.value)
    assert len(server.asked) == 4
    # With 200 it is one all the same, and not asked for again.
    with Faulty(answer(200, HTML, "text/html")) as server, pytest.raises(UnexpectedAnswerError):
        client(server.url).list_datasets()
    assert len(server.asked) == 1


def test_a_login_page_is_named():
    there = answer(302, b"", "text/html", Location="https://login.example/sso?secret=1")
    with Faulty(there) as server, pytest.raises(UnexpectedAnswerError) as told:
        client(server.url).list_datasets()
    assert "login.example" in str(told.value) and "secret" not in str(told.value)


def test_another_service_and_another_version():
    with Faulty(answer(200, b'{"hello": 1}')) as server, pytest.raises(UnexpectedAnswerError):
        client(server.url).list_datasets()
    unknown = problem(404, "RESOURCE_NOT_FOUND", "there is no such route", X_PE_Version="7.0.0")
    with Faulty(unknown) as server, pytest.raises(OtherVersionError) as told:
        client(server.url).list_datasets()
    assert "7.0.0" in str(told.value) and "same release" in str(told.value)
    changed = answer(200, b'{"success": true, "result": []}', X_PE_Version="9.1.0")
    with Faulty(changed) as server, pytest.raises(OtherVersionError) as told:
        client(server.url).list_datasets()
    assert "9.1.0" in str(told.value)
    with Faulty(envelope({"unlike": 1})) as server, pytest.raises(OtherVersionError):
        client(server.url).get_conversations()


def test_no_answer_in_time():
    def late(_):
        import threading

        threading.Event().wait(1)
        return None

    with Faulty(late) as server, pytest.raises(AnswerTimeoutError) as told:
        client(server.url, timeout=0.2, max_retries=0).list_datasets()
    assert "0.2 s" in str(told.value)


def test_what_is_not_safe_is_sent_once():
    with Faulty(None) as server, pytest.raises(ConnectionCutError) as told:
        client(server.url).predict("model")
    assert len(server.asked) == 1 and "not sent again" in str(told.value)
    with Faulty(problem(503, "PROCESSING_ERROR")) as server, pytest.raises(ProcessingError):
        client(server.url).predict("model")
    assert len(server.asked) == 1
    # Refused before it was begun.
    with Faulty(problem(429, "RATE_LIMIT_EXCEEDED"), envelope({"computed": 1})) as server:
        assert client(server.url).predict("model")["computed"] == 1


def test_a_submit_that_is_sent_again_carries_its_key():
    job = {"job_id": "0" * 24, "status": "queued", "progress": 0}
    with Faulty(None, envelope(job)) as server:
        client(server.url).submit_processing_job("d")
    keys = [
        line for head, _ in server.asked for line in head.split("\r\n")
        if line.lower().startswith("idempotency-key")
    ]
    assert len(keys) == 2 and keys[0] == keys[1] and len(keys[0]) > 30


def test_the_key_is_never_shown(no_waiting):
    config = APIConfig("sk_very_secret", "http://127.0.0.1:9", max_retries=0)
    api = PixelatedEmpathyAPI(config=config)
    with pytest.raises(NoServerError) as told:
        api.list_datasets()
    for text in (repr(config), repr(api), str(told.value), repr(told.value)):
        assert "very_secret" not in text
    with pytest.raises(ValueError):
        APIConfig("sk_a\nHost: elsewhere")
    for url in ("127.0.0.1:8000", "ftp://x", "http://", "http://x?y=1"):
        with pytest.raises(ValueError):
            APIConfig("k", url)


def test_the_own_limit(no_waiting):
    with Faulty(envelope([])) as server:
        api = client(server.url, rate_limit_per_hour=2, max_retry_wait=10)
        api.list_datasets()
        api.list_datasets()
        with pytest.raises(RateLimitError) as told:
            api.list_datasets()
    assert len(server.asked) == 2 and told.value.retry_after > 1700


def test_both_kinds_of_client_do_the_same(no_waiting):
    async def asked(url, work):
        async with AsyncPixelatedEmpathyAPI(config=APIConfig("k", url, timeout=5)) as api:
            return await work(api)

    with Faulty(envelope(PAGE)[:-5], problem(503, "PROCESSING_ERROR"), envelope(PAGE)) as server:
        page = asyncio.run(asked(server.url, lambda api: api.get_conversations()))
    assert page.total == 0 and len(server.asked) == 3
    with Faulty(None) as server, pytest.raises(ConnectionCutError):
        asyncio.run(asked(server.url, lambda api: api.predict("m")))
    assert len(server.asked) == 1
    with pytest.raises(NoServerError):
        asyncio.run(asked("http://127.0.0.1:9", lambda api: api.list_datasets()))


def test_a_download_goes_on_where_it_was_cut(tmp_path):
    import hashlib

    data = bytes(range(256)) * 4000
    job = {
        "job_id": "a" * 24,
        "status": "completed",
        "progress": 1,
        "result": {"sha256": hashlib.sha256(data).hexdigest()},
    }

    def rest(head):
        start = int(head.lower().split("range: bytes=")[1].split("-")[0])
        return answer(
            206, data[start:], "application/octet-stream",
            Content_Range=f"bytes {start}-{len(data) - 1}/{len(data)}",
        )

    cut = answer(200, data, "application/octet-stream")[:-900_000]
    with Faulty(envelope(job), cut, rest) as server:
        path = client(server.url).download_export("a" * 24, tmp_path / "file")
    assert path.read_bytes() == data and len(list(tmp_path.iterdir())) == 1
    assert "if-range" in server.asked[2][0].lower()
    # In a later run as well, where all tries were used up.
    with Faulty(envelope(job), cut) as server, pytest.raises(ConnectionCutError):
        client(server.url, max_retries=0).download_export("a" * 24, tmp_path / "late")
    assert (tmp_path / "late.part").stat().st_size > 0
    with Faulty(envelope(job), rest) as server:
        assert client(server.url).download_export("a" * 24, tmp_path / "late").read_bytes() == data
    # What is another file's is not gone on with.
    wrong = {**job, "job_id": "b" * 24}
    (tmp_path / "other.part").write_bytes(b"something else")
    with Faulty(envelope(wrong), answer(200, data, "application/octet-stream")) as server:
        assert client(server.url).download_export("b" * 24, tmp_path / "other").read_bytes() == data
    from pixelated_empathy import ExportError

    with Faulty(envelope(wrong), answer(200, data[:-1], "application/octet-stream")) as server:
        with pytest.raises(ExportError):
            client(server.url).download_export("b" * 24, tmp_path / "spoiled")
    assert not (tmp_path / "spoiled").exists()
