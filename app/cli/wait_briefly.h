// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace vitrine::app {

/// Threads that wait for each other in a busy loop cost a run that shares the machine most of its speed (four
/// times, measured); those that sleep at once cost a tenth of a quiet one. So they spin for some microseconds
/// only. libgomp reads that when it is loaded: the program starts itself once more.
/// Called before libtorch is opened, by subcommands that train; does nothing where the environment says how
/// to wait.
void waitBriefly();

} // namespace vitrine::app
