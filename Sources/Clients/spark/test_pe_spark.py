"""What must hold of pe_spark. Run by ./check, which brings PySpark; PE names the program."""

import json
import os
import pathlib
import stat
import subprocess
import tempfile
import time
import unittest

import pe_spark

PE = os.environ.get("PE", "pe")
SAMPLE = pathlib.Path(__file__).parents[3] / "notebooks" / "data" / "peer-support.jsonl"


def lines():
    return SAMPLE.read_text().splitlines()


class Lines(unittest.TestCase):
    def test_answers_are_those_of_the_filter(self):
        schema = pe_spark.answer_schema(PE)
        rows = [
            row
            for batch in pe_spark.score_lines(lines(), schema, PE)
            for row in batch.to_pylist()
        ]
        run = subprocess.run(
            [PE, "--workspace", ":memory:", "score", "--stdin", "--signed"],
            input=SAMPLE.read_bytes(),
            capture_output=True,
            check=True,
        )
        answers = [json.loads(line) for line in run.stdout.splitlines()]
        self.assertEqual([row["id"] for row in rows], [answer["id"] for answer in answers])
        for row, answer in zip(rows, answers):
            self.assertEqual(row["content"], answer["content"])
            self.assertEqual(row["signatures"], answer["signatures"])
            for metric, score in answer["scores"].items():
                given = {key: value for key, value in row["scores"][metric].items() if value is not None}
                self.assertEqual(given, score)

    def test_what_is_no_conversation_is_a_row(self):
        schema = pe_spark.answer_schema(PE)
        asked = ['{"id": "a", "messages": "none"}', lines()[0], "not json"]
        rows = [r for b in pe_spark.score_lines(asked, schema, PE) for r in b.to_pylist()]
        self.assertEqual(len(rows), 3)
        self.assertIsNone(rows[1]["error"])
        self.assertTrue(rows[0]["error"] and rows[2]["error"])

    def test_a_process_that_dies_costs_rows_not_the_job(self):
        with tempfile.TemporaryDirectory() as folder:
            dying = pathlib.Path(folder, "dying")
            dying.write_text("#!/bin/sh\nread line\necho 'out of luck' >&2\nexit 9\n")
            dying.chmod(dying.stat().st_mode | stat.S_IXUSR)
            schema = pe_spark.answer_schema(PE)
            asked = [json.dumps({"id": str(n), "messages": []}) for n in range(5000)]
            rows = [
                row
                for batch in pe_spark.score_lines(asked, schema, str(dying))
                for row in batch.to_pylist()
            ]
            self.assertEqual([row["id"] for row in rows], [str(n) for n in range(5000)])
            self.assertTrue(all("out of luck" in row["error"] for row in rows))

    def test_a_validator_that_is_not_there_is_told_at_once(self):
        with self.assertRaisesRegex(RuntimeError, "nothing_like_it"):
            pe_spark.answer_schema(PE, ["nothing_like_it"])


class Spark(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        from pyspark.sql import SparkSession

        cls.spark = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate()
        )

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()

    def test_scores_come_back_into_a_workspace_as_if_computed_there(self):
        with tempfile.TemporaryDirectory() as folder:
            frame = self.spark.read.json(str(SAMPLE)).repartition(3)
            out = f"{folder}/scores.parquet"
            pe_spark.score_frame(frame, pe=PE).write.parquet(out)
            parts = [str(part) for part in pathlib.Path(out).glob("*.parquet")]
            here, there = f"{folder}/here.sqlite", f"{folder}/there.sqlite"
            for workspace in (here, there):
                subprocess.run([PE, "--workspace", workspace, "load", str(SAMPLE)], check=True, stdout=subprocess.DEVNULL)
            subprocess.run([PE, "--workspace", there, "scores", "import", *parts], check=True)
            for workspace in (here, there):
                subprocess.run([PE, "--workspace", workspace, "validate"], check=True, stdout=subprocess.DEVNULL)
            rows = [
                subprocess.run(
                    [PE, "--workspace", workspace, "sql", "SELECT * FROM conversation_scores ORDER BY 1", "--limit", "all", "--json"],
                    check=True,
                    capture_output=True,
                ).stdout
                for workspace in (here, there)
            ]
            self.assertEqual(json.loads(rows[0])["tables"], json.loads(rows[1])["tables"])

    def test_throughput_is_told(self):
        count = int(os.environ.get("ROWS", "2000"))
        talks = lines()
        frame = self.spark.createDataFrame(
            [(str(n), talks[n % len(talks)]) for n in range(count)], "key string, line string"
        ).repartition(2)
        import pyspark.sql.functions as f

        schema = self.spark.read.json(str(SAMPLE)).schema
        frame = frame.select(f.from_json("line", schema).alias("talk")).select("talk.*").cache()
        frame.count()
        start = time.monotonic()
        self.assertEqual(pe_spark.score_frame(frame, pe=PE).where("error is null").count(), count)
        spark = time.monotonic() - start
        data = ("\n".join(talks[n % len(talks)] for n in range(count)) + "\n").encode()
        start = time.monotonic()
        subprocess.run([PE, "--workspace", ":memory:", "score", "--stdin", "--signed"], input=data, check=True, stdout=subprocess.DEVNULL)
        direct = time.monotonic() - start
        print(f"\n{count} conversations: direct {direct:.2f} s, mapInArrow {spark:.2f} s")


if __name__ == "__main__":
    unittest.main()
