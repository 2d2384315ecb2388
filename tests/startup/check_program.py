#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Starts the linked program as a user does: check_program.py VITRINE VERSION [STARTER_FOLDER]."""
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM, VERSION = str(pathlib.Path(sys.argv[1]).resolve()), sys.argv[2]
STARTER = sys.argv[3] if len(sys.argv) > 3 else ""
WAIT = 30  # seconds; only a hang reaches it


def run(*arguments, **options):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=WAIT,
                          stdin=subprocess.DEVNULL, **options)


def mapped(pid):
    """Names of the files that the process has mapped."""
    lines = pathlib.Path(f"/proc/{pid}/maps").read_text().splitlines()
    return {pathlib.Path(line.split(None, 5)[5]).name for line in lines if line.count("/")}


class Program(unittest.TestCase):
    def test_version(self):
        done = run("--version")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, f"vitrine {VERSION}\n", ""))

    def test_works_without_home_and_from_anywhere(self):
        done = run("--version", cwd="/", env={})
        self.assertEqual((done.returncode, done.stdout), (0, f"vitrine {VERSION}\n"))

    def test_help_names_every_subcommand(self):
        done = run("--help")
        self.assertEqual(done.returncode, 0)
        for name in ("tokenize", "decode", "run", "forward", "inspect", "demo", "screenshot", "bench"):
            self.assertRegex(done.stdout, rf"(?m)^\s+{name}\b")

    def test_wrong_usage(self):
        for arguments in (["no-such-subcommand"], ["--no-such-option"], ["tokenize", "--no-such-option"]):
            done = run(*arguments)
            self.assertEqual((done.returncode, done.stdout), (2, ""), arguments)
            self.assertNotEqual(done.stderr, "", arguments)

    def test_unreadable_model(self):
        for model in ("starter:absent", "/nonexistent/folder"):
            done = run("tokenize", "--tokenizer", model)
            self.assertEqual((done.returncode, done.stdout), (2, ""), model)
            self.assertIn(model, done.stderr)

    @unittest.skipUnless(STARTER, "the starter model is not installed")
    def test_tokenize_does_not_load_torch(self):
        process = subprocess.Popen([PROGRAM, "tokenize", "--tokenizer", "starter:minilm"], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, text=True)
        with process:
            process.stdin.write('"Hello"\n')
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())  # flushed per line, so it comes while we hold stdin
            libraries = mapped(process.pid)
            process.stdin.close()
            self.assertEqual(process.wait(WAIT), 0)
        self.assertEqual(answer["ids"], [101, 7592, 102])
        self.assertTrue(any(name.startswith("libvitrine_core") for name in libraries), libraries)
        self.assertFalse([name for name in libraries if name.startswith(("libtorch", "libvitrine_torch", "libc10"))])

    @unittest.skipUnless(STARTER, "the starter model is not installed")
    def test_inspect_attention(self):
        def inspect(lines, *options, out="a.safetensors"):
            with tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder, out)
                done = subprocess.run([PROGRAM, "inspect", "attention", "--model", "starter:minilm", "--out", str(path),
                                       *options], input=lines, capture_output=True, text=True, timeout=WAIT)
                answers = [json.loads(line) for line in done.stdout.splitlines()]
                return done.returncode, answers, done.stderr, path.read_bytes() if path.exists() else b""

        status, answers, errors, content = inspect('["The cat sat", "It slept"]\n', "--layers", "0,3", "--scores")
        self.assertEqual((status, errors), (0, ""))
        tokens = ["[CLS]", "the", "cat", "sat", "[SEP]", "it", "slept", "[SEP]"]
        self.assertEqual((answers[0]["tokens"], answers[0]["layers"], answers[0]["heads"]), (tokens, [0, 3], 12))
        header = json.loads(content[8:8 + int.from_bytes(content[:8], "little")])
        self.assertEqual(json.loads(header.pop("__metadata__")["tokens"]), tokens)
        self.assertEqual({name: (tensor["dtype"], tensor["shape"]) for name, tensor in header.items()},
                         {f"{kind}.{layer}": ("F32", [1, 12, 8, 8]) for kind in ("attentions", "scores")
                          for layer in (0, 3)})

        # A line that fails, then the text of the file, then one too many.
        status, answers, _, content = inspect('3\n"Hello"\n"Again"\n')
        self.assertEqual((status, ["error" in answer for answer in answers]), (1, [True, False, True]))
        self.assertNotEqual(content, b"")
        status, _, errors, _ = inspect(json.dumps("word " * 600) + "\n", "--layers", "5")
        self.assertEqual(status, 0)
        self.assertIn("602 tokens, the model takes 512", errors)
        for layers in ("6", "x", "1,"):
            status, answers, errors, _ = inspect('"Hello"\n', "--layers", layers)
            self.assertEqual((status, answers), (2, []), layers)
            self.assertIn("layers", errors)
        for out, start in (("a.png", b"\x89PNG"), ("A.SVG", b"<?xml")):
            for layers in ("all", "5"):
                status, answers, errors, content = inspect('"Hello there"\n', "--layers", layers, out=out)
                self.assertEqual((status, answers[0]["heads"]), (0, 12), errors)
                self.assertTrue(content.startswith(start))
                self.assertGreater(len(content), 5000)
        status, answers, errors, _ = inspect('"Hello"\n', out="a.txt")
        self.assertEqual((status, answers), (2, []))
        self.assertIn("a.txt", errors)

    def test_window_opens_and_ends(self):
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        process = subprocess.Popen([PROGRAM], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True, env=environment)
        try:
            deadline = time.monotonic() + WAIT
            while "libqoffscreen.so" not in mapped(process.pid) and time.monotonic() < deadline:
                self.assertIsNone(process.poll(), "the program ended before its window stood")
                time.sleep(0.02)
            with self.assertRaises(subprocess.TimeoutExpired, msg="the window closed by itself"):
                process.wait(1.5)
        finally:
            process.send_signal(signal.SIGTERM)
            output, errors = process.communicate(timeout=WAIT)
        self.assertIn(process.returncode, (0, -signal.SIGTERM))
        self.assertEqual(output, "")
        self.assertNotRegex(errors, r"(?i)qt\.|QObject|QPainter|warning|assert")

    @unittest.skipUnless(STARTER, "the starter model is not installed")
    def test_installed(self):
        with tempfile.TemporaryDirectory() as prefix:
            subprocess.run(["cmake", "--install", str(pathlib.Path(PROGRAM).parent), "--prefix", prefix],
                           check=True, capture_output=True)
            share = pathlib.Path(prefix, "share")
            for name in ("applications/org.vitrine.Vitrine.desktop", "metainfo/org.vitrine.Vitrine.metainfo.xml",
                         "icons/hicolor/scalable/apps/org.vitrine.Vitrine.svg", "vitrine/starter/minilm/config.json"):
                self.assertTrue((share / name).is_file(), name)
            # The sources' and the build's folders must not be needed: the model by its installed place, the torch half by its run path.
            def answer(*arguments):
                done = subprocess.run([prefix + "/bin/vitrine", *arguments], input='"Hello"\n', capture_output=True,
                                      text=True, timeout=WAIT, cwd=prefix)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                return json.loads(done.stdout)
            self.assertEqual(answer("tokenize", "--tokenizer", "starter:minilm")["ids"], [101, 7592, 102])
            vectors = answer("run", "feature-extraction", "--model", "starter:minilm")
            self.assertEqual((len(vectors[0]), len(vectors[0][0])), (3, 384))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
