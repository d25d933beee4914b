"""Score conversations on Spark: a DataFrame of conversations in, a DataFrame of scores out.

    from pe_spark import score_frame
    talks = spark.read.parquet("talks.parquet")        # id, messages: array<struct<role, content>>
    scores = score_frame(talks)                        # id, content, signatures, scores, turns, error
    scores.where("scores.empathy.value < 0.3")    # any metric by its name
    scores.write.parquet("scores.parquet")             # 'pe scores import scores.parquet/*.parquet'

Each partition is one ``pe score`` process that reads and writes as the partition goes, so memory does not
grow with it. A conversation that cannot be scored is a row with ``error``, never a failed job.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import threading
from collections import deque
from typing import Iterable, Iterator, Mapping, Optional, Sequence

import pyarrow as pa
import pyarrow.json as pj

__all__ = ["score_frame", "score_lines", "answer_schema"]

# Bytes of answers that become one batch.
_BATCH = 4 << 20
# How often a partition takes a new process after one ended before its time.
_RESTARTS = 3

_SAMPLE = {
    "id": "sample",
    "messages": [
        {"role": "user", "content": "I did not sleep again."},
        {"role": "assistant", "content": "Another night awake. What kept you up?"},
        {"role": "user", "content": "The usual sums."},
    ],
}


def _command(
    pe: str, validators: Optional[Sequence[str]], options: Optional[Mapping[str, str]]
) -> list[str]:
    command = [pe, "--workspace", ":memory:", "score", "--stdin", "--signed"]
    if validators is not None:
        command += ["--using", ",".join(validators)]
    for name, value in (options or {}).items():
        command += ["--option", f"{name}={value}"]
    return command


def answer_schema(
    pe: str = "pe",
    validators: Optional[Sequence[str]] = None,
    options: Optional[Mapping[str, str]] = None,
) -> pa.Schema:
    """The columns that answers have, found by scoring one made-up conversation.

    ``scores`` has a struct a metric: value, low and high (bounds of its interval), or abstained (why there
    is none). ``turns`` has a list of numbers a metric, a place a message. Raises ``RuntimeError`` with what
    ``pe`` says when it cannot score.
    """
    run = subprocess.run(
        _command(pe, validators, options),
        input=json.dumps(_SAMPLE).encode() + b"\n",
        capture_output=True,
        check=False,
    )
    if run.returncode != 0 or not run.stdout:
        raise RuntimeError(f"pe cannot score: {run.stderr.decode(errors='replace').strip()}")
    answer = json.loads(run.stdout.splitlines()[0])
    if "error" in answer:
        raise RuntimeError(f"pe cannot score: {answer['error']}")
    number, text = pa.float64(), pa.string()
    score = pa.struct([("value", number), ("low", number), ("high", number), ("abstained", text)])
    return pa.schema(
        [
            ("id", text),
            ("content", text),
            ("signatures", pa.struct([(name, text) for name in answer["signatures"]])),
            ("scores", pa.struct([(name, score) for name in answer["scores"]])),
            ("turns", pa.struct([(name, pa.list_(number)) for name in answer["turns"]])),
            ("error", text),
        ]
    )


class _Process:
    """One ``pe``: a thread writes lines, ``answers`` gives what comes back."""

    def __init__(self, command: Sequence[str], lines: Iterator[str]):
        self._log = tempfile.TemporaryFile()
        self._child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log
        )
        self._lines = lines
        self._failure: Optional[BaseException] = None
        self.asked: deque[str] = deque()
        self._writer = threading.Thread(target=self._write, daemon=True)
        self._writer.start()

    def _write(self) -> None:
        stdin = self._child.stdin
        assert stdin is not None
        try:
            for line in self._lines:
                self.asked.append(line)
                stdin.write(line.encode("utf-8", "surrogatepass") + b"\n")
            stdin.close()
        except (BrokenPipeError, ValueError):
            pass  # It has ended; who reads sees that.
        except BaseException as failure:  # The input's own failure goes to who reads.
            self._failure = failure
            self._child.kill()

    def answers(self) -> Iterator[bytes]:
        stdout = self._child.stdout
        assert stdout is not None
        for answer in stdout:
            if not answer.endswith(b"\n"):
                return
            self.asked.popleft()
            yield answer

    def end(self) -> Optional[str]:
        """None when it went through all lines, else why not."""
        code = self._child.wait()
        self._writer.join()
        if self._failure is not None:
            raise self._failure
        self._log.seek(0)
        said = self._log.read()[-500:].decode(errors="replace").strip()
        self._log.close()
        # 3 says that some lines hold no conversation, which their answers tell as well.
        if code in (0, 3) and not self.asked:
            return None
        return f"pe ended with {code}" + (f": {said}" if said else "")

    def stop(self) -> None:
        if self._child.poll() is None:
            self._child.kill()
            self._child.wait()
        if self._child.stdout is not None:
            self._child.stdout.close()


def _failed(line: str, reason: str) -> bytes:
    try:
        name = json.loads(line).get("id")
    except (ValueError, AttributeError):
        name = None
    row = {"error": reason} if name is None else {"id": str(name), "error": reason}
    return json.dumps(row).encode() + b"\n"


def score_lines(
    lines: Iterable[str],
    schema: pa.Schema,
    pe: str = "pe",
    validators: Optional[Sequence[str]] = None,
    options: Optional[Mapping[str, str]] = None,
) -> Iterator[pa.RecordBatch]:
    """Scores conversations, a JSON text each, with one process; answers in their order.

    Of a process that ends before its time the conversations it was asked about become rows with ``error``,
    and another goes on, at most three times; after that all that is left becomes such rows.
    """
    command = _command(pe, validators, options)
    source = iter(lines)
    for turn in range(_RESTARTS + 1):
        process = _Process(command, source)
        try:
            waiting, size = [], 0
            for answer in process.answers():
                waiting.append(answer)
                size += len(answer)
                if size >= _BATCH:
                    yield from _batches(waiting, schema)
                    waiting, size = [], 0
            reason = process.end()
            if reason is not None:
                waiting += [_failed(line, reason) for line in process.asked]
                if turn == _RESTARTS:
                    waiting += [_failed(line, reason) for line in source]
            yield from _batches(waiting, schema)
            if reason is None:
                return
        finally:
            process.stop()


def _batches(answers: Sequence[bytes], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    if not answers:
        return
    data = b"".join(answers)
    table = pj.read_json(
        pa.BufferReader(data),
        read_options=pj.ReadOptions(use_threads=False, block_size=len(data) + 1),
        parse_options=pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore"),
    )
    yield from table.select(schema.names).cast(schema).combine_chunks().to_batches()


def score_frame(df, validators=None, options=None, pe="pe"):
    """Scores the conversations of a DataFrame; rows come out as they went in, a row each.

    df: a column ``id`` and a column ``messages`` that lists structs of ``role`` and ``content``; other columns
        are metadata, as 'pe load' takes them.
    validators: names, the built-in five when None. options: ``NAME.OPTION`` to its value.
    pe: the program, on every worker's PATH or at this path.

    Throughput is that of the workers' cores; each partition holds one batch of answers (4 MB) and one of rows.
    """
    from pyspark.sql import functions as f
    from pyspark.sql.pandas.types import from_arrow_schema

    schema = answer_schema(pe, validators, options)

    def scored(batches):
        def lines():
            for batch in batches:
                for value in batch.column(0):
                    yield value.as_py()

        yield from score_lines(lines(), schema, pe, validators, options)

    # Workers get this module with the job.
    df.sparkSession.addArtifacts(__file__, pyfile=True)
    conversations = df.select(f.to_json(f.struct("*")).alias("conversation"))
    return conversations.mapInArrow(scored, from_arrow_schema(schema))
