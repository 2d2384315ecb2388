// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/answer_view.h"

#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/playground/form_field.h"
#include "widgets/playground/rank_model.h"
#include "widgets/playground/span_chart.h"
#include "widgets/playground/span_text.h"
#include "widgets/playground/window_strip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::widgets {

AnswerView::AnswerView(const QString&, QWidget* parent)
    : TaskView(parent),
      m_answer(makeLabel("title")),
      m_share(makeLabel("value")),
      m_noAnswer(makeLabel("caption")),
      m_windowText(makeLabel("caption")),
      m_chartText(
          makeLabel("caption", tr("How likely the answer starts (above) and ends (below) at each token"))),
      m_context(new SpanText),
      m_windows(new WindowStrip),
      m_chart(new SpanChart),
      m_model(new RankModel(tr("Answer"), tr("Score"), {tr("Place")}, this)),
      m_table(makeRankTable(m_model, tr("Answers, the best first")))
{
    m_answer->setTextFormat(Qt::PlainText);
    m_answer->setWordWrap(true);
    m_answer->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_context->setAccessibleName(tr("Context with the answers"));
    m_context->setMinimumHeight(int(80 * textScale()));
    m_table->setMinimumHeight(int(100 * textScale()));
    auto* top = new QHBoxLayout;
    top->addWidget(m_answer, 1);
    top->addWidget(m_share, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space);
    layout->addLayout(top);
    layout->addWidget(m_noAnswer);
    layout->addWidget(m_context, 3);
    layout->addWidget(m_windowText);
    layout->addWidget(m_windows);
    layout->addWidget(m_chartText);
    layout->addWidget(m_chart);
    layout->addWidget(m_table, 2);
    connect(m_context, &SpanText::currentChanged, this, [this](int span) {
        const TextSpan& marked = m_context->spans()[std::size_t(span)];
        for (std::size_t i = 0; i < m_model->rows().size(); ++i)
            if (m_model->rows()[i].begin == marked.begin && m_model->rows()[i].end == marked.end)
                return choose(int(i), true);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (!m_isSetting && current.isValid()) choose(current.row(), true);
            });
    connect(m_chart, &SpanChart::tokenChosen, this, [this](int token) {
        const SpanToken& each = m_chart->tokens()[std::size_t(token)];
        Q_EMIT spanChosen(QStringLiteral("context"), each.begin, each.end);
    });
    connect(m_windows, &WindowStrip::windowChosen, this, [this](int window) {
        Q_EMIT spanChosen(QStringLiteral("context"), m_windowSpans[window].first,
                          m_windowSpans[window].second);
    });
}

void AnswerView::showResult(const TaskResult& result)
{
    m_text = result.request.input[QStringLiteral("context")].toString();
    const QJsonArray list = result.result.isArray() ? result.result.toArray() : QJsonArray{result.result};
    std::vector<RankRow> rows;
    std::vector<TextSpan> spans;
    for (const QJsonValue& value : list) {
        const QJsonObject each = value.toObject();
        RankRow row;
        row.label = each[QStringLiteral("answer")].toString();
        row.score = each[QStringLiteral("score")].toDouble();
        row.bar = std::clamp(row.score, 0.0, 1.0);
        row.begin = each[QStringLiteral("start")].toInt();
        row.end = each[QStringLiteral("end")].toInt();
        const bool isNone = row.label.isEmpty();
        if (isNone) row.label = tr("No answer");
        row.more = {isNone ? QString() : QStringLiteral("%1–%2").arg(row.begin).arg(row.end)};
        row.tip = QString::number(row.score, 'g', 9);
        const auto overlaps = [&](const TextSpan& other) {
            return row.begin < other.end && other.begin < row.end;
        };
        // Overlapping answers: the better one is marked.
        if (!isNone && std::none_of(spans.begin(), spans.end(), overlaps))
            spans.push_back({row.begin, row.end, spans.empty() ? -1 : 5, {}, row.tip});
        rows.push_back(std::move(row));
    }
    m_answer->setText(rows.empty() ? tr("No answer") : rows.front().label);
    m_share->setText(rows.empty()
                         ? QString()
                         : QLocale().toString(100 * rows.front().score, 'f', 1) + QStringLiteral(" %"));
    m_isSetting = true;
    m_context->setSpans(m_text, std::move(spans));
    m_model->setRows(std::move(rows));
    m_isSetting = false;
    setChart(result.details);
    if (!m_model->rows().empty()) choose(0, false);
    setAccessibleDescription(plainText());
}

void AnswerView::setChart(const QJsonObject& details)
{
    std::vector<ContextWindow> windows;
    m_windowSpans.clear();
    double nullScore = -1;
    for (const QJsonValue& value : details[QStringLiteral("windows")].toArray()) {
        const QJsonObject each = value.toObject();
        windows.push_back({each[QStringLiteral("start")].toInt(), each[QStringLiteral("end")].toInt(),
                           each[QStringLiteral("tokens")].toInt(), each[QStringLiteral("answer")].toString(),
                           each[QStringLiteral("score")].toDouble(),
                           each[QStringLiteral("null_score")].toDouble()});
        m_windowSpans.append({windows.back().begin, windows.back().end});
        // A question has no answer where no window has one: the least of them counts.
        nullScore = nullScore < 0 ? windows.back().nullScore : std::min(nullScore, windows.back().nullScore);
    }
    m_noAnswer->setText(tr("Score of “no answer”: %1").arg(scoreText(nullScore)));
    m_noAnswer->setVisible(nullScore >= 0);
    const bool isLong = windows.size() > 1;
    m_windowText->setText(tr("The context was read in %n window(s)", nullptr, int(windows.size())));
    m_windowText->setVisible(isLong);
    m_windows->setVisible(isLong);
    const auto& rows = m_model->rows();
    m_windows->setWindows(codePointsBefore(m_text, int(m_text.size())), std::move(windows),
                          rows.empty() ? 0 : rows.front().begin, rows.empty() ? 0 : rows.front().end);
    std::vector<SpanToken> tokens;
    for (const QJsonValue& value : details[QStringLiteral("tokens")].toArray()) {
        const QJsonObject each = value.toObject();
        tokens.push_back({each[QStringLiteral("token")].toString(), each[QStringLiteral("start")].toInt(),
                          each[QStringLiteral("end")].toInt(),
                          each[QStringLiteral("start_probability")].toDouble(),
                          each[QStringLiteral("end_probability")].toDouble()});
    }
    m_chart->setVisible(!tokens.empty());
    m_chartText->setVisible(!tokens.empty());
    m_chart->setTokens(std::move(tokens));
}

void AnswerView::choose(int answer, bool inForm)
{
    const RankRow& row = m_model->rows()[std::size_t(answer)];
    m_isSetting = true;
    m_table->selectRow(answer);
    const int span = m_context->spanAt(row.begin);
    m_context->setCurrent(row.end > row.begin ? span : -1);
    if (const int token = m_chart->tokenAt(row.begin); token >= 0) m_chart->setCurrent(token);
    m_isSetting = false;
    if (inForm && row.end > row.begin) Q_EMIT spanChosen(QStringLiteral("context"), row.begin, row.end);
}

void AnswerView::showPosition(const QString& field, int codePoint)
{
    if (field != QLatin1String("context")) return;
    if (const int token = m_chart->tokenAt(codePoint); token >= 0) m_chart->setCurrent(token);
    if (const int span = m_context->spanAt(codePoint); span >= 0) m_context->setCurrent(span);
}

QList<QStringList> AnswerView::table() const
{
    return m_model->table();
}

QString AnswerView::plainText() const
{
    return m_model->rows().empty() ? QString() : m_model->rows().front().label;
}

} // namespace vitrine::widgets
