// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tokenizer/how_page.h"

#include "widgets/common/message_view.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/tokenizer/lattice_view.h"
#include "widgets/tokenizer/steps_view.h"

#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QSlider>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace vitrine::widgets {
namespace {

using tokenizers::ModelTrace;
using Look = StepsView::Look;

QString slice(const QByteArray& word, std::size_t begin, std::size_t end)
{
    return QString::fromUtf8(word.mid(qsizetype(begin), qsizetype(end - begin)));
}

std::vector<StepsView::Piece> piecesOf(const std::vector<ModelTrace::Piece>& pieces, int newest, Look look)
{
    std::vector<StepsView::Piece> result;
    for (std::size_t i = 0; i < pieces.size(); ++i)
        result.push_back({QString::fromStdString(pieces[i].token), int(i) == newest ? Look::New : look});
    return result;
}

QString idsOf(const std::vector<ModelTrace::Piece>& pieces)
{
    QStringList ids;
    for (const auto& piece : pieces)
        ids.append(QString::number(piece.id));
    return HowPage::tr("ids %1").arg(ids.join(QStringLiteral(", ")));
}

std::vector<StepsView::Step> mergeSteps(const ModelTrace& trace)
{
    std::vector<StepsView::Step> steps;
    steps.push_back({HowPage::tr("start"), piecesOf(trace.start, -1, Look::Plain), {}});
    for (const auto& merge : trace.merges)
        //: the place of a merge in the list that BPE learned
        steps.push_back({HowPage::tr("rank %1").arg(QLocale().toString(merge.rank)),
                         piecesOf(merge.pieces, int(merge.left), Look::Plain),
                         {}});
    if (!trace.merges.empty() || trace.start.size() != trace.result.size() || trace.isWholeWord)
        steps.push_back({HowPage::tr("tokens"), piecesOf(trace.result, -1, Look::Done), idsOf(trace.result)});
    else
        steps.back().note = idsOf(trace.result);
    return steps;
}

std::vector<StepsView::Step> attemptSteps(const QByteArray& word, const ModelTrace& trace)
{
    std::vector<StepsView::Step> steps;
    std::vector<StepsView::Piece> found;
    int number = 0;
    for (const auto& attempt : trace.attempts) {
        StepsView::Step step;
        step.label = QString::number(++number);
        step.pieces = found;
        step.pieces.push_back(
            {QString::fromStdString(attempt.candidate), attempt.found ? Look::New : Look::Tried});
        if (const QString rest = slice(word, attempt.end, std::size_t(word.size())); !rest.isEmpty())
            step.pieces.push_back({rest, Look::Rest});
        step.note = attempt.found ? HowPage::tr("in the vocabulary") : HowPage::tr("not in the vocabulary");
        if (attempt.found) found.push_back({QString::fromStdString(attempt.candidate), Look::Done});
        steps.push_back(std::move(step));
    }
    steps.push_back({HowPage::tr("tokens"), piecesOf(trace.result, -1, Look::Done), idsOf(trace.result)});
    return steps;
}

} // namespace

HowPage::HowPage(QWidget* parent) : QWidget(parent)
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(2 * Theme::space, Theme::space, 2 * Theme::space, Theme::space);
    layout->setSpacing(Theme::space / 2);
    auto* header = new QHBoxLayout;
    m_title = makeLabel("heading");
    header->addWidget(m_title, 1);
    m_controls = new QWidget;
    auto* controls = new QHBoxLayout(m_controls);
    controls->setContentsMargins(0, 0, 0, 0);
    m_back = makeIconButton(QStringLiteral("left"), tr("One step back"));
    m_forward = makeIconButton(QStringLiteral("right"), tr("One step on"));
    m_slider = new QSlider(Qt::Horizontal);
    m_slider->setAccessibleName(tr("Step"));
    m_slider->setFixedWidth(int(160 * textScale()));
    controls->addWidget(m_back);
    controls->addWidget(m_slider);
    controls->addWidget(m_forward);
    header->addWidget(m_controls);
    layout->addLayout(header);
    m_note = makeLabel("caption");
    m_note->setWordWrap(true);
    layout->addWidget(m_note);
    m_steps = new StepsView;
    m_steps->setAccessibleName(tr("Steps of the model through the word"));
    m_lattice = new LatticeView;
    m_views = new QStackedWidget;
    m_views->addWidget(m_steps);
    m_views->addWidget(m_lattice);
    layout->addWidget(m_views, 1);
    m_detail = makeLabel("caption");
    m_detail->setWordWrap(true);
    layout->addWidget(m_detail);

    m_message = new MessageView;
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_message);
    m_stack->addWidget(page);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);

    connect(m_back, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_forward, &QToolButton::clicked, this, [this] { step(1); });
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) { m_steps->setCurrent(value); });
    connect(m_steps, &StepsView::currentChanged, this, [this](int current) {
        m_slider->setValue(current);
        updateButtons();
    });
    connect(m_lattice, &LatticeView::currentChanged, this,
            [this](int edge) { m_detail->setText(m_lattice->describe(edge)); });
    showEmpty(tr("Choose a token"),
              tr("Click a token in the text above: this page shows how the model came to it."));
}

void HowPage::step(int by)
{
    if (m_views->currentWidget() == m_lattice)
        m_lattice->setCurrent(std::clamp(m_lattice->current() + by, 0, m_lattice->count() - 1));
    else
        m_steps->setCurrent(std::clamp(m_steps->current() + by, 0, m_steps->count() - 1));
}

void HowPage::updateButtons()
{
    m_back->setEnabled(m_steps->current() > 0);
    m_forward->setEnabled(m_steps->current() + 1 < m_steps->count());
}

void HowPage::showEmpty(const QString& title, const QString& text)
{
    m_message->showEmpty(QStringLiteral("tokenizer"), title, text);
    m_stack->setCurrentIndex(0);
}

void HowPage::setHow(const HowView& how)
{
    if (how.isAdded)
        return showEmpty(how.word, tr("This is an added token: it is taken out of the text whole, before any "
                                      "model looks at it."));
    m_title->setText(tr("%1 on “%2”").arg(how.model, how.word));
    m_detail->clear();
    if (!how.trace.edges.empty())
        showLattice(how);
    else
        showSteps(how);
    m_stack->setCurrentIndex(1);
}

void HowPage::showSteps(const HowView& how)
{
    const ModelTrace& trace = how.trace;
    const bool merges = !trace.start.empty();
    if (trace.isWholeWord)
        m_note->setText(
            tr("The whole word is a token of the vocabulary, and this model then asks for no merges."));
    else if (merges)
        m_note->setText(
            tr("The pair of neighbours that was learned first (the lowest rank) is merged, again and "
               "again, until no pair is in the list: %n merge(s).",
               nullptr, int(trace.merges.size())));
    else if (how.model == QLatin1String("WordLevel"))
        m_note->setText(tr("The word is looked up whole; what is not there is unknown."));
    else if (trace.attempts.empty())
        m_note->setText(
            tr("The word is too long for this model: it becomes the unknown token without a try."));
    else
        m_note->setText(tr("The longest beginning of the rest that is in the vocabulary becomes a token; "
                           "if none is, the whole word is unknown."));
    m_steps->setSteps(merges && !trace.isWholeWord ? mergeSteps(trace)
                                                   : attemptSteps(how.word.toUtf8(), trace));
    m_controls->setVisible(m_steps->count() > 1);
    m_slider->setRange(0, std::max(0, m_steps->count() - 1));
    m_slider->setValue(m_steps->current());
    m_views->setCurrentWidget(m_steps);
    updateButtons();
}

void HowPage::showLattice(const HowView& how)
{
    // Nodes are borders of characters; the trace counts in bytes.
    QStringList characters;
    const QByteArray word = how.word.toUtf8();
    std::vector<int> nodeAt(std::size_t(word.size()) + 1, 0);
    for (qsizetype i = 0; i < word.size(); ++i) {
        if ((static_cast<unsigned char>(word[i]) & 0xC0) != 0x80) characters.append(QString());
        nodeAt[std::size_t(i)] = int(characters.size()) - 1;
    }
    nodeAt.back() = int(characters.size());
    int number = 0;
    for (const uint point : how.word.toUcs4())
        if (number < characters.size())
            characters[number++] = QString::fromUcs4(reinterpret_cast<const char32_t*>(&point), 1);
    std::vector<LatticeView::Edge> edges;
    double best = 0;
    for (const auto& edge : how.trace.edges) {
        edges.push_back({nodeAt[edge.begin], nodeAt[edge.end], QString::fromStdString(edge.token), edge.score,
                         edge.total, edge.isBest, edge.isUnknown});
        if (edge.isBest) best += edge.score;
    }
    m_note->setText(
        tr("Every token that fits is an edge with its log probability; the path with the largest sum, "
           "%1, gives the tokens. %2.")
            .arg(QLocale().toString(best, 'f', 2), idsOf(how.trace.result)));
    m_controls->hide();
    m_lattice->setLattice(characters, std::move(edges));
    m_views->setCurrentWidget(m_lattice);
}

bool HowPage::exportPicture(const QString& path) const
{
    if (m_stack->currentIndex() == 0) return false;
    const bool isLattice = m_views->currentWidget() == m_lattice;
    const QSize size = isLattice ? m_lattice->wholeSize() : m_steps->wholeSize();
    return savePicture(path, size, [&](QPainter& painter) {
        if (isLattice) {
            painter.fillRect(QRect(QPoint(), size), theme().surface);
            m_lattice->paintWhole(painter);
        } else
            m_steps->paintWhole(painter);
    });
}

} // namespace vitrine::widgets
