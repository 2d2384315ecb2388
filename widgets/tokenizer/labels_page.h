// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>
#include <QWidget>

#include <cstdint>
#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QPlainTextEdit;
class QTableView;

namespace vitrine::widgets {

/// What the page asks for: words with labels, and how tokens get theirs.
struct LabelsRequest
{
    QString words; ///< a line a word: the word and its label
    bool onlyFirst = false;
    bool beginToInside = true;
};

/// The tokens of the words with their labels.
struct LabelsView
{
    struct Token
    {
        QString text;
        std::uint32_t id = 0;
        std::optional<std::uint32_t> word;
        int label = -100;
    };
    std::vector<Token> tokens;
    QStringList words, names; ///< names of the labels 0, 1, …
    std::vector<int> wordLabels;
};

class LabelsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Token, Id, Word, WordLabel, Label, LabelId, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setLabels(LabelsView labels);
    const LabelsView& labels() const { return m_labels; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    LabelsView m_labels;
};

/// Labels of words aligned to tokens, as token classification is trained.
class LabelsPage final : public QWidget
{
    Q_OBJECT

public:
    explicit LabelsPage(QWidget* parent = nullptr);

    LabelsRequest request() const;
    void setRequest(const LabelsRequest& request);
    void showLabels(LabelsView labels);
    void showProblem(const QString& problem);

    LabelsModel* model() const { return m_model; }
    QPlainTextEdit* editor() const { return m_editor; }
    QLabel* note() const { return m_note; }

Q_SIGNALS:
    void requestChanged();
    void copyAsPythonRequested();

private:
    QPlainTextEdit* m_editor;
    QComboBox* m_which;
    QCheckBox* m_inside;
    QLabel* m_note;
    LabelsModel* m_model;
    QTableView* m_table;
    bool m_isSetting = false;
};

/// A row a token, for export.
QString labelsToCsv(const LabelsView& labels);

} // namespace vitrine::widgets
