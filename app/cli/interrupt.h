// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/progress.h"

namespace vitrine::app {

/// From now on the first SIGINT or SIGTERM asks subcommands to stop; the second ends the program at once.
void installInterruptHandler();
bool interrupted();

/// The RunControl of a subcommand: stops on SIGINT, shows progress on standard error when that is a terminal.
class CommandControl final : public core::RunControl
{
public:
    CommandControl();
    ~CommandControl() override;

    std::stop_token stopToken() const override;
    void progress(const core::Progress& progress) override;

private:
    bool m_isTerminal;
    bool m_barShown = false;
};

} // namespace vitrine::app
