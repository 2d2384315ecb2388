// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/trainers/word_counter.h"

#include "backend/core/file.h"
#include "backend/core/json_access.h"
#include "backend/datasets/raw_file.h"
#include "backend/tokenizers/normalizers/normalizer.h"
#include "backend/tokenizers/pretokenizers/pre_tokenizer.h"
#include "backend/tokenizers/trainers/batch_queue.h"
#include "backend/tokenizers/trainers/unigram_checkpoint.h"
#include "backend/tokenizers/trainers/word_runs.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <mutex>

namespace vitrine::tokenizers {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t smallestTable = 1 << 20;
constexpr auto checkpointInterval = std::chrono::seconds(60);
constexpr const char* stateFile = "state.json";

/// The first two stages of a tokenizer. Thread-safe.
class WordSplitter
{
public:
    explicit WordSplitter(const core::Json& pipeline)
    {
        const core::JsonObject file(pipeline, "the tokenizer to train");
        if (file.has("normalizer")) m_normalizer = makeNormalizer(file.object("normalizer"));
        if (file.has("pre_tokenizer")) m_preTokenizer = makePreTokenizer(file.object("pre_tokenizer"));
    }

    /// Returns the number of words.
    std::size_t count(std::string text, WordCounts& counts) const
    {
        if (text.empty()) return 0;
        PreTokenizedString pieces;
        pieces.text = NormalizedString(std::move(text));
        if (m_normalizer) m_normalizer->normalize(pieces.text);
        if (pieces.text.text().empty()) return 0;
        pieces.splits.push_back({0, std::uint32_t(pieces.text.text().size()), std::nullopt});
        if (m_preTokenizer) m_preTokenizer->preTokenize(pieces);
        for (const auto& split : pieces.splits)
            counts.add(pieces.view(split));
        return pieces.splits.size();
    }

private:
    std::unique_ptr<const Normalizer> m_normalizer;
    std::unique_ptr<const PreTokenizer> m_preTokenizer;
};

/// Sorted runs on disk: in the checkpoint's folder, else aside and removed with this object.
class Runs
{
public:
    explicit Runs(fs::path folder) : m_folder(std::move(folder)), m_isScratch(m_folder.empty()) {}
    ~Runs()
    {
        std::error_code ignored;
        if (m_isScratch)
            for (const auto& path : paths)
                fs::remove(path, ignored);
    }
    Runs(const Runs&) = delete;
    Runs& operator=(const Runs&) = delete;

    /// Thread-safe.
    void write(const WordCounts& counts)
    {
        if (counts.size() == 0) return;
        const fs::path path = newPath();
        writeWordRun(path, counts.sorted());
        const std::lock_guard lock(m_mutex);
        paths.push_back(path);
    }
    fs::path newPath()
    {
        if (m_isScratch) return datasets::makeScratchFile();
        const std::lock_guard lock(m_mutex);
        fs::create_directories(m_folder);
        fs::path path;
        do
            path = m_folder / ("words-" + std::to_string(m_next++) + ".run");
        while (fs::exists(path));
        return path;
    }

    std::vector<fs::path> paths;

private:
    fs::path m_folder;
    bool m_isScratch;
    std::mutex m_mutex;
    std::size_t m_next = 0;
};

/// Runs are merged into a list of at most `memoryBytes`.
void loadMerged(const Runs& runs, std::size_t memoryBytes, WordList& list, TrainingReporter& reporter)
{
    constexpr std::size_t perWord = 64; // beside its bytes
    std::map<std::uint64_t, std::uint64_t, std::greater<>> bytesByCount;
    std::uint64_t distinct = 0;
    list.total = 0;
    mergeWordRuns(
        runs.paths,
        [&](const WordCount& each) {
            bytesByCount[each.count] += each.word.size() + perWord;
            list.total += each.count;
            if (++distinct % 65536 == 0) reporter.update(double(distinct));
        },
        reporter.control());
    std::uint64_t smallest = 0, used = 0;
    for (const auto& [count, bytes] : bytesByCount) {
        if (used + bytes > memoryBytes) {
            smallest = count + 1;
            break;
        }
        used += bytes;
    }
    std::uint64_t dropped = 0, droppedTotal = 0;
    mergeWordRuns(
        runs.paths,
        [&](const WordCount& each) {
            if (each.count >= smallest) {
                list.storage.add(each.word, each.count);
            } else {
                ++dropped;
                droppedTotal += each.count;
            }
        },
        reporter.control());
    if (dropped > 0)
        list.warnings.push_back(
            "to stay within the memory, " + std::to_string(dropped) + " of " + std::to_string(distinct) +
            " distinct words were left out: those that occur " + "less than " + std::to_string(smallest) +
            " times, " + std::to_string(100.0 * double(droppedTotal) / double(list.total)) +
            " % of all words");
}

/// Counting as a whole: readers, tables, checkpoint.
class Counter
{
public:
    Counter(const Corpus& corpus, const core::Json& pipeline, const CountingOptions& options,
            TrainingReporter& reporter)
        : m_corpus(corpus),
          m_options(options),
          m_reporter(reporter),
          m_splitter(pipeline),
          m_runs(options.checkpoint.folder),
          m_tables(std::max(1U, options.threads)),
          m_tableBytes(std::max(smallestTable, options.memoryBytes / m_tables.size()))
    {
        m_fingerprint = {{"files", corpus.fingerprint()},
                         {"normalizer", pipeline.value("normalizer", core::Json())},
                         {"pre_tokenizer", pipeline.value("pre_tokenizer", core::Json())}};
    }

    WordList count()
    {
        if (m_options.checkpoint.resume)
            readState();
        else if (!m_options.checkpoint.folder.empty())
            removeCheckpoint(m_options.checkpoint.folder);
        if (!m_isWhole) {
            try {
                readAll();
            } catch (const core::CanceledException&) {
                flush();
                throw;
            }
        }
        WordList list;
        list.texts = m_done;
        list.bytes = m_bytes;
        if (m_runs.paths.empty()) {
            list.storage = std::move(m_tables.front().counts);
            for (std::size_t i = 1; i < m_tables.size(); ++i) {
                for (const WordCount& each : m_tables[i].counts.sorted())
                    list.storage.add(each.word, each.count);
                m_tables[i].counts.clear();
            }
        } else {
            if (!m_isWhole) flush();
            m_reporter.startPhase(TrainingPhase::Merging, 0);
            loadMerged(m_runs, m_options.memoryBytes, list, m_reporter);
        }
        list.words = list.storage.sorted();
        if (m_runs.paths.empty())
            for (const WordCount& each : list.words)
                list.total += each.count;
        std::ranges::copy(m_warnings, std::back_inserter(list.warnings));
        keep(list);
        return list;
    }

private:
    struct Table
    {
        WordCounts counts;
    };

    void readAll()
    {
        m_reporter.startPhase(TrainingPhase::Counting, double(m_corpus.rowCount()));
        BatchQueue<std::vector<std::string>> queue(m_tables.size(), [this](std::size_t thread, auto texts) {
            Table& table = m_tables[thread];
            for (std::string& text : texts)
                m_splitter.count(std::move(text), table.counts);
            if (table.counts.memory() <= m_tableBytes) return;
            m_runs.write(table.counts);
            table.counts.clear();
        });
        auto lastCheckpoint = std::chrono::steady_clock::now();
        const auto finishBatches = [&] {
            queue.drain();
            m_done = m_given;
        };
        m_given = m_done;
        try {
            m_corpus.forEachBatch(
                m_done,
                [&](std::uint64_t, std::vector<std::string> texts) {
                    m_given += texts.size();
                    for (const std::string& text : texts)
                        m_bytes += text.size();
                    queue.add(std::move(texts));
                    m_reporter.update(double(m_given));
                    if (m_options.checkpoint.folder.empty() ||
                        std::chrono::steady_clock::now() - lastCheckpoint < checkpointInterval)
                        return;
                    finishBatches();
                    flush();
                    lastCheckpoint = std::chrono::steady_clock::now();
                },
                m_reporter.control());
        } catch (const core::CanceledException&) {
            finishBatches();
            throw;
        }
        finishBatches();
        m_reporter.event().distinctWords = 0;
        for (const Table& table : m_tables)
            m_reporter.event().distinctWords += table.counts.size();
        m_reporter.finishPhase();
    }

    /// Everything counted so far lies on disk afterwards; with a checkpoint its state, too.
    void flush()
    {
        for (Table& table : m_tables) {
            m_runs.write(table.counts);
            table.counts.clear();
        }
        if (!m_options.checkpoint.folder.empty()) writeState(false);
    }

    /// Later phases can start again from the words.
    void keep(const WordList& list)
    {
        if (m_options.checkpoint.folder.empty() || m_isWhole) return;
        const auto old = m_runs.paths;
        const fs::path path = m_runs.newPath();
        writeWordRun(path, list.words);
        m_runs.paths = {path};
        writeState(true, list.warnings);
        std::error_code ignored;
        for (const auto& run : old)
            fs::remove(run, ignored);
    }

    void writeState(bool isWhole, const std::vector<std::string>& warnings = {})
    {
        core::Json state = {{"of", m_fingerprint},
                            {"texts", m_done},
                            {"bytes", m_bytes},
                            {"whole", isWhole},
                            {"warnings", warnings}};
        for (const auto& path : m_runs.paths)
            state["runs"].push_back(path.filename().string());
        fs::create_directories(m_options.checkpoint.folder);
        core::writeFileAtomically(m_options.checkpoint.folder / stateFile, state.dump());
    }

    void readState()
    {
        const fs::path path = m_options.checkpoint.folder / stateFile;
        if (m_options.checkpoint.folder.empty() || !fs::exists(path)) return;
        const core::Json json = core::readJsonFile(path);
        const core::JsonObject state(json, path.string());
        if (state.at("of") != m_fingerprint)
            throw core::Exception(core::ErrorCode::InvalidArgument,
                                  path.string() +
                                      ": the checkpoint is of other files, another column or another "
                                      "normalizer or pre-tokenizer; train without resuming to start anew");
        m_done = state.get<std::uint64_t>("texts");
        m_bytes = state.get<std::uint64_t>("bytes");
        m_isWhole = state.get<bool>("whole");
        if (state.has("warnings")) m_warnings = state.get<std::vector<std::string>>("warnings");
        if (state.has("runs"))
            for (const auto& name : state.get<std::vector<std::string>>("runs"))
                m_runs.paths.push_back(m_options.checkpoint.folder / fs::path(name).filename());
    }

    const Corpus& m_corpus;
    const CountingOptions& m_options;
    TrainingReporter& m_reporter;
    WordSplitter m_splitter;
    Runs m_runs;
    std::vector<Table> m_tables; ///< one a thread
    std::size_t m_tableBytes;
    core::Json m_fingerprint;
    std::uint64_t m_done = 0, m_given = 0, m_bytes = 0;
    std::vector<std::string> m_warnings; ///< of the training that left the checkpoint
    bool m_isWhole = false;              ///< the checkpoint has all words
};

} // namespace

WordList countWords(const Corpus& corpus, const core::Json& pipeline, const CountingOptions& options,
                    TrainingReporter& reporter)
{
    return Counter(corpus, pipeline, options, reporter).count();
}

WordList countWords(const std::vector<std::string>& texts, const core::Json& pipeline)
{
    const WordSplitter splitter(pipeline);
    WordList list;
    for (const std::string& text : texts) {
        list.total += splitter.count(text, list.storage);
        list.bytes += text.size();
    }
    list.texts = texts.size();
    list.words = list.storage.sorted();
    return list;
}

void removeCheckpoint(const fs::path& folder)
{
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        if (name == stateFile || name == unigramStateFile ||
            (name.starts_with("words-") && name.ends_with(".run")))
            fs::remove(entry.path(), ignored);
    }
    fs::remove(folder, ignored); // if nothing else is in it
}

} // namespace vitrine::tokenizers
