// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/mask_view.h"

#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/playground/form_field.h"
#include "widgets/playground/rank_model.h"
#include "widgets/playground/span_text.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace vitrine::widgets {

MaskView::MaskView(const QString&, QWidget* parent)
    : TaskView(parent),
      m_sentence(new SpanText),
      m_use(new QPushButton(tr("Use this text"))),
      m_place(new QHBoxLayout)
{
    m_sentence->setAccessibleName(tr("Completed text"));
    m_sentence->setMinimumHeight(int(56 * textScale()));
    m_sentence->setMaximumHeight(int(160 * textScale()));
    m_use->setToolTip(tr("Writes the completed text into the form."));
    connect(m_use, &QPushButton::clicked, this, [this] { Q_EMIT inputRequested(completed(nullptr)); });
    connect(m_sentence, &SpanText::currentChanged, this, [this](int span) {
        if (span >= 0 && span < maskCount()) candidates(span)->setFocus();
    });
    auto* top = new QHBoxLayout;
    top->addWidget(m_sentence, 1);
    top->addWidget(m_use, 0, Qt::AlignTop);
    m_place->setSpacing(2 * Theme::space);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space);
    layout->addLayout(top, 1);
    layout->addLayout(m_place, 4);
}

void MaskView::setColumns(int count)
{
    while (maskCount() > count) {
        delete m_columns.back().table;
        delete m_columns.back().model;
        m_columns.pop_back();
    }
    while (maskCount() < count) {
        const int number = maskCount();
        auto* model = new RankModel(tr("Word"), tr("Score"), {tr("Id")}, this);
        auto* table = makeRankTable(model, tr("Words for mask %1, the best first").arg(number + 1));
        m_place->addWidget(table, 1);
        table->show();
        m_columns.push_back({model, table});
        connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
                &MaskView::updateSentence);
    }
    for (int i = 0; i < count; ++i)
        m_columns[std::size_t(i)].model->setLabelHeading(count > 1 ? tr("Mask %1").arg(i + 1) : tr("Word"));
}

void MaskView::showResult(const TaskResult& result)
{
    m_text = result.request.input.isString() ? result.request.input.toString()
                                             : result.request.input[QStringLiteral("inputs")].toString();
    m_masks.clear();
    for (const QJsonValue& mask : result.details[QStringLiteral("masks")].toArray())
        m_masks.append({mask[QStringLiteral("start")].toInt(), mask[QStringLiteral("end")].toInt()});
    // One mask: a list of candidates; several: a list of such lists.
    const QJsonArray list = result.result.toArray();
    const QJsonArray masks = !list.isEmpty() && list[0].isArray() ? list : QJsonArray{list};
    setColumns(int(masks.size()));
    for (int i = 0; i < masks.size(); ++i) {
        std::vector<RankRow> rows;
        for (const QJsonValue& value : masks[i].toArray()) {
            RankRow row;
            row.label = value[QStringLiteral("token_str")].toString();
            row.score = row.bar = value[QStringLiteral("score")].toDouble();
            row.more = {QString::number(value[QStringLiteral("token")].toInt())};
            row.tip =
                value[QStringLiteral("sequence")].toString() + u'\n' + QString::number(row.score, 'g', 9);
            rows.push_back(std::move(row));
        }
        m_columns[std::size_t(i)].model->setRows(std::move(rows));
        candidates(i)->selectRow(0);
    }
    updateSentence();
    setAccessibleDescription(plainText());
}

QString MaskView::completed(std::vector<std::pair<int, int>>* places) const
{
    QString text = m_text;
    int shift = 0; // of code points, by the words before
    for (int i = 0; i < m_masks.size() && i < maskCount(); ++i) {
        const auto& rows = m_columns[std::size_t(i)].model->rows();
        const int row = std::max(0, candidates(i)->currentIndex().row());
        if (row >= int(rows.size())) continue;
        const int begin = m_masks[i].first + shift, end = m_masks[i].second + shift;
        QString word = rows[std::size_t(row)].label;
        // A word-piece model's tokens have no space of their own; a byte-level one's may, and the mask took
        // it.
        if (begin == 0 || text[unitsBefore(text, begin) - 1].isSpace()) word = word.trimmed();
        if (word.startsWith(QLatin1String("##"))) word = word.mid(2);
        const int from = unitsBefore(text, begin);
        text.replace(from, unitsBefore(text, end) - from, word);
        const int length = codePointsBefore(word, int(word.size()));
        if (places) places->push_back({begin, begin + length});
        shift += length - (end - begin);
    }
    return text;
}

void MaskView::updateSentence()
{
    std::vector<std::pair<int, int>> places;
    const QString text = completed(&places);
    std::vector<TextSpan> spans;
    for (std::size_t i = 0; i < places.size(); ++i)
        spans.push_back({places[i].first, places[i].second, places.size() > 1 ? int(i) : -1, {}, {}});
    m_sentence->setSpans(text, std::move(spans));
}

void MaskView::showPosition(const QString&, int codePoint)
{
    for (int i = 0; i < m_masks.size(); ++i)
        if (codePoint >= m_masks[i].first && codePoint <= m_masks[i].second) m_sentence->setCurrent(i);
}

QList<QStringList> MaskView::table() const
{
    QList<QStringList> table{{tr("Mask"), tr("Word"), tr("Score"), tr("Id")}};
    for (int i = 0; i < maskCount(); ++i)
        for (const RankRow& row : m_columns[std::size_t(i)].model->rows())
            table.append(QStringList{QString::number(i + 1), row.label, QString::number(row.score, 'g', 9)} +
                         row.more);
    return table;
}

QString MaskView::plainText() const
{
    return completed(nullptr);
}

} // namespace vitrine::widgets
