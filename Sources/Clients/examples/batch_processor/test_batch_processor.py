import pytest
from batch_processor import BatchProcessor

from pixelated_empathy import ConnectionCutError


def test_all_are_given_once(api, tmp_path):
    seen = []
    state = BatchProcessor(api, lambda c: seen.append(c["number"]), tmp_path / "p", batch_size=25).run()
    assert sorted(seen) == list(range(1, 120)) and state["done"] == 119 and not state["failed"]
    # Done is done.
    BatchProcessor(api, seen.append, tmp_path / "p", batch_size=25).run()
    assert len(seen) == 119


def test_a_cut_is_gone_on_from(api, tmp_path):
    class Cutting:
        """The connection ends with the third page."""

        pages = 0

        def iter_conversations(self, **options):
            talks = api.iter_conversations(**options)
            fetch = talks._fetch

            def cutting(cursor):
                self.pages += 1
                if self.pages == 3:
                    raise ConnectionCutError("cut")
                return fetch(cursor)

            talks._fetch = cutting
            return talks

    seen, cutting = [], Cutting()
    with pytest.raises(ConnectionCutError):
        BatchProcessor(cutting, lambda c: seen.append(c["number"]), tmp_path / "p", 25).run()
    assert len(seen) == 50
    state = BatchProcessor(cutting, lambda c: seen.append(c["number"]), tmp_path / "p", 25).run()
    assert sorted(seen) == list(range(1, 120)) and state["is_done"]


def test_one_that_fails_does_not_stop_the_others(api, tmp_path):
    def work(conversation):
        if conversation["id"] == "se-05":
            raise RuntimeError("no")

    state = BatchProcessor(api, work, tmp_path / "p", dataset="sessions").run()
    assert state["done"] == 34 and state["failed"] == {"se-05": "RuntimeError: no"}


def test_another_querys_progress_is_refused(api, tmp_path):
    BatchProcessor(api, lambda c: None, tmp_path / "p", dataset="sessions").run()
    with pytest.raises(ValueError, match="another query"):
        BatchProcessor(api, lambda c: None, tmp_path / "p", dataset="peer-support")
