// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/tokenizers/vocabulary_table.h"

#include <QWidget>

#include <memory>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QSpinBox;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace vitrine::widgets {

class MessageView;
class VocabularyModel;

/// What the Vocabulary page asks for.
struct VocabularyRequest
{
    /// Of two vocabularies, which tokens.
    enum class Part { All, OnlyHere, OnlyThere, SameId, OtherId };

    tokenizers::VocabularyFilter filter;
    tokenizers::VocabularyOrder order = tokenizers::VocabularyOrder::Id;
    bool descending = false;
    Part part = Part::All;
    bool asText = true; ///< how two vocabularies are matched
};

/// The answer: rows of `table`, which is the other vocabulary for OnlyThere.
struct VocabularyAnswer
{
    using Table = std::shared_ptr<const tokenizers::VocabularyTable>;
    Table table, other;
    std::vector<std::uint32_t> rows, others;
    QString problem;           ///< of the pattern; then there are no rows
    std::size_t parts[5] = {}; ///< sizes of the parts, without the filter
};

/// A vocabulary of any size: search and filters, what is near a token, and what another vocabulary has of it.
class VocabularyPage final : public QWidget
{
    Q_OBJECT

public:
    explicit VocabularyPage(QWidget* parent = nullptr);

    VocabularyRequest request() const;
    void setRequest(const VocabularyRequest& request);
    void setScripts(const QStringList& scripts); ///< those that there are
    void setTitle(const QString& name, const QString& facts);
    void setOther(const QString& name); ///< empty: none
    QMenu* otherMenu() const { return m_otherMenu; }

    void showAnswer(const VocabularyAnswer& answer);
    void showBusy(const QString& text);
    void showError(const QString& what, const QString& reason, const QString& nextStep);
    void showNeighbours(std::uint32_t place, const tokenizers::TokenNeighbours& neighbours);
    void selectPlace(std::uint32_t place);

    QLineEdit* search() const { return m_search; }
    QTableView* table() const { return m_table; }
    VocabularyModel* model() const { return m_model; }
    QLabel* count() const { return m_count; }
    QLabel* details() const { return m_details; }

Q_SIGNALS:
    void requestChanged();
    void placeChosen(std::uint32_t place); ///< in the shown table
    void otherRemoved();
    void exportRequested();
    void copyAsPythonRequested();

private:
    QWidget* makeFilters();
    QWidget* makeTable();
    void onEdited();

    bool m_isSetting = false;
    QLineEdit* m_search;
    QComboBox* m_match;
    QCheckBox* m_matchCase;
    QComboBox* m_kind;
    QComboBox* m_script;
    QSpinBox* m_shortest;
    QSpinBox* m_longest;
    QToolButton* m_other;
    QMenu* m_otherMenu;
    QToolButton* m_removeOther;
    QCheckBox* m_asText;
    QComboBox* m_part;

    QStackedWidget* m_stack;
    MessageView* m_message;
    QLabel* m_title;
    QLabel* m_facts;
    QLabel* m_count;
    QTableView* m_table;
    VocabularyModel* m_model;
    QLabel* m_details;
};

} // namespace vitrine::widgets
