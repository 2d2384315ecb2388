// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/paged_panel.h"

namespace vitrine::app {

/// The Playground panel.
class PlaygroundController final : public PagedPanel
{
    Q_OBJECT

public:
    explicit PlaygroundController(Session& session);
    ~PlaygroundController() override;
};

} // namespace vitrine::app
