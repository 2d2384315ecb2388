// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>

namespace vitrine::widgets {

/// A model card. Fetches nothing: pictures stay out, links are handed over.
class CardView final : public QTextBrowser
{
    Q_OBJECT

public:
    explicit CardView(QWidget* parent = nullptr);

    /// Markdown without metadata.
    void setCard(const QString& markdown);

Q_SIGNALS:
    void linkActivated(const QUrl& url); ///< http or https

protected:
    QVariant loadResource(int type, const QUrl& name) override;
    void changeEvent(QEvent* event) override;

private:
    void render();

    QString m_markdown;
};

} // namespace vitrine::widgets
