#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails on texts without a finished translation: check_translations.py LUPDATE SOURCE_FOLDER."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

lupdate, root = sys.argv[1], pathlib.Path(sys.argv[2])
problems = []
with tempfile.TemporaryDirectory() as folder:
    for file in sorted((root / "translations").glob("vitrine_*.ts")):
        copy = pathlib.Path(folder) / file.name
        shutil.copy(file, copy)
        only_plurals = ["-pluralonly"] if file.name == "vitrine_en.ts" else []
        subprocess.run([lupdate, "-silent", "-I", ".", "-recursive", "app", "widgets", "-no-obsolete", "-locations", "none",
                        *only_plurals, "-ts", str(copy)], cwd=root, check=True)
        fresh = 0
        for context in ElementTree.parse(copy).getroot().findall("context"):
            for message in context.findall("message"):
                fresh += 1
                source, translation = message.find("source").text, message.find("translation")
                forms = [form.text or "" for form in translation] or [translation.text or ""]
                place = f"{file.name}: {context.find('name').text}: {source!r}"
                if translation.get("type") == "unfinished" or not all(forms):
                    problems.append(f"{place} is not translated")
                wanted = set(re.findall(r"%\d", source))
                if any(set(re.findall(r"%\d", form)) != wanted for form in forms if form):
                    problems.append(f"{place} has other place holders")
        if fresh == 0:
            problems.append(f"{file.name}: lupdate found no texts")
print("\n".join(problems))
sys.exit(bool(problems))
