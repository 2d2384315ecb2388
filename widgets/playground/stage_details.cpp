// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/stage_details.h"

#include "widgets/common/heat_map.h"
#include "widgets/common/icon.h"
#include "widgets/common/theme.h"
#include "widgets/playground/grid_model.h"
#include "widgets/playground/playground_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {
namespace {

QLabel* makeCaption(const QString& text = {})
{
    auto* label = new QLabel(text);
    setRole(label, "caption");
    label->setTextFormat(Qt::PlainText);
    return label;
}

/// The part of a `[batch, length, hidden]` array that belongs to one text, or all of `[batch, hidden]`.
std::vector<float> slice(const core::FloatArray& array, int text)
{
    if (array.shape.size() < 3) return array.values;
    const auto size = array.shape[1] * array.shape[2];
    const auto begin = array.values.begin() + text * size;
    return {begin, begin + size};
}

} // namespace

StageDetails::StageDetails(QWidget* parent)
    : QStackedWidget(parent),
      m_empty(makeCaption(tr("This stage produced nothing to look at."))),
      m_gridPage(new QWidget),
      m_gridLayout(new QVBoxLayout(m_gridPage)),
      m_gridCaption(makeCaption()),
      m_vectorPage(new QWidget),
      m_textChoice(new QComboBox),
      m_vectorCaption(makeCaption()),
      m_legend(makeCaption()),
      m_heatMap(new HeatMap)
{
    m_empty->setAlignment(Qt::AlignCenter);
    addWidget(m_empty);
    m_gridLayout->setContentsMargins(0, 0, 0, 0);
    m_gridLayout->setSpacing(Theme::space / 2);
    m_gridLayout->addWidget(m_gridCaption);
    addWidget(m_gridPage);

    auto* layout = new QVBoxLayout(m_vectorPage);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space / 2);
    auto* header = new QHBoxLayout;
    header->setSpacing(Theme::space);
    m_textChoice->setAccessibleName(tr("Text whose vectors are shown"));
    m_textChoice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_textChoice->setMinimumContentsLength(28);
    header->addWidget(m_textChoice);
    header->addWidget(m_vectorCaption, 1);
    header->addWidget(m_legend);
    auto* save = new QToolButton;
    save->setIcon(themedIcon(QStringLiteral("export")));
    save->setToolTip(tr("Save the values as .npy"));
    save->setAccessibleName(save->toolTip());
    setRole(save, "flat");
    header->addWidget(save);
    layout->addLayout(header);
    m_heatMap->setCellSize(3, 16);
    m_heatMap->setLabelWidth(88);
    m_heatMap->setAccessibleName(tr("Values as colours: a row a token, a column a feature"));
    layout->addWidget(m_heatMap, 1);
    addWidget(m_vectorPage);

    connect(m_textChoice, &QComboBox::currentIndexChanged, this, [this](int text) {
        m_text = std::max(0, text);
        showStage(m_stage);
    });
    connect(m_heatMap, &HeatMap::hovered, this, &StageDetails::describeVectorCell);
    connect(save, &QToolButton::clicked, this, [this] {
        const auto& stage = m_trace[std::size_t(m_stage)];
        if (const auto* array = std::get_if<core::FloatArray>(&stage.data))
            Q_EMIT exportRequested(*array, QString::fromStdString(stage.name));
    });
}

void StageDetails::setTrace(const pipelines::Trace& trace)
{
    m_trace = trace;
    m_mask = {};
    m_tokens.clear();
    QStringList texts;
    for (const auto& stage : m_trace) {
        if (const auto* raw = std::get_if<std::vector<std::string>>(&stage.data))
            for (const auto& text : *raw)
                texts.append(QString::fromStdString(text));
        if (const auto* tokens = std::get_if<std::vector<std::vector<std::string>>>(&stage.data))
            m_tokens = *tokens;
        if (const auto* grids = std::get_if<std::vector<pipelines::TokenGrid>>(&stage.data))
            for (const auto& grid : *grids)
                if (grid.name == "attention_mask") m_mask = grid.values;
    }
    const QSignalBlocker blocker(m_textChoice);
    m_textChoice->clear();
    for (qsizetype i = 0; i < texts.size(); ++i)
        m_textChoice->addItem(QStringLiteral("%1  %2").arg(i + 1).arg(texts[i].simplified().left(80)));
    m_text = std::clamp(m_text, 0, std::max(0, int(texts.size()) - 1));
    m_textChoice->setCurrentIndex(texts.isEmpty() ? -1 : m_text);
}

void StageDetails::showStage(int index)
{
    m_stage = index;
    if (index < 0 || index >= int(m_trace.size())) return setCurrentWidget(m_empty);
    const auto& data = m_trace[std::size_t(index)].data;
    if (const auto* texts = std::get_if<std::vector<std::string>>(&data))
        showTexts(*texts);
    else if (const auto* tokens = std::get_if<std::vector<std::vector<std::string>>>(&data))
        showTokens(*tokens);
    else if (const auto* grids = std::get_if<std::vector<pipelines::TokenGrid>>(&data))
        showInputs(*grids);
    else if (const auto* array = std::get_if<core::FloatArray>(&data))
        showVectors(*array);
    else
        setCurrentWidget(m_empty);
}

QString StageDetails::caption() const
{
    return currentWidget() == m_vectorPage ? m_vectorCaption->text() : m_gridCaption->text();
}

QTableView* StageDetails::makeTable(GridModel* model)
{
    auto* table = new QTableView;
    model->setParent(table);
    table->setModel(model);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setMouseTracking(true);
    table->setWordWrap(false);
    table->setShowGrid(false);
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(24);
    table->horizontalHeader()->setDefaultSectionSize(int(56 * textScale()));
    table->horizontalHeader()->setHighlightSections(true);
    return table;
}

namespace {

void clearTables(QList<QTableView*>& tables)
{
    for (QTableView* table : tables)
        table->parentWidget()->deleteLater();
    tables.clear();
}

} // namespace

void StageDetails::showTexts(const std::vector<std::string>& texts)
{
    std::vector<std::vector<std::string>> rows;
    for (const auto& text : texts)
        rows.push_back({text});
    clearTables(m_grids);
    m_shownGrids.clear();
    auto* model = new GridModel;
    model->setWords(rows, {});
    auto* holder = new QWidget;
    auto* layout = new QVBoxLayout(holder);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* table = makeTable(model);
    table->setWordWrap(true);
    table->horizontalHeader()->hide();
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    layout->addWidget(table);
    m_gridLayout->addWidget(holder, 1);
    m_grids = {table};
    m_gridCaption->setText(tr("%n text(s)", nullptr, int(texts.size())));
    setCurrentWidget(m_gridPage);
}

void StageDetails::showTokens(const std::vector<std::vector<std::string>>& tokens)
{
    clearTables(m_grids);
    m_shownGrids.clear();
    auto* model = new GridModel;
    model->setWords(tokens, m_mask);
    auto* holder = new QWidget;
    auto* layout = new QVBoxLayout(holder);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* table = makeTable(model);
    table->horizontalHeader()->setDefaultSectionSize(int(88 * textScale()));
    connect(table, &QTableView::entered, this,
            [this](const QModelIndex& index) { describeCell(index.row(), index.column()); });
    layout->addWidget(table);
    m_gridLayout->addWidget(holder, 1);
    m_grids = {table};
    m_gridCaption->setText(tr("A row a text, a column a token; padding is shaded."));
    setCurrentWidget(m_gridPage);
}

void StageDetails::showInputs(const std::vector<pipelines::TokenGrid>& grids)
{
    clearTables(m_grids);
    m_shownGrids = grids;
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * Theme::space);
    for (const auto& grid : grids) {
        auto* column = new QVBoxLayout;
        column->setSpacing(0);
        auto* name = new QLabel(QString::fromStdString(grid.name) + u' ' + shapeText(grid.values.shape));
        name->setFont(monospaceFont());
        column->addWidget(name);
        auto* model = new GridModel;
        model->setNumbers(grid.values, m_mask);
        auto* table = makeTable(model);
        if (grid.name != "input_ids") table->horizontalHeader()->setDefaultSectionSize(int(32 * textScale()));
        column->addWidget(table);
        row->addLayout(column, grid.name == "input_ids" ? 2 : 1);
        m_grids.append(table);
    }
    m_gridLayout->addWidget(holder, 1);
    for (QTableView* table : std::as_const(m_grids))
        connect(table, &QTableView::entered, this, [this](const QModelIndex& index) {
            // One cell, marked in all grids: they are the same token.
            for (QTableView* each : std::as_const(m_grids))
                each->setCurrentIndex(each->model()->index(index.row(), index.column()));
            describeCell(index.row(), index.column());
        });
    m_gridCaption->setText(tr("Point at a cell to see the same token in every grid; padding is shaded."));
    setCurrentWidget(m_gridPage);
}

void StageDetails::describeCell(int row, int column)
{
    QString text = tr("text %1, token %2").arg(row + 1).arg(column);
    if (std::size_t(row) < m_tokens.size() && std::size_t(column) < m_tokens[std::size_t(row)].size())
        text += QStringLiteral(":  “%1”").arg(
            QString::fromStdString(m_tokens[std::size_t(row)][std::size_t(column)]));
    for (const auto& grid : m_shownGrids)
        text += QStringLiteral("  ·  %1 %2")
                    .arg(QString::fromStdString(grid.name))
                    .arg(grid.values.values[std::size_t(row * grid.values.shape[1] + column)]);
    m_gridCaption->setText(text);
}

void StageDetails::showVectors(const core::FloatArray& array)
{
    const bool hasTokens = array.shape.size() == 3;
    const int rows = int(hasTokens ? array.shape[1] : array.shape[0]);
    const int columns = int(array.shape.back());
    QStringList labels;
    for (int row = 0; row < rows; ++row) {
        if (!hasTokens)
            labels.append(tr("text %1").arg(row + 1));
        else if (std::size_t(m_text) < m_tokens.size() &&
                 std::size_t(row) < m_tokens[std::size_t(m_text)].size())
            labels.append(QString::fromStdString(m_tokens[std::size_t(m_text)][std::size_t(row)]));
        else
            labels.append(QString::number(row));
    }
    QStringList features;
    for (int column = 0; column < columns; ++column)
        features.append(QString::number(column));
    m_textChoice->setVisible(hasTokens);
    m_heatMap->setMatrix(slice(array, hasTokens ? m_text : 0), rows, columns, labels, features,
                         HeatMap::Scale::Diverging);
    const auto& values = array.values;
    const auto [smallest, largest] = std::minmax_element(values.begin(), values.end());
    if (!values.empty()) { // one scale for all texts of the batch, so that they can be compared
        const double limit = std::max({std::abs(double(*smallest)), std::abs(double(*largest)), 1e-12});
        m_heatMap->setRange(-limit, limit);
    }
    m_legend->setText(values.empty() ? QString()
                                     : tr("smallest %1, largest %2")
                                           .arg(double(*smallest), 0, 'g', 4)
                                           .arg(double(*largest), 0, 'g', 4));
    m_vectorCaption->setText(namedShapeText(array.shape));
    setCurrentWidget(m_vectorPage);
}

void StageDetails::describeVectorCell(int row, int column)
{
    const auto* array =
        m_stage < 0 ? nullptr : std::get_if<core::FloatArray>(&m_trace[std::size_t(m_stage)].data);
    if (!array) return;
    if (row < 0) return m_vectorCaption->setText(namedShapeText(array->shape));
    const QString place = array->shape.size() == 3 ? tr("token %1, feature %2").arg(row).arg(column)
                                                   : tr("text %1, feature %2").arg(row + 1).arg(column);
    m_vectorCaption->setText(
        QStringLiteral("%1:  %2").arg(place).arg(double(m_heatMap->value(row, column)), 0, 'g', 6));
}

} // namespace vitrine::widgets
