// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/panel.h"

namespace vitrine::app {

/// The Tokenizer panel: encodes the text on the worker pool as the user types.
class TokenizerController final : public Panel
{
    Q_OBJECT

public:
    explicit TokenizerController(Session& session);

    QWidget* widget() override { return m_widget; }
    void openExample() override;
    bool idle() const override;

private:
    Session& m_session;
    QWidget* m_widget;
};

} // namespace vitrine::app
