"""The awaited client and the WebSocket against a gateway."""

import asyncio
import threading

import pytest

from pixelated_empathy import (
    APIConfig,
    AsyncPixelatedEmpathyAPI,
    InsufficientPermissionsError,
    InvalidKeyError,
    InvalidRequestError,
    NoServerError,
    NotFoundError,
    PixelatedEmpathyAPI,
    verify_notice,
)


def run(gateway, work, key=None):
    async def go():
        async with AsyncPixelatedEmpathyAPI(key or gateway.admin, base_url=gateway.url) as api:
            return await work(api)

    return asyncio.run(go())


def test_the_awaited_client_says_the_same(gateway, api, talk, tmp_path):
    async def work(awaited):
        page, one, sets, overview = await asyncio.gather(
            awaited.get_conversations(limit=5),
            awaited.get_conversation("se-02"),
            awaited.list_datasets(),
            awaited.get_statistics_overview(),
        )
        everything = [c async for c in awaited.iter_conversations(batch_size=50)]
        scored = await asyncio.gather(
            *(awaited.validate_conversation_quality({**talk, "id": str(n)}) for n in range(8))
        )
        job = await awaited.wait_for_job(await awaited.submit_processing_job("sessions"), 60)
        updates = [u async for u in awaited.watch(await awaited.submit_processing_job("sessions"))]
        path = await awaited.download_export(
            await awaited.export_data("sessions"), tmp_path / "a.jsonl"
        )
        frame = await awaited.iter_conversations(dataset="sessions").to_pandas()
        return page, one, sets, overview, everything, scored, job, updates, path, frame

    page, one, sets, overview, everything, scored, job, updates, path, frame = run(gateway, work)
    assert page == api.get_conversations(limit=5)
    assert one == api.get_conversation("se-02")
    assert sets == api.list_datasets() and overview == api.get_statistics_overview()
    assert everything == list(api.iter_conversations(batch_size=50)) and len(everything) == 119
    assert [s.id for s in scored] == [str(n) for n in range(8)]
    assert job.status == "completed" and updates[-1].status == "completed"
    assert len(path.read_text().splitlines()) == 34 and len(frame) == 34


def test_every_method_is_there_in_both():
    def names(kind):
        return {name for name in dir(kind) if not name.startswith("_")}

    assert names(PixelatedEmpathyAPI) == names(AsyncPixelatedEmpathyAPI)
    from pixelated_empathy import LocalAPI

    gateway_alone = {
        "validate_key", "stream", "create_webhook", "list_webhooks", "delete_webhook", "config",
    }
    assert names(PixelatedEmpathyAPI) - names(LocalAPI) <= gateway_alone


def test_the_stream_scores_and_tells_of_batches(api, talk):
    with api.stream() as stream:
        stream.send("ping")
        assert stream.receive(5)["type"] == "pong"
        scored = stream.validate(talk)
        assert scored.overall == api.validate_conversation_quality(talk).overall
        messages = list(stream.process_batch([{**talk, "id": str(n)} for n in range(120)]))
        assert [m["type"] for m in messages[:-1]] == ["batch_progress"] * 3
        assert messages[-1]["count"] == 120
        of_dataset = list(stream.process_batch(dataset="sessions"))
        assert of_dataset[-1]["type"] == "batch_result" and of_dataset[-1]["status"] == "completed"
        with pytest.raises(InvalidRequestError):
            stream.validate(talk, validators=["warmth"])
        with pytest.raises(InvalidRequestError):
            list(stream.process_batch())
        # Errors of one message leave the stream as it is.
        assert stream.validate(talk).id == "sent"


def test_the_awaited_stream(gateway, talk):
    async def work(api):
        async with api.stream() as stream:
            one = await stream.validate(talk)
            many = [m async for m in stream.process_batch([talk] * 60)]
            return one, many

    one, many = run(gateway, work)
    assert one.id == "sent" and many[-1]["count"] == 60


def test_a_stream_that_is_refused_says_why(gateway):
    with pytest.raises(InvalidKeyError):
        PixelatedEmpathyAPI("sk_none", base_url=gateway.url).stream()
    with pytest.raises(NoServerError):
        PixelatedEmpathyAPI("sk_none", base_url="http://127.0.0.1:9").stream()


def test_keys_and_scopes(gateway):
    reader = PixelatedEmpathyAPI(gateway.key("read"), base_url=gateway.url)
    assert reader.validate_key()["scopes"] == ["read"]
    assert reader.list_datasets()
    with pytest.raises(InsufficientPermissionsError) as told:
        reader.submit_processing_job("sessions")
    assert "write" in str(told.value) and told.value.request_id
    with pytest.raises(InvalidKeyError):
        PixelatedEmpathyAPI("sk_wrong", base_url=gateway.url).list_datasets()
    with pytest.raises(InvalidKeyError):
        PixelatedEmpathyAPI("", base_url=gateway.url).list_datasets()
    with pytest.raises(NotFoundError):
        next(reader.watch("0" * 24))


def test_a_job_is_cancelled(api):
    job = api.submit_processing_job("sessions")
    assert api.cancel_job(job).status in ("cancelled", "completed", "running")


def test_a_watch_goes_on_when_the_gateway_is_restarted_or_has_no_socket(api):
    # No WebSocket is to be had: it asks instead.
    class Deaf(PixelatedEmpathyAPI):
        def stream(self):
            from pixelated_empathy.stream import Refused

            raise Refused("no")

    deaf = Deaf(config=api.config)
    updates = list(deaf.watch(deaf.submit_processing_job("peer-support")))
    assert updates[-1].status == "completed"


def test_threads_share_a_client(api, talk):
    scores, failures = [], []

    def work(number):
        try:
            scores.append(api.validate_conversation_quality({**talk, "id": str(number)}).overall)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures and len(set(scores)) == 1 and len(scores) == 16


def test_notices_are_verified():
    import hashlib
    import hmac
    import time

    now = str(int(time.time()))
    body = b'{"id": "1"}'
    signature = "v1=" + hmac.new(b"whsec_x", now.encode() + b"." + body, hashlib.sha256).hexdigest()
    assert verify_notice("whsec_x", body, now, signature)
    assert not verify_notice("whsec_y", body, now, signature)
    assert not verify_notice("whsec_x", body + b" ", now, signature)
    assert not verify_notice("whsec_x", body, str(int(now) - 400), signature)
    assert not verify_notice("whsec_x", body, "soon", signature)


def test_the_config_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv("PE_GATEWAY", "http://gateway.example:8000/pe/")
    monkeypatch.setenv("PE_API_KEY", "sk_of_the_environment")
    config = APIConfig()
    assert config.base_url == "http://gateway.example:8000/pe"
    assert config.stream_url == "ws://gateway.example:8000/pe/v1/stream"
    assert config.api_key == "sk_of_the_environment" and not config.is_loopback
