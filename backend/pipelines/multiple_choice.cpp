// SPDX-License-Identifier: Apache-2.0
// Tasks that compare several texts with one.
#include "backend/pipelines/multiple_choice.h"

#include "backend/core/json_access.h"
#include "backend/models/border.h"
#include "backend/models/tensor_arrays.h"
#include "backend/pipelines/batches.h"
#include "backend/pipelines/inputs.h"
#include "backend/pipelines/stages.h"

#include <algorithm>
#include <c10/core/InferenceMode.h>
#include <functional>
#include <numeric>

namespace vitrine::pipelines {
namespace {

using core::ErrorCode;
using core::Exception;
using core::Json;
using core::OrderedJson;
using tokenizers::EncodeInput;

/// The names of an input's two members, and of an entry of the output.
struct Form
{
    const char *text, *others, *other;
    std::string_view description;
};

struct Request
{
    std::string text;
    std::vector<std::string> others;
};

std::vector<Request> requestsOf(std::span<const Json> inputs, const Form& form)
{
    std::vector<Request> requests;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const InputReader reader(inputs[i], i, form.description);
        reader.requireObject({form.text, form.others});
        requests.push_back({reader.text(form.text), reader.texts(form.others)});
        if (requests.back().others.empty()) reader.fail(std::string(form.others) + ": is empty");
    }
    return requests;
}

/// Scores all pairs of a batch: `scoresOf` turns what the model says of one request's, float32 [others],
/// into as many scores.
void rank(const TextEncoder& encoder, std::span<const Json> inputs, const Form& form, std::size_t most,
          const std::function<at::Tensor(const at::Tensor&)>& scoresOf, const TokenizeArguments& tokenize,
          const PipelineOptions& options, core::RunControl& control, PipelineResult& result)
{
    const auto requests = requestsOf(inputs, form);
    forEachBatch(requests.size(), options, control, [&](std::size_t first, std::size_t last) {
        TokenizedTexts tokenized;
        std::vector<std::size_t> truncated;
        for (std::size_t i = first; i < last; ++i) {
            tokenized.texts.push_back(requests[i].text);
            truncated.push_back(0);
            for (const auto& other : requests[i].others) {
                tokenized.texts.push_back(other);
                const auto input = EncodeInput::pair(requests[i].text, other);
                encoder.append(tokenized, input, tokenize, options);
                if (options.details)
                    truncated.back() += encoder.cutTokens(input, tokenized.encodings.back(), tokenize);
            }
        }
        auto* trace = options.trace ? &result.trace : nullptr;
        const auto logits = encoder.textLogits(tokenized, options, control, trace);
        const Stopwatch watch;
        std::vector<at::Tensor> all;
        std::int64_t row = 0;
        for (std::size_t i = first; i < last; ++i) {
            const auto& others = requests[i].others;
            const auto count = std::int64_t(others.size());
            all.push_back(scoresOf(logits.narrow(0, row, count).select(1, 0)));
            const auto scores = models::toArray(all.back().contiguous()).values;
            std::vector<std::size_t> order(others.size());
            std::iota(order.begin(), order.end(), std::size_t(0));
            std::ranges::stable_sort(order, std::greater{}, [&](std::size_t k) { return scores[k]; });
            order.resize(std::min(order.size(), most));
            auto list = OrderedJson::array();
            for (const auto k : order)
                list.push_back({{form.other, others[k]}, {"score", scores[k]}});
            result.outputs.emplace_back(JsonText{core::dumpJson(list)});
            if (options.details) {
                std::size_t tokens = 0;
                for (auto k = row; k < row + count; ++k)
                    tokens += tokenized.encodings[std::size_t(k)].size();
                result.details.push_back(
                    core::dumpJson({{"input_tokens", tokens}, {"truncated", truncated[i - first]}}));
            }
            row += count;
        }
        if (!trace) return;
        trace->push_back(
            tensorStage("scores", logits.sizes().vec(), at::cat(all), watch.seconds(), options.traceData));
        addResultStage(*trace, result.outputs, last - first, 0, options.traceData);
    });
}

constexpr Form choiceForm{"prompt", "choices", "choice", R"({"prompt": string, "choices": [strings]})"};
constexpr Form rankingForm{"query", "documents", "document", R"({"query": string, "documents": [strings]})"};

/// The function that a cross-encoder's config.json names, under its new key or the old one.
std::string activationOf(const std::filesystem::path& configPath)
{
    if (!std::filesystem::exists(configPath)) return {};
    const auto config = core::readJsonFile(configPath);
    const auto text = [](const Json& object, const char* key) {
        const auto found = object.find(key);
        return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    if (const auto own = config.find("sentence_transformers"); own != config.end() && own->is_object())
        if (auto name = text(*own, "activation_fn"); !name.empty()) return name;
    return text(config, "sbert_ce_default_activation_function");
}

} // namespace

MultipleChoice::MultipleChoice(PipelineParts parts) : m_encoder(std::move(parts))
{
    if (m_encoder.network().description().head != core::Head::MultipleChoice)
        throw Exception(ErrorCode::InvalidArgument,
                        m_encoder.info().name + " has no head that chooses among several texts");
}

PipelineResult MultipleChoice::run(std::span<const Json> inputs, const PipelineOptions& options,
                                   core::RunControl& control)
{
    return models::atBorder([&] {
        const c10::InferenceMode noGradients;
        const Arguments arguments(options.arguments);
        const auto tokenize = TokenizeArguments::read(arguments);
        const auto most = std::size_t(arguments.integer("top_k").value_or(1 << 30));
        arguments.requireKnown();
        PipelineResult result;
        const auto softmax = [](const at::Tensor& logits) { return at::softmax(logits, 0); };
        rank(m_encoder, inputs, choiceForm, most, softmax, tokenize, options, control, result);
        return result;
    });
}

TextRanking::TextRanking(PipelineParts parts) : m_encoder(std::move(parts))
{
    const auto& info = m_encoder.info();
    if (m_encoder.network().description().head != core::Head::SequenceClassification ||
        info.labels.size() != 1)
        throw Exception(ErrorCode::InvalidArgument,
                        info.name + " has " + std::to_string(info.labels.size()) +
                            " labels, text-ranking needs a model that scores a pair of texts with one");
    m_sigmoid = !activationOf(info.path / "config.json").ends_with("Identity");
}

PipelineResult TextRanking::run(std::span<const Json> inputs, const PipelineOptions& options,
                                core::RunControl& control)
{
    return models::atBorder([&] {
        const c10::InferenceMode noGradients;
        const Arguments arguments(options.arguments);
        const auto tokenize = TokenizeArguments::read(arguments);
        const auto most = std::size_t(arguments.integer("top_k").value_or(1 << 30));
        auto function = arguments.text("function_to_apply").value_or("default");
        if (function == "default") function = m_sigmoid ? "sigmoid" : "none";
        if (function != "sigmoid" && function != "none" && function != "softmax")
            arguments.fail("function_to_apply", "\"sigmoid\", \"none\" or \"softmax\" (over the documents)");
        arguments.requireKnown();
        PipelineResult result;
        const auto scores = [&](const at::Tensor& logits) {
            return function == "sigmoid" ? at::sigmoid(logits)
                   : function == "none"  ? logits
                                         : at::softmax(logits, 0);
        };
        rank(m_encoder, inputs, rankingForm, most, scores, tokenize, options, control, result);
        return result;
    });
}

} // namespace vitrine::pipelines
