// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/playground/generation_values.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace vitrine::widgets {

class RankModel;

/// One token of a generated text: what it is, how sure the model was, and what else it could have written.
class TokenCard final : public QWidget
{
    Q_OBJECT

public:
    explicit TokenCard(QWidget* parent = nullptr);

    /// `position` counts from 0. `whyNoBranch`, translated: alternatives cannot be chosen; empty: they can.
    void showToken(const GeneratedToken& token, int position, const QString& whyNoBranch);
    /// Of the prompt, or nothing at all where it is null.
    void showPlain(const GeneratedToken* token);

    /// There is little room: what can be done is told by tool tips alone.
    void setLow(bool isLow);

    QTableView* alternatives() const { return m_table; }
    QLabel* heading() const { return m_heading; }
    /// Why that alternative cannot be chosen; empty: it can.
    QString refusal(int alternative) const;

Q_SIGNALS:
    void alternativeChosen(int alternative);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void choose(int row);

    GeneratedToken m_token;
    QString m_whyNoBranch;
    bool m_isLow = false;
    QLabel *m_heading, *m_facts, *m_note;
    RankModel* m_model;
    QTableView* m_table;
};

/// What there is to say of a token, in lines of plain text.
QString tokenDescription(const GeneratedToken& token);

} // namespace vitrine::widgets
