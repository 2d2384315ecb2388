#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`vitrine hub` against huggingface_hub on one server and one cache, in both directions: compare_hub.py [VITRINE].

Prints how many facts were compared and how many differ; exits 1 when any does.
"""
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(root / "tests/compare"))
from hub_server import Hub, Repository  # noqa: E402

VITRINE = sys.argv[1] if len(sys.argv) > 1 else str(root / "build/release/vitrine")
work = pathlib.Path(tempfile.mkdtemp())
noise = random.Random(1)
BERT = {
    "config.json": b'{"model_type": "bert", "architectures": ["BertModel"]}', "model.safetensors": noise.randbytes(300_000),
    "vocab.txt": noise.randbytes(70_000), ".gitattributes": b"*.bin filter=lfs\n", "empty.txt": b"", "README.md": b"---\nlicense: mit\n---\n# Hi\n",
    "onnx/model.onnx": noise.randbytes(200_000), "a b/\u00e9\u4e16 #1%.txt": "\u00e9".encode(), "a b/copy.txt": "\u00e9".encode(), "deep/er/still/x.json": b"{}",
}
hub = Hub([
    Repository("org/bert", BERT, pipeline_tag="fill-mask", cardData={"license": "mit"}, revisions=["v1.0", "refs/pr/1"]),
    Repository("org/gpt", {"config.json": b'{"model_type": "gpt2"}'}), Repository("bare", {"x": b"1"}),
    Repository("org/table", {"data/train.csv": b"a\n1\n", "big.parquet": noise.randbytes(100_000)}, kind="datasets"),
])
base = {k: v for k, v in os.environ.items() if not k.startswith("HF_")}
base.update(HF_ENDPOINT=hub.endpoint, HF_TOKEN="hf_x", HF_HUB_DISABLE_PROGRESS_BARS="1", HF_HUB_DISABLE_TELEMETRY="1", HF_HUB_DISABLE_XET="1")
compared = differences = 0


def check(what, ours, theirs):
    global compared, differences
    compared += 1
    if ours != theirs:
        differences += 1
        print(f"DIFFERENT {what}:\n    vitrine {ours}\n    python  {theirs}")


def vitrine(cache, *arguments, **environment):
    done = subprocess.run([VITRINE, "hub", *arguments], capture_output=True, text=True, env={**base, "HF_HUB_CACHE": str(cache), **environment})
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def python(cache, code, **environment):
    """The JSON that `result` is at the end of `code`, or the name of the exception."""
    program = f"import json, huggingface_hub as h\ntry:\n    {code}\nexcept Exception as e:\n    result = type(e).__name__\nprint(json.dumps(result))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env={**base, "HF_HUB_CACHE": str(cache), **environment})
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def tree(cache):
    """Everything in a cache: kind, mode, content or target of each path."""
    facts = {}
    for path in sorted(cache.rglob("*")):
        name = str(path.relative_to(cache))
        if path.is_symlink():
            facts[name] = ("link", os.readlink(path))
        elif path.is_dir():
            facts[name] = ("folder", oct(path.stat().st_mode & 0o777))
        else:
            facts[name] = ("file", oct(path.stat().st_mode & 0o777), path.read_bytes())
    return facts


def short(fact):
    return fact and (*fact[:2], len(fact[2])) if fact and fact[0] == "file" else fact


def same_tree(what, ours, theirs):
    ours, theirs = tree(ours), tree(theirs)
    for name in sorted(ours.keys() | theirs.keys()):
        if ours.get(name) != theirs.get(name):
            check(f"{what}: {name}", short(ours.get(name)), short(theirs.get(name)))
        else:
            check(name, 0, 0)


def requests(action):
    hub.requests.clear()
    result = action()
    return result, list(hub.requests)


SCAN = """result = [[r.repo_id, r.repo_type, r.size_on_disk, r.nb_files, sorted(v.commit_hash for v in r.revisions), sorted(x for v in r.revisions for x in v.refs)] for r in h.scan_cache_dir().repos] + [str(w) for w in h.scan_cache_dir().warnings]"""
CASES = [
    ("all", ["org/bert"], "h.snapshot_download('org/bert')"),
    ("patterns", ["org/bert", "--include", "*.json", "--include", "a b/", "--exclude", "deep*"],
     "h.snapshot_download('org/bert', allow_patterns=['*.json', 'a b/'], ignore_patterns=['deep*'])"),
    ("one file", ["org/bert", "model.safetensors"], "h.hf_hub_download('org/bert', 'model.safetensors')"),
    ("odd name", ["org/bert", "a b/\u00e9\u4e16 #1%.txt"], "h.hf_hub_download('org/bert', 'a b/\\u00e9\\u4e16 #1%.txt')"),
    ("tag", ["org/bert", "--revision", "v1.0"], "h.snapshot_download('org/bert', revision='v1.0')"),
    ("pull request", ["org/bert", "--revision", "refs/pr/1", "vocab.txt"], "h.hf_hub_download('org/bert', 'vocab.txt', revision='refs/pr/1')"),
    ("commit", ["org/bert", "--revision", hub.repositories[0].commit], f"h.snapshot_download('org/bert', revision='{hub.repositories[0].commit}')"),
    ("data set", ["org/table", "--type", "dataset"], "h.snapshot_download('org/table', repo_type='dataset')"),
    ("bare name", ["bare"], "h.snapshot_download('bare')"),
    ("no such file", ["org/bert", "nothing.bin"], "h.hf_hub_download('org/bert', 'nothing.bin')"),
    ("no such revision", ["org/bert", "--revision", "v9"], "h.snapshot_download('org/bert', revision='v9')"),
    ("no such repository", ["org/none"], "h.snapshot_download('org/none')"),
]
ERRORS = {"no such file", "no such revision", "no such repository"}

for name, arguments, code in CASES:
    ours, theirs = work / name / "ours", work / name / "theirs"
    (status, lines, errors), our_requests = requests(lambda: vitrine(ours, "download", *arguments))
    answer, their_requests = requests(lambda: python(theirs, f"result = {code}"))
    check(f"{name}: status", status, 1 if name in ERRORS else 0)
    same_tree(name, ours, theirs)
    # The same questions; contents straight from the storage or by way of a redirect.
    asked = [sorted({r for r in each if " storage " not in r and not r.startswith("GET hub") or "/api/" in r}) for each in (our_requests, their_requests)]
    check(f"{name}: questions", *asked)
    check(f"{name}: token at the storage", [r for r in our_requests if " storage " in r and r.endswith("auth")], [])
    if name in ERRORS:
        continue
    check(f"{name}: path", (lines[-1]["snapshot"] if len(lines) > 2 or "safetensors" not in str(arguments) and ".txt" not in str(arguments) else lines[0]["path"]),
          answer.replace(str(theirs), str(ours)))
    check(f"{name}: scan", python(ours, SCAN), python(theirs, SCAN))
    check(f"{name}: hub cache", [[r["id"], r["type"], r["size"], r["revisions"]] for r in vitrine(ours, "cache")[1]],
          [[r[0], r[1], r[2], r[4]] for r in python(ours, SCAN)])
    # Each finds what the other left, without network and again with it.
    check(f"{name}: Python offline in our cache", python(ours, f"result = {code}", HF_HUB_OFFLINE="1"), answer.replace(str(theirs), str(ours)))
    offline = vitrine(theirs, "download", *arguments, HF_HUB_OFFLINE="1")
    check(f"{name}: vitrine offline in Python's cache", (offline[0], [x.get("size") for x in offline[1]]), (0, [x.get("size") for x in lines]))
    before = tree(theirs), tree(ours)
    again, our_requests = requests(lambda: vitrine(theirs, "download", *arguments))
    _, their_requests = requests(lambda: python(ours, f"result = {code}"))
    check(f"{name}: requests for what is here", sorted(our_requests), sorted(their_requests))
    check(f"{name}: nothing changed", (tree(theirs), tree(ours)) == before, True)

# An incomplete snapshot is said to be one by both.
ours = work / "incomplete"
vitrine(ours, "download", "org/bert", "--include", "*.json")
check("incomplete: Python", python(ours, "result = h.snapshot_download('org/bert')", HF_HUB_OFFLINE="1"), "IncompleteSnapshotError")
check("incomplete: vitrine", vitrine(ours, "download", "org/bert", HF_HUB_OFFLINE="1")[0], 1)
check("absent file offline", vitrine(ours, "download", "org/bert", "vocab.txt", HF_HUB_OFFLINE="1")[0], 1)

# Descriptions and searches.
for name, kind in (("org/bert", "model"), ("org/gpt", "model"), ("org/table", "dataset")):
    info = vitrine(work / "info", "info", name, "--type", kind)[1][0]
    code = (f"i = h.HfApi().repo_info({name!r}, repo_type={kind!r}, revision='main'); t = h.HfApi().list_repo_tree({name!r}, repo_type={kind!r}, recursive=True); "
            "result = [i.id, i.sha, sorted([f.path, f.size, f.lfs.sha256 if f.lfs else f.blob_id] for f in t if hasattr(f, 'size')), i.card_data and i.card_data.to_dict()]")
    check(f"info {name}", [info["id"], info["sha"], [[f["path"], f["size"], f["etag"]] for f in info["files"]], info["card"]], python(work / "info", code))
for options, code in ((["org"], "search='org'"), (["bert", "--task", "fill-mask", "--author", "org", "--library", "transformers", "--sort", "likes", "--limit", "5"],
                       "search='bert', pipeline_tag='fill-mask', author='org', filter='transformers', sort='likes', limit=5")):
    found = vitrine(work / "info", "search", *options)[1]
    theirs = python(work / "info", f"result = [[m.id, m.pipeline_tag, m.downloads, m.likes, m.tags] for m in h.HfApi().list_models({code})]")
    check(f"search {options}", [[m[k] for k in ("id", "pipeline_tag", "downloads", "likes", "tags")] for m in found], theirs)
check("whoami", vitrine(work / "info", "whoami")[1][0], python(work / "info", "result = h.whoami()"))

shutil.rmtree(work)
print(f"hub: {compared} facts compared, {differences} differences")
sys.exit(1 if differences else 0)
