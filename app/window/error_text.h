// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/result.h"

#include <QString>

namespace vitrine::app {

/// A backend error as the user reads it.
struct ErrorText
{
    QString kind;     ///< translated: "The file breaks the rules of its format."
    QString fact;     ///< the backend's English sentence: file, byte or key, what was expected
    QString nextStep; ///< translated
};

ErrorText explain(const core::Error& error);

} // namespace vitrine::app
