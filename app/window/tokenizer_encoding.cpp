// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/tokenizer_encoding.h"

#include "backend/tokenizers/character_trace.h"
#include "backend/tokenizers/label_alignment.h"
#include "widgets/tokenizer/stages_model.h"

#include <QElapsedTimer>
#include <QFileInfo>

#include <algorithm>
#include <map>

namespace vitrine::app {
namespace {

using tokenizers::CharChange;
using tokenizers::Stages;
using widgets::StagesView;
using widgets::TokenizerRequest;

/// What the stages page shows of a text; it says so when that is not all.
constexpr std::size_t stagesBytes = 32 << 10;
constexpr std::size_t stagesRows = 1000;
constexpr std::size_t longestReplayedWord = 1000; // bytes
constexpr std::size_t listedChanges = 200;

tokenizers::EncodeOptions optionsOf(const TokenizerRequest& request, const tokenizers::Tokenizer& tokenizer)
{
    tokenizers::EncodeOptions options;
    options.addSpecialTokens = request.addSpecialTokens;
    if (request.truncation != TokenizerRequest::Truncation::Off) {
        auto& truncation = options.truncation.emplace();
        truncation.maxLength = std::size_t(request.maxLength);
        truncation.stride = std::size_t(request.stride);
        truncation.strategy = tokenizers::TruncationStrategy(int(request.truncation) - 1);
        truncation.direction = request.truncateLeft ? tokenizers::Side::Left : tokenizers::Side::Right;
    }
    if (request.padLength > 0) {
        if (!tokenizer.info().padding)
            throw core::Exception(core::ErrorCode::InvalidArgument, "this tokenizer names no padding token");
        auto& padding = options.padding.emplace(*tokenizer.info().padding);
        padding.length = std::size_t(request.padLength);
        padding.direction = request.padLeft ? tokenizers::Side::Left : tokenizers::Side::Right;
    }
    return options;
}

/// Whole characters from the start of a text, at most so many bytes: what the stages page has room for.
std::string beginningOf(const std::string& text, std::size_t limit)
{
    if (text.size() <= limit) return text;
    std::size_t end = limit;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    return text.substr(0, end);
}

/// Adds a character to the last run if the stage did the same to both.
void addRun(std::vector<StagesView::Run>& runs, const QString& text, bool isChanged, bool isRemoved,
            const QString& note)
{
    if (text.isEmpty()) return;
    if (!runs.empty() && runs.back().isChanged == isChanged && runs.back().isRemoved == isRemoved &&
        runs.back().note == note)
        runs.back().text += text;
    else
        runs.push_back({text, isChanged, isRemoved, note});
}

QString noteOf(const QString& before, const QString& after, CharChange change)
{
    if (change == CharChange::None) return {};
    return QStringLiteral("%1 → %2: %3")
        .arg(before, after.isEmpty() ? QStringLiteral("∅") : after, widgets::changeText(change));
}

/// Puts one text's stages into the rows of the page, a row a pre-token.
class StagesBuilder
{
public:
    StagesBuilder(StagesView& view, const tokenizers::Tokenizer& tokenizer,
                  std::optional<std::uint32_t> unknown)
        : m_view(view), m_tokenizer(tokenizer), m_unknown(unknown)
    {
    }

    void addAdded(const tokenizers::Encoding& encoding, std::size_t token)
    {
        StagesView::Row row;
        row.added.push_back(
            {QString::fromStdString(encoding.tokens[token]), encoding.ids[token], false, int(token)});
        m_view.rows.push_back(std::move(row));
    }

    /// `tokens`: the encoding's of this text, from `first` on.
    void addText(const std::string& whole, int text, const tokenizers::Encoding& encoding)
    {
        const std::string shown = beginningOf(whole, stagesBytes);
        m_view.isPartial |= shown.size() < whole.size();
        const Stages stages = m_tokenizer.stages(shown);
        const auto traces = tokenizers::traceCharacters(shown, stages);
        const std::size_t firstRow = m_view.rows.size();
        std::size_t count = stages.preTokens.size();
        // The last word of a text that was cut may be cut, too.
        if (shown.size() < whole.size() && count > 0) --count;
        if (count > stagesRows) m_view.isPartial = true;
        count = std::min(count, stagesRows);
        m_view.rows.resize(firstRow + std::max<std::size_t>(count, traces.empty() ? 0 : 1));
        for (std::size_t i = firstRow; i < m_view.rows.size(); ++i)
            m_view.rows[i].text = text;

        std::size_t row = 0; // of the pre-token that a character is part of; what is dropped goes to the next
        for (const auto& trace : traces) {
            if (trace.preTokenCount > 0) row = std::max<std::size_t>(row, trace.firstPreToken);
            if (row >= std::max<std::size_t>(count, 1)) break;
            const bool isLast = trace.preTokenCount == 0 && row + 1 < count && isPast(traces, trace, row);
            addCharacter(shown, trace, firstRow + row + (isLast ? 1 : 0));
        }
        for (std::size_t i = 0; i < count; ++i)
            if (m_view.rows[firstRow + i].preTokenized.empty())
                // A character that became several pre-tokens: the first row has it.
                m_view.rows[firstRow + i].preTokenized.push_back(
                    {QString::fromStdString(stages.preTokens[i].text), false, false, {}});
        for (const auto& token : stages.model)
            if (token.preToken < count) {
                const bool isUnknown = m_unknown && token.id == *m_unknown;
                auto& target = m_view.rows[firstRow + token.preToken];
                target.model.push_back({QString::fromStdString(token.token), token.id, isUnknown, -1});
                if (isUnknown)
                    countChange(QString::fromStdString(stages.preTokens[token.preToken].text),
                                QString::fromStdString(token.token), StagesView::Stage::Model,
                                CharChange::Unknown, int(firstRow + token.preToken));
            }
        // Where each token stands in the encoding: its word is the number of the pre-token.
        std::map<std::uint32_t, std::size_t> done;
        for (std::size_t i = 0; i < encoding.size(); ++i) {
            const auto& word = encoding.wordIds[i];
            if (!word || encoding.textIds[i] != text || *word >= count) continue;
            auto& model = m_view.rows[firstRow + *word].model;
            const std::size_t place = done[*word]++;
            // Truncation from the left leaves the last of a word's tokens.
            for (std::size_t at = place; at < model.size(); ++at)
                if (model[at].index < 0 && model[at].id == encoding.ids[i]) {
                    model[at].index = int(i);
                    break;
                }
        }
    }

    void finish()
    {
        for (auto& [key, change] : m_changes)
            m_view.changes.push_back(change);
        std::stable_sort(m_view.changes.begin(), m_view.changes.end(), [](const auto& a, const auto& b) {
            return a.stage != b.stage ? a.stage < b.stage : a.count > b.count;
        });
        if (m_view.changes.size() > listedChanges) m_view.changes.resize(listedChanges);
    }

private:
    /// Whether a dropped character stands behind the pre-token of `row`: then it is shown before the next.
    static bool isPast(const std::vector<tokenizers::CharTrace>& traces, const tokenizers::CharTrace& trace,
                       std::size_t row)
    {
        for (const auto* next = &trace; next < traces.data() + traces.size(); ++next)
            if (next->preTokenCount > 0) return next->firstPreToken > row;
        return false;
    }

    void addCharacter(const std::string& text, const tokenizers::CharTrace& trace, std::size_t row)
    {
        const auto string = [](std::string_view bytes) {
            return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
        };
        const QString original =
            string(std::string_view(text).substr(trace.original.begin.value, trace.original.length()));
        const QString normalized = string(trace.normalized), preTokenized = string(trace.preTokenized);
        auto& target = m_view.rows[row];
        const bool isRemoved = preTokenized.isEmpty();
        const QString byNormalizer = noteOf(original, normalized, trace.byNormalizer);
        const QString byPreTokenizer = noteOf(normalized, preTokenized, trace.byPreTokenizer);
        addRun(target.original, original, false, isRemoved,
               isRemoved ? byNormalizer + byPreTokenizer : QString());
        addRun(target.normalized, normalized, trace.byNormalizer != CharChange::None, false, byNormalizer);
        addRun(target.preTokenized, preTokenized, trace.byPreTokenizer != CharChange::None, false,
               byPreTokenizer);
        if (trace.byNormalizer != CharChange::None)
            countChange(original, normalized, StagesView::Stage::Normalizer, trace.byNormalizer, int(row));
        if (trace.byPreTokenizer == CharChange::MarkAdded)
            // the same whatever it is put before
            countChange(QString(), preTokenized.left(1), StagesView::Stage::PreTokenizer,
                        CharChange::MarkAdded, int(row));
        else if (trace.byPreTokenizer != CharChange::None)
            countChange(normalized, preTokenized, StagesView::Stage::PreTokenizer, trace.byPreTokenizer,
                        int(row));
    }

    void countChange(const QString& before, const QString& after, StagesView::Stage stage, CharChange kind,
                     int row)
    {
        auto& change = m_changes
                           .try_emplace({int(stage), before, after},
                                        StagesView::Change{before, after, stage, kind, 0, row})
                           .first->second;
        ++change.count;
        ++m_view.charactersChanged;
    }

    StagesView& m_view;
    const tokenizers::Tokenizer& m_tokenizer;
    const std::optional<std::uint32_t> m_unknown;
    std::map<std::tuple<int, QString, QString>, StagesView::Change> m_changes;
};

StagesView stagesOf(const tokenizers::Tokenizer& tokenizer, const TokenizerRequest& request,
                    const tokenizers::Encoding& encoding, std::optional<std::uint32_t> unknown)
{
    StagesView view;
    const auto& names = tokenizer.info().stages;
    for (std::size_t i = 0; i < std::min<std::size_t>(4, names.size()); ++i)
        view.names.append(QString::fromStdString(names[i]));
    StagesBuilder builder(view, tokenizer, unknown);
    const std::string texts[2] = {request.first.toStdString(),
                                  request.second.value_or(QString()).toStdString()};
    std::array<bool, 2> shown{false, !request.second.has_value()};
    std::size_t padding = 0;
    for (std::size_t i = 0; i < encoding.size(); ++i) {
        if (!encoding.wordIds[i]) {
            if (encoding.attentionMask[i] != 0 || ++padding <= 3) builder.addAdded(encoding, i);
            continue;
        }
        const auto text = std::size_t(encoding.textIds[i]);
        if (!std::exchange(shown[text], true)) builder.addText(texts[text], int(text), encoding);
    }
    for (std::size_t text = 0; text < 2; ++text)
        if (!shown[text]) builder.addText(texts[text], int(text), encoding);
    builder.finish();
    return view;
}

/// The encoding, then the windows that truncation cut off, and theirs: for pairs they nest.
void addWindows(tokenizers::Encoding encoding, const TokenizerRequest& request,
                std::optional<std::uint32_t> unknown,
                const std::shared_ptr<const widgets::TextIndexes>& indexes,
                std::vector<std::shared_ptr<const widgets::EncodingView>>& windows, core::RunControl& control)
{
    control.checkpoint();
    auto overflowing = std::move(encoding.overflowing);
    windows.push_back(
        widgets::makeEncodingView(request.first, request.second, std::move(encoding), unknown, indexes));
    for (auto& window : overflowing)
        addWindows(std::move(window), request, unknown, indexes, windows, control);
}

} // namespace

widgets::TokenizerResult encodeNow(const tokenizers::Tokenizer& tokenizer, const TokenizerRequest& request,
                                   core::RunControl& control)
{
    const std::string first = request.first.toStdString();
    const std::string second = request.second.value_or(QString()).toStdString();
    const auto input =
        request.second ? tokenizers::EncodeInput::pair(first, second) : tokenizers::EncodeInput::text(first);
    QElapsedTimer timer;
    timer.start();
    auto encoding = tokenizer.encode(input, optionsOf(request, tokenizer));
    widgets::TokenizerResult result;
    result.milliseconds = double(timer.nsecsElapsed()) / 1e6;
    control.checkpoint();

    const auto indexes = widgets::makeTextIndexes(request.first, request.second.value_or(QString()));
    const auto unknown = tokenizers::unknownTokenId(tokenizer);
    result.bytes = first.size() + second.size();
    result.codePoints = (*indexes)[0].codePointCount().value + (*indexes)[1].codePointCount().value;
    result.stages = stagesOf(tokenizer, request, encoding, unknown);
    addWindows(std::move(encoding), request, unknown, indexes, result.windows, control);
    return result;
}

std::shared_ptr<const widgets::EncodingView>
previewNow(const tokenizers::Tokenizer& tokenizer, const TokenizerRequest& request, const PreviewRange& range)
{
    constexpr qsizetype margin = 2000, longestLine = 4000;
    const QString& text = range.text == 0 ? request.first : *request.second;
    qsizetype begin = std::clamp<qsizetype>(range.begin - margin, 0, text.size());
    qsizetype end = std::clamp<qsizetype>(range.end + margin, begin, text.size());
    // Whole lines, if they are not too long.
    if (const auto line = text.lastIndexOf(u'\n', std::max<qsizetype>(begin - 1, 0));
        begin > 0 && line >= begin - longestLine)
        begin = line + 1;
    if (const auto line = text.indexOf(u'\n', end); line >= 0 && line < end + longestLine) end = line;
    while (begin > 0 && begin < text.size() && text[begin].isLowSurrogate())
        --begin;
    while (end < text.size() && text[end].isLowSurrogate())
        ++end;

    tokenizers::EncodeOptions options;
    options.addSpecialTokens = false;
    auto encoding =
        tokenizer.encode(tokenizers::EncodeInput::text(text.mid(begin, end - begin).toStdString()), options);
    const std::size_t shift = QStringView(text).left(begin).toUtf8().size();
    for (std::size_t i = 0; i < encoding.size(); ++i) {
        encoding.offsets[i].begin.value += shift;
        encoding.offsets[i].end.value += shift;
        encoding.textIds[i] = std::uint8_t(range.text);
    }
    auto view = std::const_pointer_cast<widgets::EncodingView>(widgets::makeEncodingView(
        request.first, request.second, std::move(encoding), tokenizers::unknownTokenId(tokenizer),
        std::make_shared<const widgets::TextIndexes>(
            widgets::TextIndexes{core::TextIndex(""), core::TextIndex("")})));
    view->isPreview = true;
    view->firstColor = range.tokensBefore;
    return view;
}

widgets::HowView explainNow(const tokenizers::Tokenizer& tokenizer, const std::string& text,
                            std::uint32_t word)
{
    const Stages stages = tokenizer.stages(text);
    if (word >= stages.preTokens.size())
        throw core::Exception(core::ErrorCode::Internal, "there is no word " + std::to_string(word));
    const auto& preToken = stages.preTokens[word];
    widgets::HowView how;
    how.word = QString::fromStdString(preToken.text);
    how.model = QString::fromStdString(tokenizer.info().modelType);
    how.isAdded = preToken.addedId.has_value();
    // A step holds all the pieces after it, so that a word's steps grow with its square.
    if (preToken.text.size() > longestReplayedWord)
        throw core::Exception(core::ErrorCode::Unsupported,
                              "the word has " + std::to_string(preToken.text.size()) +
                                  " bytes; words of at most " + std::to_string(longestReplayedWord) +
                                  " are replayed");
    if (!how.isAdded) how.trace = tokenizer.explain(preToken.text);
    return how;
}

widgets::LabelsView labelsNow(const tokenizers::Tokenizer& tokenizer, const widgets::LabelsRequest& request,
                              bool addSpecialTokens)
{
    const auto parsed = tokenizers::parseLabeledWords(request.words.toStdString());
    tokenizers::EncodeInput input;
    input.first = parsed.words;
    input.isSplitIntoWords = true;
    tokenizers::EncodeOptions options;
    options.addSpecialTokens = addSpecialTokens;
    const auto encoding = tokenizer.encode(input, options);
    const auto labels = tokenizers::alignLabels(parsed.labels, encoding.wordIds, parsed.names,
                                                {request.onlyFirst, request.beginToInside});
    widgets::LabelsView view;
    for (std::size_t i = 0; i < encoding.size(); ++i)
        view.tokens.push_back(
            {QString::fromStdString(encoding.tokens[i]), encoding.ids[i], encoding.wordIds[i], labels[i]});
    for (const auto& word : parsed.words)
        view.words.append(QString::fromStdString(word));
    for (const auto& name : parsed.names)
        view.names.append(QString::fromStdString(name));
    view.wordLabels = parsed.labels;
    return view;
}

widgets::TokenizerSummary summaryOf(const tokenizers::Tokenizer& tokenizer)
{
    const auto& info = tokenizer.info();
    widgets::TokenizerSummary summary;
    summary.name = QString::fromStdString(info.name);
    for (const std::string& stage : info.stages)
        if (!stage.empty()) summary.stages.append(QString::fromStdString(stage));
    summary.vocabularySize = info.vocabSize;
    summary.modelMaxLength = int(std::min<std::size_t>(info.modelMaxLength.value_or(0), 1 << 30));
    return summary;
}

widgets::StatisticsView statisticsView(const tokenizers::Tokenizer& tokenizer, const QString& path,
                                       const QString& name, const tokenizers::FileStatistics& statistics,
                                       double milliseconds)
{
    const auto& texts = statistics.texts;
    widgets::StatisticsView view;
    view.file = QFileInfo(path).fileName();
    view.tokenizer = name;
    view.texts = texts.texts;
    view.emptyTexts = texts.emptyTexts;
    view.words = texts.words;
    view.bytes = texts.bytes;
    view.characters = texts.characters;
    view.tokens = texts.tokens;
    view.unknown = texts.unknown;
    view.fileBytes = statistics.fileBytes;
    view.readBytes = statistics.readBytes;
    view.cutTexts = statistics.cutTexts;
    view.lengths = texts.lengths;
    view.median = texts.lengthQuantile(0.5);
    view.ninetieth = texts.lengthQuantile(0.9);
    view.longest = texts.lengths.empty() ? 0 : texts.lengths.rbegin()->first;
    view.modelMaxLength =
        std::uint32_t(std::min<std::size_t>(tokenizer.info().modelMaxLength.value_or(0), 1 << 30));
    // The special tokens take their share of the model's length.
    const std::size_t special = tokenizer.specialTokenCount(false);
    for (const auto& [length, count] : texts.lengths)
        if (view.modelMaxLength > 0 && length + special > view.modelMaxLength) view.longerThanModel += count;
    for (const auto& [id, count] : texts.mostFrequent(200))
        view.mostFrequent.push_back(
            {QString::fromStdString(tokenizer.idToToken(id).value_or("")), id, count});
    view.milliseconds = milliseconds;
    return view;
}

} // namespace vitrine::app
