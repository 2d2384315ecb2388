// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace vitrine::app {

struct RunSettings;

/// `run --in`: a row an input. Results go to standard output as for lines or, with `--out`, into a table with
/// the columns of the input. That grows in `OUT.partial`, a row a line, and gets its name and format when it
/// is complete, so a run that was stopped or killed goes on after the last whole line. Returns the exit
/// status; throws Exception for what can't be read or written.
int runTable(const RunSettings& settings);

} // namespace vitrine::app
