#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Milliseconds from the start of `vitrine` to the first painted frame of its window, process start included.

    bench_startup.py [VITRINE] [--rounds 20]

Uses the offscreen platform unless QT_QPA_PLATFORM says otherwise, and settings of its own. The first start is left
out: it reads the files from the disk.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
root = pathlib.Path(__file__).resolve().parents[2]
parser.add_argument("vitrine", nargs="?", default=str(root / "build/release/vitrine"))
parser.add_argument("--rounds", type=int, default=20)
options = parser.parse_args()

with tempfile.TemporaryDirectory() as home:
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "HOME": home, "XDG_CONFIG_HOME": home,
                   "VITRINE_FIRST_PAINT": "1"}
    painted, ended = [], []
    for round_number in range(options.rounds + 1):
        begin = time.perf_counter()
        done = subprocess.run([options.vitrine], env=environment, capture_output=True, text=True, timeout=60, check=True)
        if round_number > 0:
            painted.append(float(done.stdout))
            ended.append((time.perf_counter() - begin) * 1000)
for name, values in (("startup.first_paint", painted), ("startup.start_to_end", ended)):
    print(json.dumps({"name": name, "value": round(statistics.median(values), 1), "unit": "ms",
                      "worst": round(max(values), 1)}))
