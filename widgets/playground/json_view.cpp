// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/json_view.h"

#include "widgets/common/theme.h"

#include <QJsonDocument>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace vitrine::widgets {

JsonView::JsonView(QWidget* parent) : TaskView(parent), m_text(new QPlainTextEdit)
{
    m_text->setReadOnly(true);
    m_text->setFont(monospaceFont());
    m_text->setAccessibleName(tr("Result as JSON"));
    setRole(m_text, "bare");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
}

void JsonView::showResult(const TaskResult& result)
{
    const QJsonDocument document = result.result.isObject() ? QJsonDocument(result.result.toObject())
                                                            : QJsonDocument(result.result.toArray());
    m_text->setPlainText(QString::fromUtf8(document.toJson(QJsonDocument::Indented)));
}

QString JsonView::plainText() const
{
    return m_text->toPlainText();
}

} // namespace vitrine::widgets
