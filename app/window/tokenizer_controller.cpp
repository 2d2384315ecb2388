// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tokenizer_controller.h"

#include "app/window/session.h"

#include <QWidget>

namespace vitrine::app {

TokenizerController::TokenizerController(Session& session) : m_session(session), m_widget(new QWidget) {}

void TokenizerController::openExample() {}

bool TokenizerController::idle() const
{
    return !m_session.tokenizerLoading();
}

} // namespace vitrine::app
