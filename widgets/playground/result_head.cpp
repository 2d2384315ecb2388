// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/result_head.h"

#include "widgets/common/parts.h"
#include "widgets/common/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

namespace vitrine::widgets {

QHBoxLayout* makeResultHead(const QString& title, const ResultAction& python, const QString& exportText,
                            const std::vector<ResultAction>& exports)
{
    auto* head = new QHBoxLayout;
    auto* copy = makeIconButton(QStringLiteral("code"), python.text);
    QObject::connect(copy, &QToolButton::clicked, copy, python.run);
    auto* save = makeIconButton(QStringLiteral("export"), exportText);
    auto* menu = new QMenu(save);
    for (const auto& [text, run] : exports)
        QObject::connect(menu->addAction(text), &QAction::triggered, menu, run);
    save->setMenu(menu);
    save->setPopupMode(QToolButton::InstantPopup);
    setRole(save, "chip");
    head->addWidget(makeLabel("heading", title));
    head->addStretch();
    head->addWidget(copy);
    head->addWidget(save);
    return head;
}

} // namespace vitrine::widgets
