#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs a pipeline over tables, stops it, kills it and goes on: check_run_table.py VITRINE MODEL_FOLDER.

The model needs no head: feature-extraction and sentence-similarity.
"""
import csv
import json
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM, MODEL = str(pathlib.Path(sys.argv[1]).resolve()), str(pathlib.Path(sys.argv[2]).resolve())
WAIT = 60  # seconds; only a hang reaches it


def run(*arguments, **options):
    return subprocess.run([PROGRAM, "run", *map(str, arguments)], capture_output=True, text=True, timeout=WAIT,
                          **options)


def lines(path):
    return [json.loads(line) for line in pathlib.Path(path).read_text().splitlines()]


class RunTable(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.table = self.folder / "texts.csv"
        with open(self.table, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "text"])
            writer.writerows([i, f"text number {i}, with a comma"] for i in range(60))
        self.out = self.folder / "out.jsonl"
        self.features = ["feature-extraction", "--model", MODEL, "--in", self.table, "--column", "text"]

    def test_every_row_keeps_its_columns(self):
        done = run(*self.features, "--out", self.out, "--set", "batch_size=7", "--set", "pooling=true")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        rows = lines(self.out)
        self.assertEqual([row["id"] for row in rows], list(range(60)))
        self.assertTrue(all(isinstance(row["result"][0], float) for row in rows))
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["out.jsonl", "texts.csv"])

    def test_without_out_the_results_are_lines(self):
        done = run(*self.features, "--set", "pooling=true")
        self.assertEqual((done.returncode, len(done.stdout.splitlines())), (0, 60))

    def test_tables(self):
        for name in ("out.csv", "out.parquet", "out.tsv"):
            done = run(*self.features, "--out", self.folder / name, "--set", "pooling=true")
            self.assertEqual((done.returncode, done.stderr), (0, ""), name)
        with open(self.folder / "out.csv", newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(len(rows), 60)
        self.assertEqual(rows[3]["text"], "text number 3, with a comma")
        self.assertIsInstance(json.loads(rows[3]["result"])[0], float)

    def test_named_inputs_and_wrong_rows(self):
        table = self.folder / "pairs.jsonl"
        good = {"source_sentence": "a", "sentences": ["b", "c"]}
        table.write_text("\n".join(map(json.dumps, [good, {**good, "source_sentence": None}, good])))
        done = run("sentence-similarity", "--model", MODEL, "--in", table, "--out", self.out)
        self.assertEqual(done.returncode, 1)
        rows = lines(self.out)
        self.assertEqual([len(row.get("result", [])) for row in rows], [2, 0, 2])
        self.assertIn("source_sentence", rows[1]["error"]["message"])

    def test_wrong_usage(self):
        for wrong in (["--column", "nothing"], ["--out", "x.pdf"], ["--format", "doc"]):
            self.assertIn(run(*self.features, *wrong).returncode, (1, 2), wrong)
        self.assertEqual(run("feature-extraction", "--model", MODEL, "--out", self.out).returncode, 2)

    def interrupt(self, number):
        """Rows that were whole when the run ended."""
        partial = pathlib.Path(f"{self.out}.partial")
        process = subprocess.Popen([PROGRAM, "run", *map(str, self.features), "--out", str(self.out)],
                                   stderr=subprocess.DEVNULL)
        end = time.monotonic() + WAIT
        while time.monotonic() < end and process.poll() is None:
            if partial.exists() and partial.read_bytes().count(b"\n") > 2:
                process.send_signal(number)
                break
            time.sleep(0.001)
        process.wait(WAIT)
        return process.returncode

    def test_goes_on_after_a_stop_and_a_kill(self):
        for number, expected in ((signal.SIGINT, 130), (signal.SIGKILL, -9)):
            self.out.unlink(missing_ok=True)
            status = self.interrupt(number)
            self.assertIn(status, (expected, 0))  # it may be quicker than the signal
            if status != 0:
                self.assertFalse(self.out.exists())
                with open(f"{self.out}.partial", "ab") as file:
                    file.write(b'{"id": 99, "te')  # a line that was being written
            self.assertEqual(run(*self.features, "--out", self.out, "--resume").returncode, 0)
            self.assertEqual([row["id"] for row in lines(self.out)], list(range(60)))
            before = self.out.read_bytes()
            self.assertEqual(run(*self.features, "--out", self.out, "--resume").returncode, 0)
            self.assertEqual(self.out.read_bytes(), before)

    def test_resumes_only_the_same_run(self):
        if self.interrupt(signal.SIGKILL) != 0:
            done = run(*self.features, "--out", self.out, "--resume", "--set", "pooling=true")
            self.assertEqual(done.returncode, 2)
            self.assertIn("--resume", done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
