import queue
import uuid

from event_processor import EventProcessor


def event(kind, **members):
    return {"id": uuid.uuid4().hex, "type": f"{kind}_requested", **members}


def test_each_kind_is_answered(api, talk):
    told = []
    processor = EventProcessor(api, told.append)
    validated = processor.handle(event("quality_validation", dataset="sessions"))
    assert validated["type"] == "quality_validation_completed"
    assert validated["result"]["conversations"] == 34
    one = processor.handle(event("quality_validation", conversation=talk))
    assert one["result"]["id"] == "sent"
    exported = processor.handle(event("export", dataset="sessions", min_quality=0.5))
    assert exported["type"] == "export_completed" and exported["result"]["conversations"] > 0
    analysed = processor.handle(event("analysis", dataset="sessions", by="topic"))
    assert analysed["type"] == "analysis_completed" and analysed["result"]["groups"]
    assert told == [validated, one, exported, analysed]


def test_what_cannot_be_done_is_an_event_too(api):
    processor = EventProcessor(api)
    for wrong in (
        event("analysis", dataset="nothing"),
        event("export", format="no-such"),
        event("quality_validation", conversation={"messages": 1}),
    ):
        answer = processor.handle(wrong)
        assert answer["type"].endswith("_failed") and answer["error"] and answer["id"] == wrong["id"]
    assert processor.handle({"id": "1", "type": "dance_requested"})["type"] == "dance_failed"
    assert processor.handle({"type": "export_requested"})["error"] == "an event has an id"


def test_an_event_that_comes_twice_is_one_job(api):
    processor = EventProcessor(api)
    same = event("export", dataset="sessions")
    first, second = processor.handle(same), processor.handle(same)
    assert first["result"]["export_id"] == second["result"]["export_id"]


def test_a_queue_is_worked_off(api):
    told, events = [], queue.Queue()
    for _ in range(6):
        events.put(event("analysis", dataset="sessions", columns=["overall"]))
    events.put(None)
    EventProcessor(api, told.append).listen(events)
    assert len(told) == 6 and all(one["type"] == "analysis_completed" for one in told)
