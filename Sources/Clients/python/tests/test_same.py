"""What must hold of both: the client of a gateway and the workspace with nothing running."""

import pytest

from pixelated_empathy import (
    InvalidRequestError,
    JobFailedError,
    NotFoundError,
    PixelatedEmpathyAPIError,
)

METRICS = {
    "overall_quality",
    "therapeutic_accuracy",
    "conversation_coherence",
    "emotional_authenticity",
    "clinical_compliance",
    "safety_score",
}


def test_datasets(either):
    sets = either.list_datasets()
    assert [s.name for s in sets] == ["sessions", "peer-support"]
    first = sets[0]
    assert first.conversations == 34 and first["messages"] == 789
    assert sum(first["tiers"].values()) == 34
    assert METRICS <= set(first["quality_metrics"])
    assert 0 < first["quality_metrics"]["overall_quality"] < 1
    one = either.get_dataset_info("peer-support")
    assert one.conversations == 85
    assert {"topic", "intended_quality"} <= {field["name"] for field in one["fields"]}
    assert any(metric["metric"] == "empathy" for metric in one["metrics"])
    with pytest.raises(NotFoundError):
        either.get_dataset_info("nothing")


def test_pages(either):
    page = either.get_conversations(limit=10)
    assert len(page) == 10 and page.total == 119 and page.has_more
    second = either.get_conversations(limit=10, cursor=page.next_cursor)
    by_offset = either.get_conversations(limit=10, offset=10)
    assert [c.id for c in second] == [c.id for c in by_offset]
    assert not set(c.id for c in page) & set(c.id for c in second)
    first = page[0]
    assert first.id == "se-01" and first["number"] == 1 and first["message_count"] == 26
    assert first["opening"] and first.tier in ("below_basic", "basic", "standard", "professional")
    assert first.overall == first["scores"]["overall"]
    # What abstained is there, and is nothing rather than zero.
    assert first["scores"]["explorations"] is None
    assert "tier" not in first["scores"]


def test_filters(either):
    everything = list(either.iter_conversations(batch_size=50))
    assert len(everything) == 119 and len({c["number"] for c in everything}) == 119
    good = list(either.iter_conversations(batch_size=7, min_quality=0.6))
    assert good and all(c.overall >= 0.6 for c in good)
    assert len(good) == sum(1 for c in everything if c.overall is not None and c.overall >= 0.6)
    basic = either.get_conversations(tier="basic", dataset="sessions", limit=1000)
    assert basic and all(c.tier == "basic" and c["dataset"] == "sessions" for c in basic)
    asked = either.get_conversations(query="topic:sleep", dataset="peer-support", limit=1000)
    assert asked and all(c["dataset"] == "peer-support" for c in asked)
    assert asked.total == len(asked)
    assert len(either.get_conversations(limit=0)) == 0
    with pytest.raises(InvalidRequestError):
        either.get_conversations(query="a) or (b", dataset="sessions")
    with pytest.raises(InvalidRequestError):
        either.get_conversations(limit=1001)
    with pytest.raises(InvalidRequestError):
        either.get_conversations(min_quality=1.5)
    with pytest.raises(InvalidRequestError):
        either.get_conversations(cursor="!")
    with pytest.raises(NotFoundError):
        either.get_conversations(dataset="nothing")


def test_a_query_is_never_an_option_or_an_id(either):
    # An id by itself is a word to look for, and words like options are words.
    for query in ("se-01", "--limit", "--json"):
        try:
            page = either.get_conversations(query=query, limit=1000)
        except InvalidRequestError:
            continue
        assert page.total == 0


def test_a_conversation(either):
    one = either.get_conversation("se-02")
    assert one["dataset"] == "sessions" and one["number"] == 2
    assert either.get_conversation("sessions/se-02")["number"] == 2
    assert either.get_conversation(2).id == "se-02"
    assert len(one.messages) == 31
    assert one.messages[0]["role"] in ("user", "assistant") and one.messages[0]["content"]
    assert one["metadata"]["topic"]
    assert one.messages[0]["metadata"]
    assert one.score("overall") == one.score("overall_quality") == one.overall
    assert any(s["metric"] == "empathy" and s["interval"][0] <= s["value"] for s in one["scores"])
    piece = one["evidence"][0]
    assert {"metric", "message", "start", "end", "label", "contribution"} <= set(piece)
    assert one.recommendations
    with pytest.raises(NotFoundError):
        either.get_conversation("nobody")
    for name in ("", "..", "a\0b"):
        with pytest.raises(PixelatedEmpathyAPIError):
            either.get_conversation(name)


def test_both_say_the_same_of_a_conversation(api, workspace, tools):
    from pixelated_empathy import local

    with local(workspace, pe=tools.PE) as here:
        for reference in ("se-02", "ps-001", 60):
            theirs, ours = api.get_conversation(reference), here.get_conversation(reference)
            assert ours.messages == theirs.messages
            assert ours["metadata"] == theirs["metadata"]
            assert ours["evidence"] == theirs["evidence"]
            assert ours.recommendations == theirs.recommendations
            assert ours["quality_metrics"] == pytest.approx(theirs["quality_metrics"])
            for a, b in zip(ours["scores"], theirs["scores"]):
                assert (a["metric"], a.get("alias"), a["value"], a["interval"], a.get("abstained")) == (
                    b["metric"], b.get("alias"), b["value"], b["interval"], b.get("abstained"))
        for mine, other in zip(here.get_conversations(limit=20), api.get_conversations(limit=20)):
            assert mine == other
        a, b = here.get_quality_metrics(), api.get_quality_metrics()
        assert a["tiers"] == b["tiers"] and a["conversations"] == b["conversations"]
        assert [m["metric"] for m in a.metrics] == [m["metric"] for m in b.metrics]
        for mine, other in zip(a.metrics, b.metrics):
            for name in ("mean", "median", "standard_deviation", "lower_quartile", "maximum"):
                assert mine.get(name) == pytest.approx(other.get(name)), (mine["metric"], name)
        for mine, other in zip(here.list_datasets(), api.list_datasets()):
            assert mine["tiers"] == other["tiers"] and mine["fingerprint"] == other["fingerprint"]
            assert mine["quality_metrics"] == pytest.approx(other["quality_metrics"])


def test_metrics_and_the_overview(either):
    metrics = either.get_quality_metrics(dataset="sessions")
    assert metrics["conversations"] == 34 and sum(metrics["tiers"].values()) == 34
    overall = metrics["overall_quality"]
    assert overall["metric"] == "overall" and overall["minimum"] <= overall["mean"] <= overall["maximum"]
    counts = overall["distribution"]["counts"]
    assert len(counts) == 20 and sum(counts) == overall["count"]
    assert len(either.get_quality_metrics(bins=5)["empathy"]["distribution"]["counts"]) == 5
    overview = either.get_statistics_overview()
    assert overview["total_datasets"] == 2 and overview["total_conversations"] == 119
    assert overview["total_messages"] == 1823
    with pytest.raises(KeyError):
        overview["no such metric"]


def test_search(either):
    hits = either.search_conversations("sleep", limit=3)
    assert len(hits) == 3 and hits.total >= 3
    assert [hit["rank"] for hit in hits] == [1, 2, 3]
    assert all("sleep" in hit["snippet"].lower() for hit in hits)
    seekers = either.search_conversations("sleep", {"role": "user", "dataset": "sessions"})
    assert seekers and all(h["role"] == "user" and h["dataset"] == "sessions" for h in seekers)
    shifted = either.search_conversations("sleep", limit=2, offset=1)
    assert [h["rank"] for h in shifted] == [2, 3]
    with pytest.raises(InvalidRequestError):
        either.search_conversations("sleep", {"speaker": "x"})


def test_validate(either, talk):
    assessed = either.validate_conversation_quality(talk)
    assert assessed.id == "sent" and METRICS & set(assessed["quality_metrics"])
    assert 0 <= assessed.score("safety_score") <= 1
    assert "evidence" in assessed and assessed["evidence"]
    page = assessed._repr_html_()
    assert "<mark" in page and "café" in page
    only = either.validate_conversation_quality(talk, validators=["empathy"], evidence=False)
    assert "evidence" not in only and only.tier is None
    assert only.score("empathy") == assessed.score("empathy")
    with pytest.raises(KeyError):
        only.score("conversation_flow")
    many = either.validate_conversations([talk, {**talk, "id": "other"}] * 3)
    assert [m.id for m in many] == ["sent", "other"] * 3
    assert all(m.score("empathy") == assessed.score("empathy") for m in many)
    assert either.validate_conversations([]) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "x"},
        {"messages": "none"},
        {"messages": [{"role": "user", "content": float("nan")}]},
        "hello",
    ],
)
def test_what_is_no_conversation_is_told(either, wrong, talk):
    with pytest.raises(InvalidRequestError):
        either.validate_conversation_quality(wrong)
    # And nothing of it stays in the way of the next.
    assert either.validate_conversation_quality(talk).id == "sent"
    with pytest.raises(InvalidRequestError):
        either.validate_conversation_quality(talk, validators=["warmth"])


def test_jobs(either):
    job = either.submit_processing_job("sessions", "quality_validation")
    done = either.wait_for_job(job, timeout=60)
    assert done.status == "completed" and done.progress == 1
    assert done["result"]["conversations"] == 34
    assert either.get_job_status(job).is_over
    assert done.id in [known.id for known in either.list_jobs()]
    analysed = either.wait_for_job(
        either.submit_processing_job("sessions", "analysis", {"columns": ["overall_quality"]}), 60
    )
    assert [m["metric"] for m in analysed["result"]["metrics"]] == ["overall"]
    updates = list(either.watch(either.submit_processing_job("peer-support")))
    assert updates[-1].status == "completed"
    with pytest.raises(InvalidRequestError):
        either.submit_processing_job("sessions", "training")
    with pytest.raises(InvalidRequestError):
        either.submit_processing_job("sessions", "analysis", {"colour": 1})
    with pytest.raises(NotFoundError):
        either.get_job_status("0" * 24)


def test_a_job_is_submitted_once_under_its_key(either):
    first = either.submit_processing_job("sessions", idempotency_key=f"once-{id(either)}")
    again = either.submit_processing_job("sessions", idempotency_key=f"once-{id(either)}")
    assert first.id == again.id
    either.wait_for_job(first, 60)


def test_a_job_that_fails_says_why(either):
    job = either.submit_processing_job(None, "analysis", {"columns": ["tier"]})
    with pytest.raises(JobFailedError) as told:
        either.wait_for_job(job, 60)
    assert "tier holds text" in str(told.value) and told.value.job.status == "failed"


def test_exports(either, tmp_path):
    export = either.export_data("sessions", "jsonl")
    path = either.download_export(export, tmp_path / "out.jsonl")
    assert len(path.read_text().splitlines()) == 34
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.jsonl"]
    with pytest.raises(PixelatedEmpathyAPIError):
        either.wait_for_job(either.export_data("sessions", "no-such-format"))


def test_frames(either):
    pandas = pytest.importorskip("pandas")
    frame = either.iter_conversations(dataset="sessions").to_pandas()
    assert frame.shape[0] == 34 and {"id", "tier", "overall", "empathy"} <= set(frame.columns)
    assert frame["overall"].mean() == pytest.approx(
        either.get_dataset_info("sessions")["quality_metrics"]["overall_quality"]
    )
    assert pandas.isna(frame["explorations"]).any()
    scores = either.get_conversation("se-02").to_pandas()
    assert list(scores.columns) == ["metric", "value", "low", "high", "abstained"]
    assert "<table>" in either.get_conversations(limit=2)._repr_html_()


def test_health(either):
    health = either.health_check()
    assert health["status"] == "healthy" and health["compatible"] is True
    assert health["workspace"] == "talks.sqlite"


def test_validators_and_formats(either):
    names = [validator["name"] for validator in either.list_validators()]
    assert {"empathy", "safety_compliance"} <= set(names)
    assert "csv-scores" in [exporter["name"] for exporter in either.list_formats()]
    assert either.list_models() == []
    agreed = either.get_agreement(["overall", "empathy"])
    assert agreed
