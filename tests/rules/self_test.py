#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Proves that check_rules.py can fail: a small tree that keeps every rule, and one breach of each rule in it."""
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.dont_write_bytecode = True
import check_rules  # noqa: E402

APACHE = "// SPDX-License-Identifier: Apache-2.0\n"
GPL = "// SPDX-License-Identifier: GPL-3.0-or-later\n"

GOOD = {
    "LICENSES/Apache-2.0.txt": "text\n",
    "LICENSES/GPL-3.0-or-later.txt": "text\n",
    "CMakeLists.txt": "# SPDX-License-Identifier: Apache-2.0\n",
    "packaging/run.sh": "#!/usr/bin/env bash\n# SPDX-License-Identifier: Apache-2.0\necho /usr/bin/env build/home/x\n",
    "backend/core/result.h": APACHE + "#include <string>\n#include <nlohmann/json_fwd.hpp>\n",
    "backend/core/json_access.h": APACHE + "#include <nlohmann/json.hpp>\n",
    "backend/core/file.h": APACHE + "#include <filesystem>\n",
    "backend/core/file.cpp": APACHE + '#include "backend/core/file.h"\n#include <sys/mman.h>\n#include <utf8proc.h>\n',
    "backend/tokenizers/encoding.h": APACHE + '#include "backend/core/result.h"\n',
    "backend/models/model_backend.h": APACHE + '#include "backend/core/result.h"\n',
    "backend/models/bert.h": APACHE + '#include <ATen/ATen.h>\n#include "backend/models/model_backend.h"\n',
    "widgets/common/charts/plot.h": GPL + "#include <QtGlobal>\n#include <qcustomplot.h>\n",
    "widgets/common/charts/chart.cpp": GPL + '#include "widgets/common/charts/plot.h"\n',
    "widgets/tokenizer/view.cpp": GPL + '#include "backend/tokenizers/encoding.h"\n#include <QWidget>\n#include "view.moc"\n',
    "app/cli/commands.h": GPL,
    "app/cli/run.cpp": GPL + '#include "backend/core/file.h"\n#include "backend/models/model_backend.h"\n'
                             "#include <CLI/CLI.hpp>\n#include <nlohmann/json.hpp>\n#include <QString>\n",
    "tests/backend/core/tst_file.cpp": APACHE + '#include "backend/core/file.h"\n#include <doctest/doctest.h>\n',
    "tests/widgets/tst_view.cpp": GPL + '#include "backend/tokenizers/encoding.h"\n#include <QTest>\n',
    "tests/app/tst_run.cpp": GPL + '#include "backend/core/file.h"\n#include <QTest>\n',
}

# (check, file, its text, part of the breach that must be reported)
BREACHES = [
    # torch
    ("includes", "backend/tokenizers/x.cpp", APACHE + "#include <ATen/ATen.h>\n", "<ATen/ATen.h> (torch)"),
    ("includes", "backend/engine/x.h", APACHE + "#  include <torch/torch.h>\n", "<torch/torch.h> (torch)"),
    ("includes", "app/window/x.cpp", GPL + "#include <c10/util/Exception.h>\n", "(torch)"),
    ("includes", "widgets/hub/x.cpp", GPL + "#include <ATen/ATen.h>\n", "(torch)"),
    ("includes", "app/window/x.cpp", GPL + '#include "backend/models/bert.h"\n', "app may not include backend/models/bert.h"),
    ("includes", "backend/hub/x.cpp", APACHE + '#include "backend/models/bert.h"\n', "may not include backend/models/bert.h"),
    ("includes", "backend/models/model_backend.h", APACHE + '#include "backend/models/bert.h"\n', "must stay free of torch"),
    # Qt and QCustomPlot
    ("includes", "backend/core/x.cpp", APACHE + "#include <QString>\n", "<QString> (Qt)"),
    ("includes", "backend/models/x.cpp", APACHE + "#include <QtCore/QString>\n", "(Qt)"),
    ("includes", "tests/backend/core/tst_x.cpp", APACHE + "#include <QTest>\n", "(Qt)"),
    ("includes", "app/window/x.cpp", GPL + "#include <qcustomplot.h>\n", "app may not include <qcustomplot.h>"),
    ("includes", "widgets/hub/x.cpp", GPL + "#include <QCustomPlot>\n", "widgets may not include <QCustomPlot>"),
    ("includes", "widgets/common/charts/z.h", GPL + "#include <qcustomplot.h>\n", "one wrapper header"),
    # libraries and json
    ("includes", "backend/datasets/x.h", APACHE + "#include <arrow/api.h>\n", "belongs into a .cpp file"),
    ("includes", "backend/tensors/x.h", APACHE + "#include <unicode/uchar.h>\n", "belongs into a .cpp file"),
    ("includes", "app/cli/x.cpp", GPL + "#include <arrow/api.h>\n", "app may not include <arrow/api.h>"),
    ("includes", "widgets/hub/x.cpp", GPL + "#include <nlohmann/json.hpp>\n", "(json)"),
    ("includes", "backend/core/x.h", APACHE + "#include <nlohmann/json.hpp>\n", "json_fwd.hpp"),
    ("includes", "backend/core/x.cpp", APACHE + "#include <boost/any.hpp>\n", "no library that the table"),
    ("includes", "backend/core/x.cpp", APACHE + "#include <CLI/CLI.hpp>\n", "(CLI11)"),
    # our own rooms
    ("includes", "widgets/hub/x.cpp", GPL + '#include "backend/core/file.h"\n', "widgets may not include backend/core/file.h"),
    ("includes", "tests/widgets/tst_x.cpp", GPL + '#include "backend/core/file.h"\n', "may not include backend/core/file.h"),
    ("includes", "widgets/hub/x.cpp", GPL + '#include "app/cli/commands.h"\n', "may not include app/"),
    ("includes", "tests/widgets/tst_x.cpp", GPL + '#include "app/cli/commands.h"\n', "may not include app/"),
    ("includes", "backend/core/x.cpp", APACHE + '#include "widgets/common/charts/plot.h"\n', "may not include widgets/"),
    ("includes", "backend/strange/x.cpp", APACHE, "in no row of the table"),
    ("includes", "backend/core/x.cpp", APACHE + '#include "file.h"\n', "not a path from the root"),
    ("includes", "backend/core/x.cpp", APACHE + "#include <backend/core/file.h>\n", "included in quotes"),
    ("includes", "backend/core/x.cpp", APACHE + '#include "backend/core/absent.h"\n', "no such header"),
    # licences, sizes, paths
    ("licences", "backend/core/x.cpp", "#include <string>\n", "first line must be"),
    ("licences", "backend/core/x.cpp", GPL, "is under GPL-3.0-or-later"),
    ("licences", "app/cli/x.cpp", APACHE, "is under Apache-2.0"),
    ("licences", "tests/app/tst_x.cpp", APACHE, "is under Apache-2.0"),
    ("licences", "tests/compare/x.py", "#!/usr/bin/env python3\nimport sys\n", "first line must be"),
    ("licences", "cmake/x.cmake", "\n# SPDX-License-Identifier: Apache-2.0\n", "first line must be"),
    ("licences", "packaging/x.sh", "#!/bin/bash\n# SPDX-License-Identifier: MIT\n", "is under MIT"),
    ("licences", "LICENSES/Apache-2.0.txt", None, "the text of the licence is missing"),
    ("sizes", "backend/core/x.cpp", APACHE + "\n" * 600, "601 lines"),
    ("sizes", "backend/core/x.cpp", APACHE + "\n" * 599, None),
    ("paths", "README.md", "see " + "/".join(["", "root", "notes"]) + "\n", "path of one machine"),
    ("paths", "tests/data/x.json", '{"a": "' + "/".join(["", "home", "me", "x"]) + '"}\n', "path of one machine"),
    ("paths", "docs/x.md", "~/work/x and $HOME/work/y and https://example.org/home/x\n", None),
]


def write(root, tree):
    for name, text in tree.items():
        if text is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)


def found_in(check, tree):
    with tempfile.TemporaryDirectory() as folder:
        write(pathlib.Path(folder), tree)
        return check_rules.breaches(check, pathlib.Path(folder))


def main():
    failures = []
    for check in check_rules.CHECKS:
        if found := found_in(check, GOOD):
            failures.append(f"the good tree has breaches of {check}: {found}")
    for check, name, text, expected in BREACHES:
        found = found_in(check, {**GOOD, name: text})
        if expected is None and found:
            failures.append(f"{name} is good, but: {found}")
        elif expected is not None and not any(expected in breach for breach in found):
            failures.append(f"{name}: {text!r} was not caught as '{expected}', but: {found}")
    print("\n".join(failures))
    print(f"self_test: {len(BREACHES)} samples, {len(failures)} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
