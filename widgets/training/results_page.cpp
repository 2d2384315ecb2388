// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/training/results_page.h"

#include "widgets/common/heat_map.h"
#include "widgets/common/message_view.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::widgets {

using training::RunPrediction;

void PredictionModel::setRows(std::vector<RunPrediction> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int PredictionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PredictionModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PredictionModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const RunPrediction& row = m_rows[std::size_t(index.row())];
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == Row || index.column() == Confidence ? Qt::AlignRight : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    if (role == Qt::FontRole && index.column() == Text) return textFont();
    if (role == Qt::ForegroundRole && index.column() == Predicted && row.label != row.prediction)
        return theme().danger;
    if (role != Qt::DisplayRole) return {};
    switch (Column(index.column())) {
    case Row:
        return QLocale().toString(row.row + 1);
    case Label:
        return QString::fromStdString(row.label);
    case Predicted:
        return QString::fromStdString(row.prediction);
    case Confidence:
        return tr("%1 %").arg(QLocale().toString(row.score * 100, 'f', 1));
    case Text:
        return QString::fromUtf8(row.text.data(), qsizetype(std::min<std::size_t>(row.text.size(), 400)))
            .simplified();
    case ColumnCount:
        break;
    }
    return {};
}

QVariant PredictionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Row || section == Confidence ? Qt::AlignRight : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (Column(section)) {
    case Row:
        return tr("Row");
    case Label:
        return tr("Label");
    case Predicted:
        return tr("Predicted");
    case Confidence:
        return tr("Confidence");
    case Text:
        return tr("Text");
    case ColumnCount:
        break;
    }
    return {};
}

ResultsPage::ResultsPage(QWidget* parent) : QWidget(parent)
{
    auto* matrixCard = makeCard();
    auto* matrixLayout = new QVBoxLayout(matrixCard);
    matrixLayout->setContentsMargins(2 * Theme::space, Theme::space, Theme::space, Theme::space);
    matrixLayout->setSpacing(6);
    matrixLayout->addWidget(makeLabel("heading", tr("Confusion matrix")));
    m_cell = makeLabel("caption");
    m_cell->setWordWrap(true);
    matrixLayout->addWidget(m_cell);
    m_confusion = new HeatMap;
    m_confusion->setCellSize(56, 48);
    m_confusion->setLabelWidth(96);
    m_confusion->setDecimals(0);
    m_confusion->setAccessibleName(tr("Rows by label (down) and prediction (across)"));
    matrixLayout->addWidget(m_confusion, 1);

    auto* rowsCard = makeCard();
    auto* rowsLayout = new QVBoxLayout(rowsCard);
    rowsLayout->setContentsMargins(2 * Theme::space, Theme::space, 1, 1);
    auto* header = new QHBoxLayout;
    header->addWidget(makeLabel("heading", tr("Predictions")));
    m_summary = makeLabel("caption");
    m_summary->setObjectName(QStringLiteral("wrong"));
    header->addWidget(m_summary, 1);
    m_all = new QToolButton;
    m_all->setText(tr("All wrong ones"));
    setRole(m_all, "flat");
    header->addWidget(m_all);
    auto* save = makeIconButton(QStringLiteral("export"), tr("Export these rows …"));
    connect(save, &QToolButton::clicked, this, &ResultsPage::exportRequested);
    header->addWidget(save);
    rowsLayout->addLayout(header);
    m_model = new PredictionModel(this);
    m_table = new QTableView;
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(28);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setColumnWidth(PredictionModel::Row, 64);
    m_table->setColumnWidth(PredictionModel::Label, 96);
    m_table->setColumnWidth(PredictionModel::Predicted, 96);
    m_table->setColumnWidth(PredictionModel::Confidence, 96);
    m_table->setAccessibleName(tr("Rows that the model got wrong, the most confident first"));
    m_text = new QPlainTextEdit;
    m_text->setReadOnly(true);
    m_text->setFont(textFont());
    setRole(m_text, "bare");
    m_text->setPlaceholderText(tr("Choose a row to read its text"));
    m_text->setAccessibleName(tr("Text of the chosen row"));
    auto* content = new QSplitter(Qt::Vertical);
    content->setChildrenCollapsible(false);
    content->addWidget(m_table);
    content->addWidget(m_text);
    content->setSizes({380, 220});
    rowsLayout->addWidget(content, 1);

    auto* page = new QSplitter(Qt::Horizontal);
    page->setChildrenCollapsible(false);
    page->setHandleWidth(2 * Theme::space);
    page->addWidget(matrixCard);
    page->addWidget(rowsCard);
    page->setSizes({360, 620});
    m_message = new MessageView;
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_message);
    m_stack->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ResultsPage::showRow);
    connect(m_confusion, &HeatMap::currentChanged, this, [this] {
        m_hasFilter = true;
        filter();
    });
    connect(m_all, &QToolButton::clicked, this, [this] {
        m_hasFilter = false;
        m_confusion->setCurrent(-1, -1);
        filter();
    });
    showEmpty(tr("The confusion matrix and the wrong predictions appear here after the first evaluation."));
}

void ResultsPage::showEmpty(const QString& text)
{
    m_predictions.clear();
    m_message->showEmpty(QStringLiteral("text"), tr("No predictions yet"), text);
    m_stack->setCurrentWidget(m_message);
}

void ResultsPage::setConfusion(const std::vector<std::vector<std::int64_t>>& matrix,
                               const QStringList& labels)
{
    const int count = int(matrix.size());
    std::vector<float> cells(std::size_t(count) * std::size_t(count), 0.0F);
    for (int row = 0; row < count; ++row)
        for (int column = 0; column < std::min(count, int(matrix[std::size_t(row)].size())); ++column)
            cells[std::size_t(row * count + column)] = float(matrix[std::size_t(row)][std::size_t(column)]);
    m_labels = labels;
    m_confusion->setMatrix(cells, count, count, labels, labels, HeatMap::Scale::Sequential);
    m_hasFilter = false;
    m_stack->setCurrentIndex(1);
    filter();
}

void ResultsPage::setPredictions(std::vector<RunPrediction> predictions, const QStringList& labels,
                                 std::vector<std::vector<std::int64_t>> matrix)
{
    QStringList names = labels;
    if (matrix.empty()) {
        for (const RunPrediction& row : predictions)
            for (const std::string* name : {&row.label, &row.prediction})
                if (const QString text = QString::fromStdString(*name); !names.contains(text))
                    names.append(text);
        matrix.assign(std::size_t(names.size()), std::vector<std::int64_t>(std::size_t(names.size()), 0));
        for (const RunPrediction& row : predictions)
            ++matrix[std::size_t(names.indexOf(QString::fromStdString(row.label)))]
                    [std::size_t(names.indexOf(QString::fromStdString(row.prediction)))];
    }
    m_predictions = std::move(predictions);
    std::stable_sort(m_predictions.begin(), m_predictions.end(),
                     [](const auto& a, const auto& b) { return a.score > b.score; });
    m_wrong = m_total = 0;
    for (std::size_t row = 0; row < matrix.size(); ++row)
        for (std::size_t column = 0; column < matrix[row].size(); ++column) {
            m_total += matrix[row][column];
            if (row != column) m_wrong += matrix[row][column];
        }
    setConfusion(matrix, names);
}

void ResultsPage::filter()
{
    const int row = m_hasFilter ? m_confusion->currentRow() : -1;
    const int column = m_hasFilter ? m_confusion->currentColumn() : -1;
    const QString label = m_labels.value(row), prediction = m_labels.value(column);
    std::vector<RunPrediction> rows;
    for (const RunPrediction& one : m_predictions)
        if (row < 0 ? one.label != one.prediction
                    : one.label == label.toStdString() && one.prediction == prediction.toStdString())
            rows.push_back(one);
    m_cell->setText(row < 0
                        ? tr("Down: the label; across: what the model says. Choose a cell to see its rows.")
                        : tr("%1 taken for %2: %n row(s)", nullptr, int(m_confusion->value(row, column)))
                              .arg(label, prediction));
    m_summary->setText(m_predictions.empty() ? tr("the rows follow at the end of the run")
                                             : tr("%1 wrong of %2, the most confident first")
                                                   .arg(QLocale().toString(qint64(m_wrong)),
                                                        QLocale().toString(qint64(m_total))));
    m_all->setVisible(m_hasFilter);
    m_model->setRows(std::move(rows));
    m_text->clear();
    if (m_model->rowCount() > 0) m_table->selectRow(0);
}

void ResultsPage::showRow(const QModelIndex& index)
{
    if (!index.isValid()) return m_text->clear();
    m_text->setPlainText(QString::fromStdString(m_model->row(index.row()).text));
}

QString ResultsPage::fullText() const
{
    return m_text->toPlainText();
}

QString ResultsPage::csv() const
{
    QString text = QStringLiteral("row,label,prediction,score,text\n");
    const auto quoted = [](const std::string& value) -> QString {
        return QLatin1Char('"') +
               QString::fromStdString(value).replace(QLatin1String("\""), QLatin1String("\"\"")) +
               QLatin1Char('"');
    };
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const RunPrediction& row = m_model->row(i);
        text += QString::number(row.row) + QLatin1Char(',') + quoted(row.label) + QLatin1Char(',') +
                quoted(row.prediction) + QLatin1Char(',') + QString::number(row.score, 'g', 9) +
                QLatin1Char(',') + quoted(row.text) + QLatin1Char('\n');
    }
    return text;
}

} // namespace vitrine::widgets
