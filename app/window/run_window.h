// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace vitrine::app {

/// Shows the main window and runs the event loop; the exit status of the program.
int runWindow(int& argc, char** argv);

} // namespace vitrine::app
