"""The kit for those who build on the workbench."""

import pytest

from pixelated_empathy import InsufficientPermissionsError, NotFoundError, RateLimitError, local
from pixelated_empathy_testing import ConversationFactory, MockAPI


@pytest.fixture(scope="module")
def factory(home):
    from conftest import PE

    with ConversationFactory(seed=7, pe=PE) as factory:
        yield factory


@pytest.mark.parametrize("wanted", [0.25, 0.4, 0.55, 0.7, 0.85])
def test_a_conversation_scores_what_was_wanted(factory, wanted, api):
    made = factory.create_conversation(quality_score=wanted)
    # Held against the validators by another way than its own.
    scored = api.validate_conversation_quality(made)
    assert abs(scored.overall - wanted) <= 0.05
    assert scored.overall == pytest.approx(made["quality_metrics"]["overall_quality"])
    texts = [message["content"] for message in made["messages"]]
    assert len(texts) >= 12 and all(texts)
    assert [m["role"] for m in made["messages"]][:4] == ["user", "assistant"] * 2


@pytest.mark.parametrize("tier", ["below_basic", "basic", "standard"])
def test_a_conversation_is_of_the_tier_that_was_wanted(factory, tier, api):
    made = factory.create_conversation(tier=tier)
    assert api.validate_conversation_quality(made).tier == tier == made["tier"]


def test_a_batch_is_within_its_range_and_the_same_for_its_seed(home):
    from conftest import PE

    def batch(seed):
        with ConversationFactory(seed, pe=PE) as factory:
            return factory.create_batch(4, quality_range=(0.5, 0.7))

    first = batch(3)
    assert all(0.45 <= c["quality_metrics"]["overall_quality"] <= 0.75 for c in first)
    assert len({c["id"] for c in first}) == 4
    assert batch(3) == first != batch(4)


def test_what_cannot_be_made_is_said(factory):
    with pytest.raises(ValueError, match="the nearest has"):
        factory.create_conversation(quality_score=0.1, tier="professional")
    with pytest.raises(ValueError):
        factory.create_conversation(quality_score=1.5)
    with pytest.raises(ValueError):
        factory.create_conversation(tier="splendid")


def test_the_mock_answers_what_was_set():
    api = MockAPI()
    api.set_response("list_datasets", [{"name": "talks", "conversations": 2}])
    assert api.list_datasets()[0].name == "talks"
    assert api.calls[0].items() >= {"method": "GET", "path": "/v1/datasets"}.items()
    job = {"job_id": "a" * 24, "status": "running", "progress": 0.5}
    api.set_response("get_job_status", job, {**job, "status": "completed", "result": {}})
    assert api.wait_for_job("a" * 24, poll_interval=0.001).status == "completed"
    api.set_error("export_data", "INSUFFICIENT_PERMISSIONS", details={"scope": "export"})
    with pytest.raises(InsufficientPermissionsError, match="scope export"):
        api.export_data("talks")
    api.set_error("predict", "RATE_LIMIT_EXCEEDED", details={"retry_after": 9})
    with pytest.raises(RateLimitError) as told:
        api.predict("m")
    assert told.value.retry_after == 9
    with pytest.raises(AssertionError, match="set_response\\('search_conversations'"):
        api.search_conversations("sleep")
    with pytest.raises(ValueError):
        api.set_response("no_such_method", 1)


def test_the_mock_holds_conversations(factory):
    api = MockAPI()
    made = [factory.create_conversation(score) for score in (0.4, 0.7)]
    for one in made:
        api.set_conversation(one)
    assert api.get_conversation(made[0]["id"]).messages == made[0]["messages"]
    listed = list(api.iter_conversations(batch_size=1))
    assert [c.id for c in listed] == [c["id"] for c in made]
    assert [c.id for c in api.get_conversations(min_quality=0.6)] == [made[1]["id"]]
    with pytest.raises(NotFoundError):
        api.get_conversation("nobody")
