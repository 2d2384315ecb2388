#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks what no compiler checks: check_rules.py includes|licences|sizes|paths [ROOT].

Prints one line a breach, `file:line: what is wrong`, and exits 1 if there is any. The tables below are
the rules; self_test.py proves that each of them can fail.
"""
import pathlib
import re
import subprocess
import sys

# --- Who may include whom -------------------------------------------------------------------------

TORCH_FREE_FOLDERS = {"core", "engine", "tokenizers", "datasets", "metrics", "hub"}
TORCH_FOLDERS = {"tensors", "layers", "models", "generation", "pipelines", "training", "inspection"}

# Headers of the torch half that everybody in app/ and the torch-free half may know: interfaces and
# plain values. They must not reach a torch header, however indirectly.
PUBLIC_TORCH_HALF = {
    "backend/models/model_backend.h", "backend/models/probe_request.h", "backend/models/torch_library.h",
    "backend/pipelines/pipeline.h", "backend/pipelines/trace.h", "backend/tensors/safetensors.h",
    "backend/tensors/tensor_view.h", "backend/tensors/weights_file.h",
    "backend/models/model_facts.h", "backend/models/save_model.h",
    "backend/inspection/attention_maps.h", "backend/inspection/capture_attention.h",
    "backend/training/job_file.h", "backend/training/run_folder.h", "backend/training/run_writer.h",
    "backend/training/tensorboard.h", "backend/training/training.h",
    "backend/training/diagnosis.h", "backend/training/run_log.h", "backend/training/run_reader.h",
}
# What widgets/ may know of the backend: plain values, nothing that computes, reads files or waits.
VALUE_TYPES = {
    "backend/core/array.h", "backend/core/ids.h", "backend/core/progress.h", "backend/core/result.h",
    "backend/core/text_offsets.h", "backend/inspection/attention_maps.h",
    "backend/models/probe_request.h", "backend/pipelines/trace.h", "backend/tokenizers/answer_windows.h",
    "backend/tokenizers/character_trace.h", "backend/tokenizers/encoding.h", "backend/tokenizers/lookup.h",
    "backend/tokenizers/model_trace.h", "backend/training/diagnosis.h", "backend/training/run_log.h",
    "backend/tokenizers/comparison.h", "backend/tokenizers/text_statistics.h",
    "backend/tokenizers/vocabulary_table.h",
}

TORCH, QT, CUSTOM_PLOT, JSON, LIBRARY, CLI, TEST_LIBRARY, KEY_RING, STANDARD, UNKNOWN = (
    "torch", "Qt", "QCustomPlot", "json", "library", "CLI11", "test library", "QtKeychain", "standard", "unknown")

KNOWN = [
    (TORCH, r"(ATen|torch|c10|caffe2)/"),
    (CUSTOM_PLOT, r"(?i)(qcustomplot/)?qcustomplot(\.h)?$"),
    (QT, r"(Qt[A-Z]\w*(/\w+)?|Q[A-Z]\w*|q[a-z]+\.h)$"),
    (KEY_RING, r"qt6keychain/"),
    (JSON, r"nlohmann/|rapidjson/"),
    (CLI, r"CLI/"),
    (TEST_LIBRARY, r"doctest/|benchmark/"),
    (LIBRARY, r"(arrow|parquet|unicode|curl|hnswlib|faiss|google|openssl)/"
              r"|(oniguruma|utf8proc|sentencepiece\w*|sndfile|soxr|zlib|zstd|lz4|bzlib|lzma|httplib)\.h$"),
    (STANDARD, r"[a-z0-9_]+(\.h)?$|(sys|linux|arpa|netinet|net|asm)/[a-z0-9_]+\.h$"),
]

# Which kinds of foreign header each room may include: in headers and sources, and in sources alone.
FOREIGN = {
    "torch-free backend": ({STANDARD, JSON}, {LIBRARY}),
    "torch backend": ({STANDARD, JSON, TORCH}, {LIBRARY}),
    "widgets": ({STANDARD, QT}, set()),
    "charts": ({STANDARD, QT, CUSTOM_PLOT}, set()),
    "app": ({STANDARD, JSON, QT, CLI}, {KEY_RING}),
    "backend tests": ({STANDARD, JSON, TORCH, LIBRARY, TEST_LIBRARY}, set()),
    "window tests": ({STANDARD, JSON, QT, CLI, TEST_LIBRARY}, set()),
    "start-up tests": ({STANDARD, JSON, QT, TORCH, LIBRARY, TEST_LIBRARY}, set()),
}


def room(path):
    """The room a source file belongs to, or None where the table says nothing."""
    parts = path.split("/")
    if parts[0] == "backend" and len(parts) > 2:
        if parts[1] in TORCH_FREE_FOLDERS:
            return "torch-free backend"
        return "torch backend" if parts[1] in TORCH_FOLDERS else "unknown"
    if path.startswith("widgets/common/charts/"):
        return "charts"
    if parts[0] in ("widgets", "app"):
        return parts[0]
    if parts[0] == "tests" and len(parts) > 2:
        return {"backend": "backend tests", "bench": "backend tests", "fuzz": "backend tests",
                "startup": "start-up tests", "widgets": "window tests", "app": "window tests"}.get(parts[1])
    return None


def may_include_own(source, here, header):
    """Whether `source`, of the room `here`, may include the project's own `header`."""
    there = room(header)
    if there in ("torch-free backend", "torch backend"):
        if here in ("torch backend", "backend tests", "start-up tests"):
            return True
        if here in ("widgets", "charts"):
            return header in VALUE_TYPES
        if here == "window tests" and source.startswith("tests/widgets/"):
            return header in VALUE_TYPES
        return there == "torch-free backend" or header in PUBLIC_TORCH_HALF
    if there in ("widgets", "charts"):
        return here in ("widgets", "charts", "app", "window tests")
    if there == "app":
        return here == "app" or source.startswith("tests/app/")
    return here in ("backend tests", "window tests", "start-up tests") and header.startswith("tests/")


INCLUDE = re.compile(r'^\s*#\s*include\s*(<([^>]+)>|"([^"]+)")')


def includes(text):
    """(line, name, is it in quotes) of each include."""
    for number, line in enumerate(text.splitlines(), 1):
        match = INCLUDE.match(line)
        if match:
            yield number, match.group(2) or match.group(3), match.group(3) is not None


def kind_of(name):
    return next((kind for kind, pattern in KNOWN if re.match(pattern, name)), UNKNOWN)


def reaches_torch(header, texts, seen):
    """The first torch header that `header` includes, however indirectly, or None."""
    if header in seen or header not in texts:
        return None
    seen.add(header)
    for _, name, quoted in includes(texts[header]):
        if kind_of(name) == TORCH and not (quoted and name in texts):
            return name
        found = reaches_torch(name, texts, seen)
        if found:
            return found
    return None


def check_includes(root, files):
    texts = {name: read(root, name) for name in files if name.endswith((".h", ".cpp"))}
    wrappers = []
    for source, text in texts.items():
        here = room(source)
        if here is None:
            continue
        if here == "unknown":
            yield f"{source}:1: the folder {source.rsplit('/', 1)[0]} is in no row of the table of includes"
            continue
        is_header = source.endswith(".h")
        for line, name, quoted in includes(text):
            where = f"{source}:{line}: "
            if quoted and (name.endswith(".moc") or name.startswith(("moc_", "ui_"))):
                continue
            if name in files or name.split("/")[0] in ("backend", "widgets", "app", "tests"):
                if not quoted:
                    yield where + f"own headers are included in quotes: {name}"
                if name not in files:
                    yield where + f"no such header: {name}"
                elif not may_include_own(source, here, name):
                    yield where + f"{here} may not include {name}"
                continue
            kind = kind_of(name)
            if quoted and kind == STANDARD:
                yield where + f'"{name}" is not a path from the root of the repository'
                continue
            everywhere, sources_only = FOREIGN[here]
            if kind == UNKNOWN:
                yield where + f"<{name}> is of no library that the table of includes knows"
            elif kind in sources_only and is_header:
                yield where + f"<{name}> ({kind}) belongs into a .cpp file of {here}"
            elif kind not in everywhere | sources_only:
                yield where + f"{here} may not include <{name}> ({kind})"
            elif kind == JSON and is_header and here.endswith("backend"):
                if name != "nlohmann/json_fwd.hpp" and not source.endswith("_access.h"):
                    yield where + f"a header includes <nlohmann/json_fwd.hpp>, not <{name}>, unless its name ends with _access.h"
            if kind == CUSTOM_PLOT:
                wrappers.append(where)
    for extra in wrappers[1:]:
        yield extra + f"QCustomPlot has one wrapper header already ({wrappers[0].rstrip(': ')})"
    for where in wrappers[:1]:
        if ".h:" not in where:
            yield where + "QCustomPlot is included by one wrapper header, not by a source file"
    for header in sorted(PUBLIC_TORCH_HALF | VALUE_TYPES):
        found = reaches_torch(header, texts, set())
        if found:
            yield f"{header}:1: reaches <{found}>; app/ includes it, so it must stay free of torch"


# --- Licences ---------------------------------------------------------------------------------------

APACHE, GPL = "Apache-2.0", "GPL-3.0-or-later"
GPL_FOLDERS = ("app/", "widgets/", "tests/app/", "tests/widgets/")


def licence_of(name):
    """The licence a file must name, or None where it names none (data, pictures, plain texts)."""
    if name.endswith((".cmake", ".py", ".sh", "/CMakeLists.txt")) or name in ("CMakeLists.txt", ".ci/run"):
        return APACHE
    if name.endswith((".h", ".cpp", ".hpp", ".cc", ".mm", ".cu")):
        return GPL if name.startswith(GPL_FOLDERS) else APACHE
    return None


def check_licences(root, files):
    for name in files:
        wanted = licence_of(name)
        if not wanted:
            continue
        head = read(root, name).splitlines()[:2]
        line = head[1] if head and head[0].startswith("#!") and len(head) > 1 else "".join(head[:1])
        match = re.fullmatch(r"(//|#) SPDX-License-Identifier: (\S+)", line.rstrip())
        if not match:
            yield f"{name}:1: the first line must be 'SPDX-License-Identifier: {wanted}' as a comment"
        elif match.group(2) != wanted:
            yield f"{name}:1: is under {match.group(2)}, its folder is under {wanted}"
    for text in (APACHE, GPL):
        if f"LICENSES/{text}.txt" not in files:
            yield f"LICENSES/{text}.txt:1: the text of the licence is missing"


# --- Sizes and paths --------------------------------------------------------------------------------

LONGEST = 600
MACHINE_PATH = re.compile(r"(?<![\w.$}~/-])/(work|root|home|Users|workspace)/[\w.]")


def check_sizes(root, files):
    for name in files:
        if name.endswith((".h", ".cpp", ".py", ".sh", ".cmake", "CMakeLists.txt")):
            lines = read(root, name).count("\n")
            if lines > LONGEST:
                yield f"{name}:{LONGEST}: has {lines} lines; past {LONGEST} a file is split"


def check_paths(root, files):
    for name in files:
        if "\0" in (text := read(root, name)):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            match = MACHINE_PATH.search(line)
            if match:
                yield f"{name}:{number}: names a path of one machine: {line[match.start():][:60]}"


# --- The files --------------------------------------------------------------------------------------

def read(root, name):
    return (root / name).read_bytes().decode("utf-8", "replace")


def tracked(root):
    """The files under version control and those about to be; in an unpacked archive all but build/."""
    if (root / ".git").exists():
        command = ["git", "-C", str(root), "-c", f"safe.directory={root}", "ls-files", "-z",
                   "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(command, check=True, capture_output=True).stdout.decode().split("\0")
    else:
        names = [str(path.relative_to(root)) for path in root.rglob("*")]
    return sorted({name for name in names if name and not name.startswith(("build/", "shared/"))
                   and (root / name).is_file() and not (root / name).is_symlink()})


CHECKS = {"includes": check_includes, "licences": check_licences, "sizes": check_sizes, "paths": check_paths}


def breaches(check, root):
    return list(CHECKS[check](root, tracked(root)))


def main():
    if len(sys.argv) not in (2, 3) or sys.argv[1] not in CHECKS:
        sys.exit(__doc__.splitlines()[0])
    root = pathlib.Path(sys.argv[2] if len(sys.argv) == 3 else __file__).resolve()
    if len(sys.argv) == 2:
        root = root.parents[2]
    found = breaches(sys.argv[1], root)
    for breach in found:
        print(breach)
    print(f"{sys.argv[1]}: {len(found)} breaches in {len(tracked(root))} files")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
