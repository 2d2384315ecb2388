// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/playground/generation_view.h"

#include "widgets/common/parts.h"
#include "widgets/common/theme.h"
#include "widgets/playground/beam_tree.h"
#include "widgets/playground/branch_tree.h"
#include "widgets/playground/token_card.h"
#include "widgets/playground/token_chips.h"
#include "widgets/playground/token_times.h"

#include <QBuffer>
#include <QButtonGroup>
#include <QComboBox>
#include <QJsonArray>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QSplitter>
#include <QStackedWidget>
#include <QSvgGenerator>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace vitrine::widgets {
namespace {

constexpr std::size_t mostVersions = 100, mostTraces = 8;

QString inputText(const QJsonValue& input)
{
    if (input.isString()) return input.toString();
    for (const char* key : {"text_inputs", "inputs", "text"})
        if (const QJsonValue text = input.toObject()[QLatin1String(key)]; text.isString())
            return text.toString();
    return {};
}

/// The texts of a pipeline's result: [{"generated_text": …}, …], perhaps inside a list of one.
QStringList textsOf(const QJsonValue& result)
{
    QJsonArray list = result.toArray();
    if (!list.isEmpty() && list[0].isArray()) list = list[0].toArray();
    QStringList texts;
    for (const QJsonValue& value : list) {
        const QJsonObject record = value.toObject();
        QString text;
        for (const char* key : {"generated_text", "summary_text", "translation_text"})
            if (record[QLatin1String(key)].isString()) text = record[QLatin1String(key)].toString();
        texts.append(text);
    }
    return texts;
}

/// Words and what stands between them.
std::vector<TextChip> wordsOf(const QString& text)
{
    std::vector<TextChip> chips;
    for (qsizetype begin = 0; begin < text.size();) {
        qsizetype end = begin;
        while (end < text.size() && text[end].isSpace() && text[end] != u'\n')
            ++end;
        while (end < text.size() && !text[end].isSpace())
            ++end;
        if (end < text.size() && text[end] == u'\n') ++end;
        TextChip chip;
        chip.text = text.mid(begin, end - begin);
        chips.push_back(std::move(chip));
        begin = end;
    }
    return chips;
}

} // namespace

GenerationView::GenerationView(const QString& task, QWidget* parent)
    : TaskView(parent),
      m_task(task),
      m_isSeq2Seq(task != QLatin1String("text-generation")),
      m_colorings(new QButtonGroup(this)),
      m_pages(new QButtonGroup(this)),
      m_branches(new BranchTree),
      m_chips(new TokenChips),
      m_beams(new BeamTree),
      m_card(new TokenCard),
      m_stack(new QStackedWidget)
{
    m_branches->hide();
    m_chips->setAccessibleName(tr("The text, token by token"));
    m_chips->setDescriber([this](int chip) { return describe(chip); });
    m_card->setMinimumWidth(int(180 * std::min(1.5, textScale())));
    m_stack->addWidget(m_chips);
    m_stack->addWidget(m_beams);
    auto* columns = m_columns = new QSplitter(Qt::Horizontal);
    columns->setChildrenCollapsible(false);
    columns->setHandleWidth(2 * Theme::space);
    if (m_isSeq2Seq) {
        m_source = new TokenChips;
        m_source->setAccessibleName(tr("The text that was given"));
    }
    columns->addWidget(makeText());
    columns->addWidget(m_card);
    columns->setStretchFactor(0, 3);
    columns->setStretchFactor(1, 1);
    columns->setSizes({700, 270});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::space);
    layout->addWidget(makeHead());
    layout->addWidget(m_branches);
    layout->addWidget(columns, 1);

    connect(m_chips, &TokenChips::currentChanged, this, [this] { showCurrent(); });
    connect(m_times, &TokenTimes::tokenChosen, this, [this](int token) {
        m_pages->button(0)->click();
        m_chips->setCurrent(m_promptChips + token);
        showCurrent();
    });
    connect(m_card, &TokenCard::alternativeChosen, this, &GenerationView::branch);
    connect(m_branches, &BranchTree::branchChosen, this, &GenerationView::recall);
    connect(m_beams, &BeamTree::nodeChosen, this, [this](int step, int candidate) {
        const BeamNode& node = m_beams->beams()[std::size_t(step)][std::size_t(candidate)];
        // A candidate of the shown text is one of its tokens.
        if (!node.isBest || m_sequence != 0) return;
        m_chips->setCurrent(m_promptChips + step);
        showCurrent();
    });
    setColoring(ByProbability);
}

void GenerationView::offerMarks(const QString& name, QList<std::pair<int, QString>> legend)
{
    m_markLegend = std::move(legend);
    auto* button = qobject_cast<QToolButton*>(m_colorings->button(ByMark));
    button->setText(name);
    button->setVisible(true);
    setColoring(ByMark);
}

void GenerationView::setMarks(std::vector<int> marks)
{
    m_marks = std::move(marks);
    if (m_coloring == ByMark) colorTokens();
}

const std::vector<GeneratedToken>& GenerationView::tokens() const
{
    static const std::vector<GeneratedToken> none;
    if (m_hasStreamed) return m_streamed;
    return m_sequence < int(m_generation.sequences.size())
               ? m_generation.sequences[std::size_t(m_sequence)].tokens
               : none;
}

const std::vector<GeneratedToken>& GenerationView::prompt() const
{
    static const std::vector<GeneratedToken> none;
    return m_hasStreamed ? none : m_isSeq2Seq ? m_generation.decoderPrompt : m_generation.prompt;
}

QString GenerationView::sourceText() const
{
    return inputText((m_hasStreamed ? m_streamRequest : m_result.request).input);
}

QString GenerationView::resultText() const
{
    if (m_hasStreamed) {
        QString text = m_isSeq2Seq ? QString() : sourceText();
        for (const GeneratedToken& token : m_streamed)
            text += token.text;
        return text;
    }
    if (const QString text = m_texts.value(m_sequence); !text.isEmpty()) return text;
    return m_sequence < int(m_generation.sequences.size())
               ? m_generation.sequences[std::size_t(m_sequence)].text
               : QString();
}

void GenerationView::startStream(const TaskRequest& request)
{
    // What is on screen stays until the first token comes.
    m_streamRequest = request;
    m_isStreaming = true;
}

void GenerationView::addTokens(const QList<StreamedToken>& tokens)
{
    if (std::exchange(m_isStreaming, false)) {
        m_hasStreamed = true;
        m_streamed.clear();
        m_sequence = 0;
        m_promptChips = 0;
        std::vector<TextChip> prompt;
        if (!m_isSeq2Seq) {
            prompt.push_back({sourceText(), true, std::numeric_limits<double>::quiet_NaN(), -1});
            m_promptChips = 1;
        } else {
            m_source->setChips(wordsOf(sourceText()));
        }
        m_chips->setChips(std::move(prompt));
        m_card->showPlain(nullptr);
        m_sequences->hide();
        m_finish->setText(tr("Writing …"));
        m_note->hide();
        m_times->setSeconds({});
        m_pages->button(0)->click();
        m_pageRow->hide();
        for (QLabel* label : m_figuresPlace->findChildren<QLabel*>())
            label->setEnabled(false); // of the run before
    }
    std::vector<TextChip> chips;
    for (const StreamedToken& each : tokens) {
        if (each.input != 0) continue;
        GeneratedToken token;
        token.id = each.id;
        token.text = each.text;
        token.logProbability = double(each.logProbability);
        TextChip chip;
        chip.text = each.text;
        if (m_coloring == ByProbability) chip.heat = 1 - token.probability();
        m_streamed.push_back(std::move(token));
        chips.push_back(std::move(chip));
    }
    m_chips->append(std::move(chips));
    m_finish->setText(tr("%n token(s)", nullptr, int(m_streamed.size())));
}

void GenerationView::showResult(const TaskResult& result)
{
    m_isStreaming = m_hasStreamed = false;
    keepVersion(result);
    display();
}

void GenerationView::keepVersion(const TaskResult& result)
{
    const auto pending = std::exchange(m_pending, std::nullopt);
    const auto same = std::find_if(m_versions.begin(), m_versions.end(), [&](const Version& version) {
        return version.result.request == result.request;
    });
    // The form may have other settings by now; what it goes on from tells.
    const auto start = [](const TaskRequest& request) {
        return std::pair{request.input, request.arguments.value(QStringLiteral("decoder_input_ids"))};
    };
    const auto sequences = readGeneration(result.details).sequences;
    const int made = sequences.empty() ? 0 : int(sequences.front().tokens.size());
    const QString text = textsOf(result.result).value(0).simplified().left(200);
    if (pending && start(pending->request) == start(result.request)) {
        m_versions.push_back({result, text, made, pending->parent, pending->begin, pending->token});
        if (m_versions.size() > mostVersions) dropOldest();
        // The stages of a run weigh more than its text.
        if (m_versions.size() > mostTraces)
            m_versions[m_versions.size() - 1 - mostTraces].result.trace.clear();
        m_version = int(m_versions.size()) - 1;
    } else if (same != m_versions.end()) {
        same->result = result; // the same once more, or back by undoing
        same->text = text;
        same->made = made;
        m_version = int(same - m_versions.begin());
    } else {
        m_versions.assign(1, {result, text, made, -1, 0, {}});
        m_version = 0;
    }
}

void GenerationView::dropOldest()
{
    // The first one that nothing has left and that the newest one did not come from.
    std::vector<bool> isNeeded(m_versions.size(), false);
    for (const Version& version : m_versions)
        if (version.parent >= 0) isNeeded[std::size_t(version.parent)] = true;
    isNeeded.back() = true;
    const auto found = std::find(isNeeded.begin(), isNeeded.end(), false);
    if (found == isNeeded.end()) return; // a single line; it may grow
    const int dropped = int(found - isNeeded.begin());
    m_versions.erase(m_versions.begin() + dropped);
    for (Version& version : m_versions)
        version.parent -= version.parent > dropped;
}

void GenerationView::recall(int version)
{
    if (version < 0 || version >= int(m_versions.size()) || version == m_version) return;
    m_isStreaming = m_hasStreamed = false;
    m_pending.reset();
    m_version = version;
    display();
    Q_EMIT resultRecalled(m_result);
}

void GenerationView::showVersions()
{
    std::vector<Branch> branches;
    for (const Version& version : m_versions)
        branches.push_back({version.parent, version.begin,
                            version.begin + (version.parent >= 0) + version.made, version.token,
                            version.text});
    m_branches->setBranches(std::move(branches), m_version);
    m_branches->setVisible(m_versions.size() > 1);
}

void GenerationView::display()
{
    m_result = m_versions[std::size_t(m_version)].result;
    m_generation = readGeneration(m_result.details);
    m_texts = textsOf(m_result.result);
    showVersions();
    m_beams->setBeams(m_generation.beams);
    m_pageRow->setVisible(!m_generation.beams.empty());
    if (m_generation.beams.empty()) m_pages->button(0)->click();
    m_sequences->clear();
    const int count = std::max(int(m_texts.size()), int(m_generation.sequences.size()));
    for (int i = 0; i < count; ++i) {
        QString name = tr("Text %1 of %2").arg(i + 1).arg(count);
        if (i < int(m_generation.sequences.size()))
            if (const auto score = m_generation.sequences[std::size_t(i)].score)
                name += QStringLiteral(" · ") + tr("score %1").arg(QLocale().toString(*score, 'f', 3));
        m_sequences->addItem(name);
    }
    m_sequences->setVisible(count > 1);
    showSequence(0);
}

void GenerationView::showSequence(int sequence)
{
    m_sequence = std::clamp(sequence, 0, std::max(0, m_sequences->count() - 1));
    m_sequences->setCurrentIndex(m_sequence);
    if (m_source) m_source->setChips(wordsOf(sourceText()));
    showTokens();
    showFigures();
    onShown();
    colorTokens();
    // Something to look at: the first token that was made.
    if (!tokens().empty()) m_chips->setCurrent(m_promptChips);
    showCurrent();
    setAccessibleDescription(resultText());
}

void GenerationView::showTokens()
{
    std::vector<TextChip> chips;
    const auto add = [&](const QString& text, bool isMuted) {
        TextChip chip;
        chip.text = text;
        chip.isMuted = isMuted;
        chips.push_back(std::move(chip));
    };
    for (const GeneratedToken& token : prompt())
        add(token.text, true);
    m_promptChips = int(chips.size());
    if (tokens().empty() && chips.empty()) add(resultText(), false); // nothing but the result is known
    for (const GeneratedToken& token : tokens())
        add(token.text, token.isSpecial);
    std::vector<int> rows = rowStarts();
    for (int& row : rows)
        row += m_promptChips;
    m_chips->setChips(std::move(chips), std::move(rows));
}

void GenerationView::setColoring(Coloring coloring)
{
    m_coloring = coloring;
    m_colorings->button(coloring)->setChecked(true);
    colorTokens();
}

void GenerationView::showCurrent()
{
    const int chip = m_chips->current(), token = chip - m_promptChips;
    m_times->setCurrent(token);
    if (token >= 0 && token < int(tokens().size()))
        m_card->showToken(tokens()[std::size_t(token)], token, whyNoBranch());
    else if (chip >= 0 && chip < int(prompt().size()))
        m_card->showPlain(&prompt()[std::size_t(chip)]);
    else
        m_card->showPlain(nullptr);
    onCurrentToken(token);
}

QString GenerationView::describe(int chip) const
{
    const int token = chip - m_promptChips;
    if (token < 0 && chip >= 0 && chip < int(prompt().size())) {
        const GeneratedToken& each = prompt()[std::size_t(chip)];
        return QStringLiteral("“%1”\n").arg(visibleToken(each.text)) + tokenDescription(each);
    }
    if (token < 0 || token >= int(tokens().size())) return {};
    const GeneratedToken& each = tokens()[std::size_t(token)];
    QString text = QStringLiteral("“%1”\n").arg(visibleToken(each.text)) + tokenDescription(each);
    for (const TokenAlternative& other : each.alternatives)
        text += QStringLiteral("\n%1  %2").arg(percentText(other.probability), visibleToken(other.text));
    return text;
}

QString GenerationView::whyNoBranch() const
{
    if (m_hasStreamed) return tr("The run has not ended.");
    return {};
}

void GenerationView::branch(int alternative)
{
    const int at = m_chips->current() - m_promptChips;
    const auto& all = tokens();
    if (at < 0 || at >= int(all.size()) || !whyNoBranch().isEmpty()) return;
    const TokenAlternative other = all[std::size_t(at)].alternatives[std::size_t(alternative)];
    const Version& from = m_versions[std::size_t(m_version)];
    Pending next{m_result.request, m_version, from.begin + (from.parent >= 0) + at, other.text};
    if (!m_isSeq2Seq) {
        QString text = inputText(m_result.request.input);
        for (int i = 0; i < at; ++i)
            text += all[std::size_t(i)].text;
        next.request.input = QString(text + other.text);
        m_pending = next;
        Q_EMIT inputRequested(next.request.input);
        return;
    }
    // The decoder is given what it wrote so far, and goes on.
    QJsonArray ids;
    const QJsonArray given =
        m_result.request.arguments.value(QStringLiteral("decoder_input_ids")).toArray().at(0).toArray();
    for (const QJsonValue& id : given)
        ids.append(id);
    for (int i = 0; i < at; ++i)
        ids.append(all[std::size_t(i)].id);
    ids.append(other.id);
    const QJsonObject arguments{{QStringLiteral("decoder_input_ids"), QJsonArray{ids}}};
    next.request.arguments[QStringLiteral("decoder_input_ids")] = QJsonArray{ids};
    m_pending = next;
    Q_EMIT argumentsRequested(arguments);
}

QList<QStringList> GenerationView::table() const
{
    QList<QStringList> table{{tr("Text"), tr("Token"), tr("Id"), tr("Written"), tr("Log probability"),
                              tr("Probability"), tr("Entropy"), tr("Rank"), tr("Seconds"),
                              tr("Alternatives")}};
    const auto number = [](double value) {
        return std::isnan(value) ? QString() : QString::number(value, 'g', 9);
    };
    const auto addAll = [&](int sequence, const std::vector<GeneratedToken>& all) {
        for (int i = 0; i < int(all.size()); ++i) {
            const GeneratedToken& token = all[std::size_t(i)];
            QStringList others;
            for (const TokenAlternative& each : token.alternatives)
                others.append(each.text + u' ' + number(each.probability));
            table.append({QString::number(sequence + 1), QString::number(i + 1), QString::number(token.id),
                          token.text, number(token.logProbability), number(token.probability()),
                          number(token.entropy), token.rank < 0 ? QString() : QString::number(token.rank + 1),
                          number(token.seconds), others.join(QStringLiteral(" | "))});
        }
    };
    if (m_hasStreamed)
        addAll(0, m_streamed);
    else
        for (int i = 0; i < int(m_generation.sequences.size()); ++i)
            addAll(i, m_generation.sequences[std::size_t(i)].tokens);
    return table.size() > 1 ? table : QList<QStringList>();
}

QString GenerationView::plainText() const
{
    return resultText();
}

QByteArray GenerationView::picture() const
{
    if (m_beams->nodeCount() == 0) return {};
    QByteArray svg;
    QBuffer buffer(&svg);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(m_beams->wholeSize());
    generator.setViewBox(QRect(QPoint(), m_beams->wholeSize()));
    {
        QPainter painter(&generator);
        m_beams->paintWhole(painter);
    }
    return svg;
}

} // namespace vitrine::widgets
