// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <cstdint>
#include <vector>

class QCheckBox;
class QLabel;
class QPlainTextEdit;

namespace vitrine::widgets {

/// The way back: ids to text, and where the text that comes back first differs from the original.
class DecodePage final : public QWidget
{
    Q_OBJECT

public:
    explicit DecodePage(QWidget* parent = nullptr);

    /// Fills in the ids of an encoding and the part of the text that they cover; asks for the decoding.
    /// `isComparable`: false for what is no way back of one text, as a pair.
    void setIds(std::vector<std::uint32_t> ids, const QString& original, bool isComparable);
    void showDecoded(const QString& text);
    QLabel* verdict() const { return m_verdict; }

Q_SIGNALS:
    void decodeRequested(const std::vector<std::uint32_t>& ids, bool skipSpecialTokens);

private:
    void ask();
    void showDifference(const QString& text, int difference);

    QPlainTextEdit* m_ids;
    QCheckBox* m_skipSpecial;
    QLabel* m_problem;
    QLabel* m_text;
    QLabel* m_verdict;
    QLabel* m_before;
    QLabel* m_after;
    std::vector<std::uint32_t> m_all; ///< of the encoding
    QString m_original;
    bool m_isComparable = false;
    bool m_isEdited = false; ///< the ids are the user's own: nothing to compare with
};

/// The first place where two texts differ, in UTF-16 units and never inside a surrogate pair; -1 if they are
/// equal.
int firstDifference(const QString& a, const QString& b);

} // namespace vitrine::widgets
