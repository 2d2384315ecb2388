#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`vitrine dataset` against the Datasets library: compare_datasets.py VITRINE (needs datasets, pyarrow)."""
import bz2
import gzip
import json
import lzma
import os
import pathlib
import subprocess
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"
work = pathlib.Path(tempfile.mkdtemp())
os.environ["HF_HOME"] = str(work / "hf")
import datasets  # noqa: E402
import pyarrow.parquet  # noqa: E402

datasets.disable_progress_bars()
VITRINE = sys.argv[1]
failures = checks = 0


def run(*arguments):
    done = subprocess.run([VITRINE, "dataset", *map(str, arguments)], capture_output=True, text=True)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def check(name, good, what=""):
    global failures, checks
    checks += 1
    if not good:
        failures += 1
        print(f"FAIL {name}: {what}")


def type_name(feature):
    name = feature.dtype if isinstance(feature, datasets.Value) else repr(feature)
    return name.replace("large_string", "string")  # what pandas 3 makes of every text column


def same_table(name, path, reference):
    status, (info,), errors = run("info", path)[0], run("info", path)[1] or (None,), run("info", path)[2]
    if info is None:
        return check(name, False, errors)
    wanted = [{"name": key, "type": type_name(value)} for key, value in reference.features.items()]
    check(f"{name} types", info["columns"] == wanted, (info["columns"], wanted))
    check(f"{name} rows", (status, info["rows"]) == (0, len(reference)), info)
    rows = run("head", path, "-n", len(reference))[1]
    text = work / "reference.jsonl"
    reference.to_json(text)
    wanted = [json.loads(line) for line in text.read_text().splitlines() if line]
    check(f"{name} values", close(rows, wanted), (rows[:3], wanted[:3]))


def close(a, b):
    if isinstance(a, dict) and isinstance(b, dict):
        return list(a) == list(b) and all(close(a[key], b[key]) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(close, a, b))
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))
    return a == b and type(a) is type(b)


CASES = {
    "a.csv": 'text,n,f,b,m,nul,date,mixed,bn\nhi,1,1.5,True,1,,2020-01-01,1,True\n"a, ""q""\nx",2,2,false,,NA,2020-01-02,True,\n'
             'NA, 3,1e5,TRUE,3,,2020-01-01 10:00,x,False\n',
    "names.csv": "a,a,,b\n1,2,3,4\n", "zeros.csv": "a\n007\n5\n", "mark.csv": "\ufeffa,b\n1,2\n\n3,4\n",
    "quotes.csv": 'a,b\n1,t"x"y\n2,"x"y\n', "spaces.csv": "a b, c\n1, yes\n2, no\n", "crlf.csv": 'a,b\r\n1,"x\r\ny"\r\n2,z\r\n',
    "inf.csv": "a\ninf\n-Infinity\n1\n", "text.txt": "one\r\ntwo\n\nthree\x0bx\x0cy\u2028z\rw",
    "a.jsonl": '{"a":1,"b":"x","c":[1,2],"t":"2020-01-01"}\n{"a":null,"b":"y","c":[],"t":"2020-01-01 10:00:00"}\n',
    "missing.jsonl": '{"a":1}\n{"b":2}\n\n{"a":1.5}\n', "empty.jsonl": '{"a":null,"e":[]}\n{"a":null,"e":[]}\n',
    "large.jsonl": '{"a":12345678901234567890123}\n{"a":1}\n', "array.json": '[{"a":1,"b":[{"c":1}]},\n {"a":2.5}]',
    "strings.json": '["x","y"]', "columns.json": '{"a":[1,2],"b":["x","y"]}', "one.json": '{\n "a":1,\n "b":"x"\n}',
    "lines.json": '{"a":1}\n{"a":2}\n', "lists.json": "[[1,2],[3,4]]",
    "unicode.jsonl": json.dumps({"t": "é😀\u2028\u0000\"\\"}) + "\n",
}
KINDS = {".csv": "csv", ".txt": "text", ".json": "json", ".jsonl": "json"}
for name, text in CASES.items():
    path = work / name
    path.write_bytes(text.encode())
    reference = datasets.load_dataset(KINDS[path.suffix], data_files=str(path), split="train")
    same_table(name, path, reference)
    for extension, pack in ((".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)):
        packed = work / (name + extension)
        packed.write_bytes(pack(text.encode()))
        check(packed.name, run("head", packed) == run("head", path))
    for extension in (".parquet", ".arrow", ".feather", ".jsonl", ".jsonl.gz", ".json", ".csv"):
        if name == "a.csv" and ".json" in extension:
            continue  # dates are texts in CSV and time stamps in JSON
        if extension == ".csv" and name not in ("a.csv", "names.csv", "quotes.csv", "crlf.csv"):
            continue
        out = work / ("out-" + name + extension)
        check(f"{name} to {extension}", run("convert", path, out)[0] == 0 and run("head", out)[1] == run("head", path)[1],
              (run("convert", path, out), run("head", out)[1], run("head", path)[1]))
    back = datasets.Dataset.from_file(str(work / f"out-{name}.arrow"))
    check(f"{name} Dataset.from_file", len(back) == len(reference))
(work / "field.json").write_text('{"version": "1", "data": [{"a": 1}, {"a": 2}], "n": {"data": [1]}}')
check("field", run("head", work / "field.json")[1] == [{"a": 1}, {"a": 2}], run("head", work / "field.json"))

features = datasets.Features({"text": datasets.Value("string"), "label": datasets.ClassLabel(names=["neg", "pos", "neutral"])})
rows = {"text": [f"text {i}" for i in range(1000)], "label": [(i * i) % 7 % 3 for i in range(1000)]}
table = datasets.Dataset.from_dict(rows, features=features)
table.save_to_disk(work / "saved", num_shards=3)
table.to_parquet(work / "t.parquet", batch_size=100)
same_table("saved", work / "saved", table)
same_table("parquet", work / "t.parquet", table)
for size, seed, stratify in ((0.2, 42, 0), (0.333, 7, 0), (100, 1, 0), (0.2, 42, 1), (0.37, 3, 1), (31, 12345678901, 1)):
    for path in (work / "saved", work / "t.parquet"):
        extra = ["--stratify", "label"] if stratify else []
        status = run("split", path, "--test-size", size, "--seed", seed, *extra, "--out", work / "parts")
        wanted = table.train_test_split(test_size=size, seed=seed, stratify_by_column="label" if stratify else None)
        for part in ("train", "test"):
            got = pyarrow.parquet.read_table(work / "parts" / f"{part}.parquet")["text"].to_pylist()
            check(f"split {size} {seed} {stratify} {part}", got == list(wanted[part]["text"]), (status, got[:5], wanted[part]["text"][:5]))

BAD = {
    "ragged.csv": (b"a,b\n1,2\n3\n", "line 3"), "long.csv": (b"a,b\n1,2\n3,4,5\n", "line 3"), "quote.csv": (b'a,b\n1,2\n3,"x\n', "line 3"),
    "utf8.csv": (b"a\nx\n\xff\n", "line 3"), "empty.csv": (b"", "empty"), "empty.jsonl": (b"", "empty"), "empty.txt": (b"", "empty"),
    "mixed.jsonl": (b'{"a":1}\n\n{"a":"x"}\n', "line 3"), "broken.jsonl": (b'{"a":1}\n{"a":\n', "line 2"),
    "cut.json": (b'[{"a":1},\n{"a"', "line 2"), "bad.parquet": (b"PAR1 no", "bad.parquet"), "bad.arrow": (b"nonsense", "bad.arrow"),
    "cut.csv.gz": (gzip.compress(b"a,b\n1,2\n" * 50)[:-12], "cut"), "x.unknown": (b"x", "extension"), "none.json": (b"[]", "no rows"),
}
arrow = (work / "out-a.csv.arrow").read_bytes()
BAD["cut.arrow"] = (arrow[: len(arrow) * 2 // 3], "cut.arrow")
BAD["cut.parquet"] = ((work / "t.parquet").read_bytes()[:-20], "cut.parquet")
for name, (content, words) in BAD.items():
    (work / name).write_bytes(content)
    status, lines, errors = run("info", work / name)
    check(name, status == 1 and not lines and words in errors, (status, lines, errors))
for arguments in (["--test-size", 0], ["--test-size", 1.5], ["--test-size", 1000], ["--test-size", "x"],
                  ["--test-size", 0.2, "--stratify", "nothing"], ["--test-size", 0.2, "--stratify", "text"], ["--test-size", 2, "--stratify", "label"]):
    status, lines, errors = run("split", work / "t.parquet", *arguments, "--out", work / "no")
    check(f"split {arguments}", status == 2 and len(errors.splitlines()) == 1, (status, errors))
print(f"{checks - failures} of {checks} checks passed (datasets {datasets.__version__})")
sys.exit(failures > 0)
