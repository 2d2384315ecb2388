// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/attention/attention_panel.h"

#include "widgets/attention/attention_text.h"
#include "widgets/attention/attention_views.h"
#include "widgets/attention/head_chips.h"
#include "widgets/attention/head_grid.h"
#include "widgets/attention/head_view.h"
#include "widgets/attention/matrix_view.h"
#include "widgets/common/message_view.h"
#include "widgets/common/parts.h"
#include "widgets/common/theme.h"

#include <QButtonGroup>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace vitrine::widgets {
namespace {

QString modelTitle(const QString& letter, const AttentionPointer& data)
{
    return letter + QStringLiteral(" · ") + data->model;
}

} // namespace

AttentionPanel::AttentionPanel(TokenSelection& selection, QWidget* parent)
    : QWidget(parent), m_selection(selection), m_form(new AttentionForm)
{
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(2 * Theme::space);
    splitter->addWidget(m_form);
    splitter->addWidget(makeResult());
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({340, 980});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::space, 2 * Theme::space, 2 * Theme::space, 2 * Theme::space);
    layout->addWidget(splitter);
    connect(&m_state, &AttentionState::changed, this, [this] {
        showState();
        if (!m_isSetting) Q_EMIT optionsChanged();
    });
    connect(&m_selection, &TokenSelection::selectedChanged, this, [this] { describe(-1, -1); });
    connect(m_form, &AttentionForm::textsEdited, this, &AttentionPanel::textsEdited);
    connect(m_form, &AttentionForm::textsChanged, this, [this] {
        m_tokenToChoose = -1;
        Q_EMIT requestChanged();
    });
    connect(m_form, &AttentionForm::exampleChosen, this, [this](int number) {
        openExample(number);
        Q_EMIT textsEdited();
    });
    connect(m_form, &AttentionForm::optionsChanged, this, &AttentionPanel::onOptionsChanged);
    connect(m_form, &AttentionForm::layerChosen, &m_state, &AttentionState::setLayer);
    connect(m_form, &AttentionForm::sentencesChosen, this,
            [this](int index) { m_state.setSentences(AttentionState::Sentences(index)); });
    connect(m_form, &AttentionForm::kindChosen, this, [this] {
        chooseStacks();
        Q_EMIT optionsChanged();
    });
    connect(m_form, &AttentionForm::comparisonModeChosen, this, [this](Comparison mode) {
        setComparison(mode);
        Q_EMIT optionsChanged();
    });
    setView(AttentionState::View::Heads);
}

QWidget* AttentionPanel::makeResult()
{
    auto* card = makeCard();
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(2 * Theme::space, Theme::space, Theme::space, Theme::space);
    layout->setSpacing(Theme::space);
    auto* header = new QHBoxLayout;
    header->setSpacing(2);
    m_viewButtons = new QButtonGroup(this);
    const QString names[] = {tr("Heads"), tr("Matrix"), tr("All heads")};
    for (int i = 0; i < 3; ++i) {
        auto* button = makeSegment(names[i]);
        m_viewButtons->addButton(button, i);
        header->addWidget(button);
    }
    connect(m_viewButtons, &QButtonGroup::idClicked, this, [this](int id) {
        setView(AttentionState::View(id));
        Q_EMIT optionsChanged();
    });
    header->addSpacing(2 * Theme::space);
    m_counts = makeLabel("caption");
    header->addWidget(m_counts, 1);
    auto* python = makeIconButton(QStringLiteral("code"), tr("Copy as Python"));
    connect(python, &QToolButton::clicked, this, &AttentionPanel::copyAsPythonRequested);
    header->addWidget(python);
    auto* save = makeIconButton(QStringLiteral("export"), tr("Export …"));
    connect(save, &QToolButton::clicked, this, &AttentionPanel::exportRequested);
    header->addWidget(save);
    layout->addLayout(header);

    auto* chipRow = new QHBoxLayout;
    chipRow->setSpacing(Theme::space);
    m_title = makeLabel("value");
    chipRow->addWidget(m_title);
    m_chips = new HeadChips(m_state);
    chipRow->addWidget(m_chips, 1, Qt::AlignVCenter);
    m_allHeads = new QToolButton;
    m_allHeads->setText(tr("Show all"));
    m_allHeads->setToolTip(tr("Lines of every head, or of the last one alone"));
    setRole(m_allHeads, "flat");
    connect(m_allHeads, &QToolButton::clicked, this, [this] {
        bool all = true;
        for (int head = 0; head < m_state.headCount(); ++head)
            all = all && m_state.isOn(head);
        if (all)
            m_state.chooseHead(m_state.head());
        else
            m_state.setAllHeads(true);
    });
    chipRow->addWidget(m_allHeads);
    layout->addLayout(chipRow);
    m_facts = makeLabel("caption");
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setWordWrap(true);
    layout->addWidget(m_facts);

    m_sides = new QBoxLayout(QBoxLayout::LeftToRight);
    m_sides->setSpacing(Theme::space);
    m_left = new AttentionViews(m_state, m_selection);
    m_right = new AttentionViews(m_state, m_selection);
    for (AttentionViews* views : {m_left, m_right}) {
        m_sides->addWidget(views, 1);
        connect(views, &AttentionViews::hovered, this, &AttentionPanel::describe);
        connect(views, &AttentionViews::headOpened, this, [this](int layer, int head) {
            m_state.setLayer(layer);
            m_state.chooseHead(head);
            setView(m_lastHeadView);
        });
        connect(views->heads(), &HeadView::linesChanged, this, [this] { describe(-1, -1); });
    }
    layout->addLayout(m_sides, 1);
    m_detail = makeLabel("caption");
    m_detail->setTextFormat(Qt::PlainText);
    m_detail->setObjectName(QStringLiteral("detail"));
    layout->addWidget(m_detail);
    m_resultPage = card;

    m_message = new MessageView;
    connect(m_message, &MessageView::actionTriggered, this, &AttentionPanel::modelWanted);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_message);
    m_stack->addWidget(m_resultPage);
    return m_stack;
}

AttentionRequest AttentionPanel::request() const
{
    return {m_form->firstText(), m_form->secondText(), m_form->options().scores};
}

void AttentionPanel::openExample(int number)
{
    const AttentionExample& example = attentionExamples()[std::size_t(number)];
    m_form->setTexts(QString::fromUtf8(example.first),
                     example.second ? std::optional(QString::fromUtf8(example.second)) : std::nullopt);
    m_state.place(example.layer, example.head);
    m_tokenToChoose = example.token;
}

int AttentionPanel::exampleCount() const
{
    return int(attentionExamples().size());
}

void AttentionPanel::onOptionsChanged()
{
    rebuildSources();
    // Scores are computed only when they are wanted.
    if (m_form->options().scores && m_first && m_first->maps.scores.empty()) Q_EMIT requestChanged();
    Q_EMIT optionsChanged();
}

void AttentionPanel::setOptions(const AttentionOptions& options)
{
    m_form->setOptions(options);
    rebuildSources();
}

void AttentionPanel::setView(AttentionState::View view)
{
    m_view = view;
    if (view != AttentionState::View::Grid) m_lastHeadView = view;
    m_viewButtons->button(int(view))->setChecked(true);
    m_left->setView(view);
    m_right->setView(view);
    // Grids are wide: one above the other.
    m_sides->setDirection(view == AttentionState::View::Grid ? QBoxLayout::TopToBottom
                                                             : QBoxLayout::LeftToRight);
    m_chips->setExclusive(view != AttentionState::View::Heads);
    m_allHeads->setVisible(view == AttentionState::View::Heads);
    showState();
}

void AttentionPanel::setComparison(Comparison comparison)
{
    m_comparison = comparison;
    rebuildSources();
}

void AttentionPanel::showResult(AttentionStacks first, AttentionStacks second)
{
    m_stacks = std::move(first);
    m_otherStacks = std::move(second);
    m_form->showKinds(m_stacks.size() > 1);
    chooseStacks();
    m_stack->setCurrentWidget(m_resultPage);
    if (m_tokenToChoose >= 0) m_selection.select({0, std::exchange(m_tokenToChoose, -1)});
}

void AttentionPanel::chooseStacks()
{
    const auto kind = m_stacks.size() > 1 ? m_form->kind() : inspection::AttentionKind::Own;
    const auto find = [kind](const AttentionStacks& stacks) {
        const auto found =
            std::ranges::find_if(stacks, [kind](const auto& each) { return each->maps.kind == kind; });
        return found == stacks.end() ? AttentionPointer() : *found;
    };
    const auto tokens = [](const AttentionPointer& data) {
        return data ? std::pair(data->maps.encoding.ids, data->maps.keys().ids)
                    : std::pair<std::vector<std::uint32_t>, std::vector<std::uint32_t>>();
    };
    const auto before = tokens(m_first);
    m_first = find(m_stacks);
    m_second = find(m_otherStacks);
    if (before != tokens(m_first)) {
        m_isSetting = true;
        m_state.setViewport(1, {0.5, 0.5});
        m_selection.clear();
        m_isSetting = false;
    }
    rebuildSources();
}

void AttentionPanel::rebuildSources()
{
    if (!m_first) return;
    const bool canSubtract = m_second && AttentionSource::areComparable(*m_first, *m_second);
    const Comparison shown = !m_second                                                ? Comparison::First
                             : m_comparison == Comparison::Difference && !canSubtract ? Comparison::Both
                                                                                      : m_comparison;
    m_form->showComparison(shown, canSubtract || !m_second);

    const AttentionOptions chosen = m_form->options();
    const auto makeSource = [&](const AttentionPointer& data, const AttentionPointer& subtracted) {
        return std::make_shared<const AttentionSource>(data, subtracted, chosen);
    };
    m_isSetting = true;
    m_state.setSize(int(m_first->maps.layers.size()), int(m_first->maps.heads));
    m_isSetting = false;
    m_right->setVisible(shown == Comparison::Both);
    m_right->setSource(shown == Comparison::Both ? makeSource(m_second, nullptr) : nullptr);
    switch (shown) {
    case Comparison::First:
    case Comparison::Both:
        m_left->setSource(makeSource(m_first, nullptr));
        m_left->setTitle(m_second ? modelTitle(tr("A"), m_first) : QString());
        break;
    case Comparison::Second:
        m_left->setSource(makeSource(m_second, nullptr));
        m_left->setTitle(modelTitle(tr("B"), m_second));
        break;
    case Comparison::Difference:
        m_left->setSource(makeSource(m_second, m_first));
        m_left->setTitle(tr("B − A: %1 minus %2").arg(m_second->model, m_first->model));
        break;
    }
    m_right->setTitle(m_second ? modelTitle(tr("B"), m_second) : QString());
    showState();
}

void AttentionPanel::showState()
{
    const SourcePointer& source = m_left->source();
    if (!source) return;
    m_form->showLayer(m_state.layer(), source->layers());
    m_form->showSentences(int(m_state.sentences()), source->isPair());
    // Side by side one scale serves both.
    const SourcePointer& other = m_right->source();
    const bool fits = m_state.layer() < source->layers() && m_state.head() < source->heads();
    if (other && fits && m_state.layer() < other->layers() && m_state.head() < other->heads()) {
        m_left->matrix()->setCommonRange(other->range(m_state.layer(), m_state.head()));
        m_right->matrix()->setCommonRange(source->range(m_state.layer(), m_state.head()));
    } else {
        m_left->matrix()->setCommonRange(std::nullopt);
    }

    const auto& maps = source->data().maps;
    const QLocale locale;
    QStringList counts{tr("%n token(s)", nullptr, int(maps.tokenCount()))};
    if (source->isCross()) counts.append(tr("look at %n", nullptr, int(maps.keys().size())));
    if (source->rows() != int(maps.tokenCount()))
        counts.append(tr("%n row(s) shown", nullptr, source->rows()));
    if (maps.cutTokens > 0)
        counts.append(tr("the last %n token(s) of the text are more than the model takes", nullptr,
                         int(maps.cutTokens)));
    counts.append(tr("computed in float32"));
    m_counts->setText(counts.join(QStringLiteral("  ·  ")));
    if (!fits) return;
    const bool isGrid = m_view == AttentionState::View::Grid;
    m_title->setText(isGrid ? tr("%1 layers of %2 heads").arg(source->layers()).arg(source->heads())
                            : headName(*source, m_state.layer(), m_state.head()));
    m_chips->setVisible(!isGrid);
    const auto factsOf = [&](const AttentionSource& shown) -> QString {
        const auto facts = shown.facts(m_state.layer(), m_state.head());
        return factsText(facts, shown.isPair()) + QStringLiteral("  ·  ") +
               tr("entropy %1 of %2 bits")
                   .arg(locale.toString(facts.entropy, 'f', 1),
                        locale.toString(facts.highestEntropy, 'f', 1));
    };
    const bool isBoth = other && m_state.layer() < other->layers() && m_state.head() < other->heads();
    QString text =
        source->isDifference() ? tr("Orange: model B looks there more, blue: less.")
        : isBoth ? tr("A: %1").arg(factsOf(*source)) + QStringLiteral("\n") + tr("B: %1").arg(factsOf(*other))
                 : factsOf(*source);
    if (isGrid && !isBoth)
        text = headName(*source, m_state.layer(), m_state.head()) + QStringLiteral(" ") + text;
    m_facts->setText(text);
    describe(-1, -1);
}

void AttentionPanel::describe(int query, int key)
{
    const SourcePointer& source = m_left->source();
    if (!source || m_state.layer() >= source->layers() || m_state.head() >= source->heads()) return;
    if (query >= 0 && key >= 0 && query < source->rows() && key < source->columns()) {
        m_detail->setText(cellText(*source, m_state.layer(), m_state.head(), query, key));
        return;
    }
    const int row = source->rowOf(m_selection.shown()), column = source->columnOf(m_selection.shown());
    const int chosen = row >= 0 ? row : column;
    if (m_view != AttentionState::View::Grid && (query >= 0 || key >= 0 || chosen >= 0)) {
        const bool isRight = m_left->heads()->side() == HeadView::Side::Right;
        const bool isKey =
            key >= 0 ||
            (query < 0 && (source->isCross() ? row < 0 : isRight && m_view == AttentionState::View::Heads));
        m_detail->setText(tokenText(*source, m_state.layer(), m_state.head(),
                                    query >= 0 ? query
                                    : key >= 0 ? key
                                               : chosen,
                                    isKey));
        return;
    }
    switch (m_view) {
    case AttentionState::View::Heads:
        m_detail->setText(
            m_left->heads()->leftOut() > 0
                ? tr("The strongest %1 of %2 lines are drawn; point at a token for its own.")
                      .arg(m_left->heads()->lines().size())
                      .arg(m_left->heads()->lines().size() + std::size_t(m_left->heads()->leftOut()))
                : tr("Each line goes from a token that looks to one that it looks at; the stronger, the "
                     "more. Point "
                     "at a token for its own lines."));
        break;
    case AttentionState::View::Matrix:
        m_detail->setText(
            tr("A row is a token that looks, a column what it looks at. The wheel zooms, dragging "
               "moves, 0 fits."));
        break;
    case AttentionState::View::Grid:
        m_detail->setText(
            tr("Each head has its own scale of colours. Point at one for what it does, click to "
               "open it."));
        break;
    }
}

void AttentionPanel::showError(const QString& what, const QString& reason, const QString& nextStep)
{
    m_message->showError(what, reason, nextStep);
    m_stack->setCurrentWidget(m_message);
}

void AttentionPanel::showBusy(const QString& text)
{
    if (m_stack->currentWidget() == m_resultPage) return;
    m_message->showBusy(text);
}

void AttentionPanel::showNoModel(const QString& text, const QString& action)
{
    m_stacks.clear();
    m_otherStacks.clear();
    m_first.reset();
    m_second.reset();
    m_form->showKinds(false);
    m_message->showEmpty(QStringLiteral("attention"), tr("Nothing to look at yet"), text);
    m_message->setAction(action);
    m_stack->setCurrentWidget(m_message);
}

bool AttentionPanel::exportPicture(const QString& path)
{
    if (!m_first) return false;
    const bool isDouble = m_right->isVisibleTo(this) && m_right->source();
    const QSize left = m_left->pictureSize(), right = isDouble ? m_right->pictureSize() : QSize(0, 0);
    const bool isBelow = m_sides->direction() == QBoxLayout::TopToBottom;
    const QSize all = isBelow ? QSize(std::max(left.width(), right.width()), left.height() + right.height())
                              : QSize(left.width() + right.width(), std::max(left.height(), right.height()));
    return savePicture(path, all, [&](QPainter& painter) {
        painter.fillRect(QRect(QPoint(), all), theme().surface);
        m_left->paintPicture(painter);
        if (!isDouble) return;
        painter.translate(isBelow ? 0 : left.width(), isBelow ? left.height() : 0);
        m_right->paintPicture(painter);
    });
}

core::FloatArray AttentionPanel::shownMatrix() const
{
    const SourcePointer& source = m_left->source();
    if (!source) return {};
    const auto values = source->matrix(m_state.layer(), m_state.head());
    return {{source->rows(), source->columns()}, *values};
}

} // namespace vitrine::widgets
