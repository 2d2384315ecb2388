// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/paged_panel.h"

namespace vitrine::app {

class TokenizerShelf;

/// The Tokenizer panel.
class TokenizerPagesController final : public PagedPanel
{
    Q_OBJECT

public:
    explicit TokenizerPagesController(Session& session);
    ~TokenizerPagesController() override;

private:
    TokenizerShelf* m_shelf;
};

} // namespace vitrine::app
