// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/entity_view.h"

#include "widgets/common/flow_layout.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/playground/rank_model.h"
#include "widgets/playground/span_text.h"
#include "widgets/playground/token_score_model.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace vitrine::widgets {
namespace {

constexpr const char* strategies[] = {"none", "simple", "first", "average", "max"};

/// "PER" of "B-PER".
QString entityOf(const QString& label)
{
    return label.size() > 2 && label[1] == u'-' && (label[0] == u'B' || label[0] == u'I') ? label.mid(2)
                                                                                          : label;
}

/// A little field of colour with the label and how often it was found.
class LegendChip final : public QLabel
{
public:
    LegendChip(const QString& text, int color) : m_color(color)
    {
        setTextFormat(Qt::PlainText);
        setText(text);
        setMargin(Theme::space / 2);
        setColors();
    }

protected:
    void changeEvent(QEvent* event) override
    {
        QLabel::changeEvent(event);
        if (event->type() == QEvent::PaletteChange) setColors();
    }

private:
    void setColors()
    {
        const QColor background = theme().token[std::size_t(m_color) % theme().token.size()];
        const QString sheet =
            QStringLiteral("background: %1; border-radius: 4px; padding: 1px 6px;").arg(background.name());
        if (sheet != styleSheet()) setStyleSheet(sheet);
    }

    int m_color;
};

} // namespace

EntityView::EntityView(const QString&, QWidget* parent)
    : TaskView(parent),
      m_grouping(new QButtonGroup(this)),
      m_legendPlace(new QWidget),
      m_text(new SpanText),
      m_model(new RankModel(tr("Entity"), tr("Score"), {tr("Label"), tr("Place")}, this)),
      m_tokenModel(new TokenScoreModel(this)),
      m_none(makeLabel("caption", tr("Nothing was found in this text.")))
{
    m_legend = new FlowLayout(m_legendPlace, Theme::space);
    auto* row = new QHBoxLayout;
    row->setSpacing(Theme::space / 2);
    row->addWidget(makeLabel("caption", tr("Grouping")));
    for (const char* strategy : strategies) {
        QToolButton* button = makeSegment(QLatin1String(strategy));
        m_grouping->addButton(button, int(m_grouping->buttons().size()));
        row->addWidget(button);
    }
    row->addStretch();
    connect(m_grouping, &QButtonGroup::idClicked, this, [this](int id) {
        Q_EMIT argumentsRequested(
            {{QStringLiteral("aggregation_strategy"), QLatin1String(strategies[std::size_t(id)])}});
    });
    m_text->setAccessibleName(tr("Text with its entities"));
    m_text->setMinimumHeight(int(72 * textScale()));
    m_entities = makeRankTable(m_model, tr("Entities in the order of the text"));
    m_tokens = new QTableView;
    m_tokens->setModel(m_tokenModel);
    m_tokens->setAccessibleName(tr("Every token with the score of every label"));
    m_tokens->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_tokens->setSelectionMode(QAbstractItemView::SingleSelection);
    m_tokens->setTabKeyNavigation(false);
    m_tokens->setShowGrid(false);
    m_tokens->verticalHeader()->hide();
    m_tokens->verticalHeader()->setDefaultSectionSize(int(26 * std::max(1.0, textScale())));
    m_tokens->horizontalHeader()->setHighlightSections(false);
    auto* tables = new QSplitter(Qt::Horizontal);
    tables->setChildrenCollapsible(false);
    tables->setHandleWidth(2 * Theme::space);
    tables->addWidget(m_entities);
    tables->addWidget(m_tokens);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space);
    layout->addLayout(row);
    layout->addWidget(m_legendPlace);
    layout->addWidget(m_none);
    layout->addWidget(m_text, 2);
    layout->addWidget(tables, 3);

    connect(m_text, &SpanText::currentChanged, this,
            [this](int span) { choose(m_entityOfSpan[std::size_t(span)], true); });
    connect(m_entities->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (!m_isSetting && current.isValid()) choose(current.row(), true);
            });
    connect(m_tokens->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (m_isSetting || !current.isValid()) return;
                const auto& token = m_tokenModel->rows()[std::size_t(current.row())];
                const int span = m_text->spanAt(token.begin);
                m_text->setCurrent(span);
                Q_EMIT spanChosen({}, token.begin, token.end);
            });
}

void EntityView::showResult(const TaskResult& result)
{
    const QString strategy =
        result.request.arguments[QStringLiteral("aggregation_strategy")].toString(QStringLiteral("none"));
    for (int i = 0; i < int(std::size(strategies)); ++i)
        if (strategy == QLatin1String(strategies[i])) m_grouping->button(i)->setChecked(true);

    // Colours stay those of the model's labels, whatever a text has of them.
    QStringList names;
    const auto colorOf = [&](const QString& name) {
        if (!names.contains(name)) names.append(name);
        return int(names.indexOf(name));
    };
    for (const QJsonValue& label : result.details[QStringLiteral("labels")].toArray())
        if (label.toString() != QLatin1String("O")) colorOf(entityOf(label.toString()));

    QJsonArray list = result.result.toArray();
    if (!list.isEmpty() && list[0].isArray()) list = list[0].toArray(); // a batch of one
    std::vector<RankRow> rows;
    std::vector<TextSpan> spans;
    for (const QJsonValue& value : list) {
        const QJsonObject each = value.toObject();
        const QString label = each.contains(QStringLiteral("entity_group"))
                                  ? each[QStringLiteral("entity_group")].toString()
                                  : each[QStringLiteral("entity")].toString();
        RankRow row;
        row.label = each[QStringLiteral("word")].toString();
        row.score = row.bar = each[QStringLiteral("score")].toDouble();
        row.begin = each[QStringLiteral("start")].toInt();
        row.end = each[QStringLiteral("end")].toInt();
        row.more = {label, QStringLiteral("%1–%2").arg(row.begin).arg(row.end)};
        row.tip = label + QStringLiteral("  ") + QString::number(row.score, 'g', 9);
        spans.push_back({row.begin, row.end, colorOf(entityOf(label)), label, row.tip});
        rows.push_back(std::move(row));
    }
    m_entityOfSpan.resize(spans.size());
    std::iota(m_entityOfSpan.begin(), m_entityOfSpan.end(), 0);
    std::stable_sort(m_entityOfSpan.begin(), m_entityOfSpan.end(),
                     [&](int a, int b) { return rows[std::size_t(a)].begin < rows[std::size_t(b)].begin; });
    m_isSetting = true;
    m_none->setVisible(rows.empty());
    m_text->setSpans(result.request.input.isString()
                         ? result.request.input.toString()
                         : result.request.input[QStringLiteral("inputs")].toString(),
                     std::move(spans));
    m_model->setRows(std::move(rows));
    m_tokenModel->setDetails(result.details);
    m_tokens->setVisible(m_tokenModel->rowCount() > 0);
    m_tokens->resizeColumnsToContents();
    m_isSetting = false;
    setLegend(names);
    setAccessibleDescription(plainText());
}

void EntityView::setLegend(const QStringList& names)
{
    for (QWidget* chip : m_legendPlace->findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
        delete chip;
    for (int i = 0; i < names.size(); ++i) {
        const auto count =
            std::count_if(m_model->rows().begin(), m_model->rows().end(),
                          [&](const RankRow& row) { return entityOf(row.more.first()) == names[i]; });
        auto* chip = new LegendChip(QStringLiteral("%1  %2").arg(names[i]).arg(count), i);
        m_legend->insertWidget(m_legend->count(), chip);
        chip->show();
    }
    m_legendPlace->setVisible(!names.isEmpty());
    m_legendPlace->updateGeometry();
}

void EntityView::choose(int entity, bool inForm)
{
    const RankRow& row = m_model->rows()[std::size_t(entity)];
    m_isSetting = true;
    m_entities->selectRow(entity);
    const auto span = std::find(m_entityOfSpan.begin(), m_entityOfSpan.end(), entity);
    m_text->setCurrent(int(span - m_entityOfSpan.begin()));
    if (const int token = m_tokenModel->rowAt(row.begin); token >= 0) {
        m_tokens->selectRow(token);
        m_tokens->scrollTo(m_tokenModel->index(token, 0));
    }
    m_isSetting = false;
    if (inForm) Q_EMIT spanChosen({}, row.begin, row.end);
}

void EntityView::showPosition(const QString&, int codePoint)
{
    m_isSetting = true;
    if (const int token = m_tokenModel->rowAt(codePoint); token >= 0) {
        m_tokens->selectRow(token);
        m_tokens->scrollTo(m_tokenModel->index(token, 0));
    }
    m_isSetting = false;
    if (const int span = m_text->spanAt(codePoint); span >= 0)
        choose(m_entityOfSpan[std::size_t(span)], false);
}

QList<QStringList> EntityView::table() const
{
    return m_model->table();
}

QString EntityView::plainText() const
{
    QStringList lines;
    for (const RankRow& row : m_model->rows())
        lines.append(row.label + u'\t' + row.more.first() + u'\t' + scoreText(row.score));
    return lines.join(u'\n');
}

} // namespace vitrine::widgets
