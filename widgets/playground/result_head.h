// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>
#include <vector>

class QHBoxLayout;

namespace vitrine::widgets {

/// What a button or an entry of a menu says and does.
struct ResultAction
{
    QString text;
    std::function<void()> run;
};

/// The line above a result: its title, the button that copies Python and the menu of exports.
QHBoxLayout* makeResultHead(const QString& title, const ResultAction& python, const QString& exportText,
                            const std::vector<ResultAction>& exports);

} // namespace vitrine::widgets
