// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/classification_view.h"

#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/playground/rank_model.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSlider>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {
namespace {

/// Of any of the forms: [{"label", "score"}], {"label", "score"}, {"labels", "scores"}, [{"choice", …}],
/// [{"document", "corpus_id", …}].
std::vector<RankRow> readRows(const QJsonValue& result)
{
    std::vector<RankRow> rows;
    const QJsonObject object = result.toObject();
    if (object.contains(QStringLiteral("labels"))) {
        const QJsonArray labels = object[QStringLiteral("labels")].toArray();
        const QJsonArray scores = object[QStringLiteral("scores")].toArray();
        for (int i = 0; i < labels.size(); ++i)
            rows.push_back({labels[i].toString(), scores[i].toDouble(), 0, {}, {}, {}, 0, 0});
        return rows;
    }
    const QJsonArray list = result.isArray() ? result.toArray() : QJsonArray{result};
    for (const QJsonValue& value : list) {
        if (value.isArray()) return readRows(value); // a batch of one
        const QJsonObject each = value.toObject();
        RankRow row;
        for (const char* key : {"label", "choice", "document", "text"})
            if (row.label.isEmpty()) row.label = each[QLatin1String(key)].toString();
        row.score = each[QStringLiteral("score")].toDouble();
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace

ClassificationView::ClassificationView(const QString& task, QWidget* parent)
    : TaskView(parent),
      m_task(task),
      m_best(makeLabel("title")),
      m_share(makeLabel("value")),
      m_count(makeLabel("caption")),
      m_threshold(new QSlider(Qt::Horizontal))
{
    const bool isRanking = task == QLatin1String("text-ranking");
    m_model = new RankModel(isRanking                                  ? tr("Document")
                            : task == QLatin1String("multiple-choice") ? tr("Choice")
                                                                       : tr("Label"),
                            tr("Score"), {}, this);
    m_table =
        makeRankTable(m_model, isRanking ? tr("Documents, the best first") : tr("Labels, the best first"));
    m_best->setTextFormat(Qt::PlainText);
    m_best->setWordWrap(true);
    m_best->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_share->setAlignment(Qt::AlignRight | Qt::AlignTop);
    auto* top = new QHBoxLayout;
    top->addWidget(m_best, 1);
    top->addWidget(m_share, 0, Qt::AlignTop);
    m_threshold->setRange(0, 100);
    m_threshold->setAccessibleName(tr("Threshold in percent"));
    m_threshold->setToolTip(tr("Rows below it are muted."));
    m_threshold->setMaximumWidth(int(260 * textScale()));
    auto* row = new QHBoxLayout;
    row->setSpacing(Theme::space);
    auto* caption = makeLabel("caption", tr("Threshold"));
    caption->setBuddy(m_threshold);
    row->addWidget(caption);
    row->addWidget(m_threshold, 1);
    row->addWidget(m_count, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space);
    layout->addLayout(top);
    layout->addLayout(row);
    layout->addWidget(m_table, 1);
    connect(m_threshold, &QSlider::valueChanged, this, &ClassificationView::updateThreshold);
    m_threshold->setValue(task == QLatin1String("text-classification") ||
                                  task == QLatin1String("zero-shot-classification")
                              ? 50
                              : 0);
}

void ClassificationView::showResult(const TaskResult& result)
{
    std::vector<RankRow> rows = readRows(result.result);
    std::stable_sort(rows.begin(), rows.end(),
                     [](const RankRow& a, const RankRow& b) { return a.score > b.score; });
    double least = 0, most = 1;
    for (const RankRow& row : rows) {
        least = std::min(least, row.score);
        most = std::max(most, row.score);
    }
    // Logits leave [0, 1]: the bars then show their place between the least and the greatest.
    const bool isProbability = least >= 0 && most <= 1;
    const QJsonArray hypotheses = result.details[QStringLiteral("hypotheses")].toArray();
    for (RankRow& row : rows) {
        row.bar = isProbability ? row.score : (row.score - least) / (most - least);
        row.tip = QString::number(row.score, 'g', 9);
        for (const QJsonValue& value : hypotheses) {
            const QJsonObject each = value.toObject();
            if (each[QStringLiteral("label")].toString() != row.label) continue;
            row.tip += u'\n' + each[QStringLiteral("sequence")].toString();
            for (const char* key : {"entailment", "neutral", "contradiction"})
                if (each.contains(QLatin1String(key)))
                    row.tip += QStringLiteral("\n%1  %2")
                                   .arg(QLatin1String(key),
                                        QString::number(each[QLatin1String(key)].toDouble(), 'f', 4));
        }
    }
    const bool isOfTexts =
        m_task == QLatin1String("text-ranking") || m_task == QLatin1String("multiple-choice");
    m_best->setText(rows.empty() ? tr("No label") : rows.front().label);
    setRole(m_best, isOfTexts ? "heading" : "title");
    m_share->setText(rows.empty() ? QString()
                     : isProbability
                         ? QLocale().toString(100 * rows.front().score, 'f', 1) + QStringLiteral(" %")
                         : scoreText(rows.front().score));
    m_model->setRows(std::move(rows));
    m_table->resizeRowsToContents();
    updateThreshold();
    setAccessibleDescription(plainText());
}

void ClassificationView::updateThreshold()
{
    m_model->setThreshold(m_threshold->value() / 100.0);
    m_count->setText(tr("%1 of %2 at %3 % or more")
                         .arg(m_model->countAbove())
                         .arg(m_model->rowCount())
                         .arg(m_threshold->value()));
}

QList<QStringList> ClassificationView::table() const
{
    return m_model->table();
}

QString ClassificationView::plainText() const
{
    QStringList lines;
    for (const RankRow& row : m_model->rows())
        lines.append(row.label + u'\t' + scoreText(row.score));
    return lines.join(u'\n');
}

} // namespace vitrine::widgets
