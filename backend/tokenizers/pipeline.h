// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "backend/tokenizers/added_vocabulary.h"
#include "backend/tokenizers/decoders/decoder.h"
#include "backend/tokenizers/models/model.h"
#include "backend/tokenizers/models/model_entries.h"
#include "backend/tokenizers/normalizers/normalizer.h"
#include "backend/tokenizers/pretokenizers/pre_tokenizer.h"
#include "backend/tokenizers/processors/post_processor.h"
#include "backend/tokenizers/tokenizer.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>

namespace vitrine::tokenizers {

/// The stages of a tokenizer, as the loaders make them; only the model is always there.
struct PipelineParts
{
    TokenizerInfo info;
    std::unique_ptr<const Normalizer> normalizer;
    std::unique_ptr<const PreTokenizer> preTokenizer;
    std::unique_ptr<const Model> model;
    std::unique_ptr<const PostProcessor> postProcessor;
    std::unique_ptr<const Decoder> decoder;
    AddedVocabulary added;
    /// For target texts, where they have a model of their own; ids are decoded by it, too.
    std::unique_ptr<const Model> targetModel;

    std::optional<std::uint32_t> tokenToId(std::string_view token) const
    {
        const auto own = added.find(token);
        return own ? own : model->vocabulary().find(token);
    }
    std::optional<std::string> textOf(std::uint32_t id, const Model& of) const
    {
        if (const std::string* text = added.decodedText(id)) return *text;
        const auto token = of.vocabulary().token(id);
        return token ? std::optional<std::string>(*token) : std::nullopt;
    }
};

/// Working memory of encoders, one at a time each: their caches of words serve the next call.
class ScratchPool
{
public:
    class Loan
    {
    public:
        explicit Loan(ScratchPool& pool) : m_pool(pool), m_scratch(pool.take()) {}
        ~Loan() { m_pool.give(std::move(m_scratch)); }
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;
        ModelTokens& operator*() const { return *m_scratch; }

    private:
        ScratchPool& m_pool;
        std::unique_ptr<ModelTokens> m_scratch;
    };

private:
    std::unique_ptr<ModelTokens> take()
    {
        const std::lock_guard lock(m_mutex);
        if (m_free.empty()) return std::make_unique<ModelTokens>();
        auto scratch = std::move(m_free.back());
        m_free.pop_back();
        return scratch;
    }
    void give(std::unique_ptr<ModelTokens> scratch)
    {
        scratch->surfaces.clear();
        const std::lock_guard lock(m_mutex);
        m_free.push_back(std::move(scratch));
    }

    std::mutex m_mutex;
    std::vector<std::unique_ptr<ModelTokens>> m_free;
};

struct Tokenizer::Pipeline : PipelineParts
{
    explicit Pipeline(PipelineParts parts) : PipelineParts(std::move(parts)) {}

    const Model& modelFor(const EncodeOptions& options) const
    {
        return options.asTarget && targetModel ? *targetModel : *model;
    }
    /// Null where nothing is added. Throws InvalidArgument for a language that is not known.
    const PostProcessor* processorFor(const EncodeOptions& options) const;

    mutable ScratchPool scratch;

private:
    mutable std::mutex m_mutex;
    mutable std::map<std::string, std::unique_ptr<const PostProcessor>> m_byLanguage;
};

// The loaders throw Exceptions that name the file and the key or byte.

/// A tokenizer.json and, apart from it, its vocabulary and merges, whose views may point into the document.
struct ParsedTokenizerJson
{
    std::unique_ptr<core::Json> document;
    ModelEntries entries;
};
ParsedTokenizerJson parseTokenizerJson(std::string_view json, std::string_view origin);
/// Marks a text with the token of this language, one of `languages`; `ids` knows it and the end token.
std::unique_ptr<const PostProcessor>
makeLanguageProcessor(const Languages& languages, const std::string& code,
                      const std::function<std::optional<std::uint32_t>(const std::string&)>& ids);
/// The stages that `document` describes around `entries`.
PipelineParts makePipeline(const core::Json& document, const ModelEntries& entries, std::string_view origin);
/// A tokenizer.json; `origin` names it in errors.
PipelineParts readTokenizerJson(std::string_view json, std::string_view origin);
/// What `path` holds in any of the known forms.
PipelineParts readTokenizer(const std::filesystem::path& path);

} // namespace vitrine::tokenizers
