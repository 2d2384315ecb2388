// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/core/result.h"
#include "backend/pipelines/pipeline.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <map>
#include <string>
#include <thread>

namespace vitrine::tests {

/// What the fake pipelines answer, by task: a Transformers pipeline's JSON and its details.
struct FakeAnswer
{
    std::string result, details = "{}";
};

inline const std::map<std::string, FakeAnswer, std::less<>>& fakeAnswers()
{
    static const std::map<std::string, FakeAnswer, std::less<>> answers{
        {"text-classification",
         {R"([{"label": "joy", "score": 0.75}, {"label": "<b>anger</b>", "score": 0.2},
              {"label": "fear", "score": 0.05}])",
          R"({"truncated": 12, "input_tokens": 700})"}},
        {"zero-shot-classification",
         {R"({"sequence": "s", "labels": ["education", "politics"], "scores": [0.9, 0.1]})",
          R"({"hypotheses": [{"label": "education", "sequence": "This example is education.",
              "entailment": 2.5, "contradiction": -1.25}]})"}},
        {"multiple-choice",
         {R"([{"choice": "It is wet.", "score": 0.8}, {"choice": "It sings.", "score": 0.2}])"}},
        {"text-ranking", {R"([{"document": "bread", "score": 7.5}, {"document": "train", "score": -3.5}])"}},
        {"token-classification",
         {R"([{"entity_group": "PER", "score": 0.99, "word": "Sylvain", "start": 11, "end": 18},
              {"entity_group": "LOC", "score": 0.95, "word": "Brooklyn", "start": 49, "end": 57}])",
          R"({"labels": ["O", "B-PER", "B-LOC"], "tokens": [
              {"token": "Syl", "id": 1, "start": 11, "end": 14, "scores": [0.01, 0.98, 0.01]},
              {"token": "##vain", "id": 2, "start": 14, "end": 18, "scores": [0.2, 0.7, 0.1]},
              {"token": "Brooklyn", "id": 3, "start": 49, "end": 57, "scores": [0.02, 0.03, 0.95]}]})"}},
        {"question-answering",
         {R"([{"score": 0.7, "start": 33, "end": 45, "answer": "Hugging Face"},
              {"score": 0.2, "start": 33, "end": 57, "answer": "Hugging Face in Brooklyn"},
              {"score": 0.1, "start": 49, "end": 57, "answer": "Brooklyn"}])",
          R"({"windows": [{"start": 0, "end": 40, "tokens": 12, "answer": "Face", "score": 0.1, "null_score": 0.6},
              {"start": 20, "end": 58, "tokens": 11, "answer": "Hugging Face", "score": 0.7, "null_score": 0.05}],
              "tokens": [{"token": "Hugging", "start": 33, "end": 40, "start_probability": 0.9, "end_probability": 0.1},
              {"token": "Face", "start": 41, "end": 45, "start_probability": 0.1, "end_probability": 0.8}]})"}},
        {"fill-mask",
         {R"([{"score": 0.6, "token": 7, "token_str": "capital", "sequence": "Paris is the capital of France."},
              {"score": 0.3, "token": 8, "token_str": "heart", "sequence": "Paris is the heart of France."}])",
          R"({"masks": [{"position": 4, "start": 13, "end": 19}]})"}},
        {"text-generation",
         {R"([{"generated_text": "Once upon a fox"}])",
          R"({"prompt": [{"id": 1, "text": "Once"}, {"id": 2, "text": " upon"}], "input_tokens": 2,
              "sequences": [{"text": " a fox", "finish_reason": "length", "tokens": [
                {"id": 3, "text": " a", "logprob": -0.1, "entropy": 0.3, "rank": 0, "seconds": 0.01, "alternatives": [
                  {"id": 3, "text": " a", "probability": 0.9}, {"id": 5, "text": " the", "probability": 0.1}]},
                {"id": 4, "text": " fox", "logprob": -0.7, "entropy": 0.7, "rank": 1, "seconds": 0.01, "alternatives": [
                  {"id": 6, "text": " dog", "probability": 0.5}, {"id": 4, "text": " fox", "probability": 0.5}]}]}],
              "seconds": {"prefill": 0.01, "first_token": 0.01, "per_token": 0.01, "total": 0.02},
              "tokens_per_second": 100, "cache_bytes": 4096})"}},
        {"text2text-generation", {R"([{"generated_text": "a headline"}])"}},
        {"summarization", {R"([{"summary_text": "a summary"}])"}},
        {"translation", {R"([{"translation_text": "eine Übersetzung"}])"}},
    };
    return answers;
}

/// What models of a folder named "other" answer instead, where they differ.
inline const std::map<std::string, FakeAnswer, std::less<>>& otherAnswers()
{
    static const std::map<std::string, FakeAnswer, std::less<>> answers{
        {"text-classification", {R"([{"label": "fear", "score": 0.5}, {"label": "joy", "score": 0.4},
              {"label": "<b>anger</b>", "score": 0.1}])"}},
        {"token-classification",
         {R"([{"entity_group": "PER", "score": 0.9, "word": "Sylvain", "start": 11, "end": 18}])"}},
        {"text-generation", {R"([{"generated_text": "Once upon a time there was a cat."}])"}},
    };
    return answers;
}

/// Answers every input alike; the input "slow" waits for a stop (after the tokens of its details), "wrong" is
/// an error.
class FakePipeline final : public pipelines::Pipeline
{
public:
    explicit FakePipeline(std::string_view task, bool isOther = false) : m_task(task), m_isOther(isOther) {}
    std::string_view task() const override { return m_task; }
    pipelines::PipelineResult run(std::span<const core::Json> inputs,
                                  const pipelines::PipelineOptions& options,
                                  core::RunControl& control) override
    {
        pipelines::PipelineResult result;
        const FakeAnswer& answer = m_isOther && otherAnswers().contains(m_task) ? otherAnswers().at(m_task)
                                                                                : fakeAnswers().at(m_task);
        for (const core::Json& input : inputs) {
            const auto details = core::Json::parse(answer.details);
            const bool streams = options.onToken && details.contains("sequences");
            if (streams)
                for (const auto& token : details["sequences"][0]["tokens"])
                    options.onToken({0, token["id"].get<std::uint32_t>(), token["text"].get<std::string>(),
                                     token["logprob"].get<float>()});
            if (streams && input == "slow") {
                // Later than the frame in which the first ones were shown.
                std::this_thread::sleep_for(std::chrono::milliseconds(60));
                options.onToken({0, 7, "!", -0.5F});
            }
            while (input == "slow") {
                control.checkpoint();
                std::this_thread::yield();
            }
            if (input == "wrong")
                throw core::Exception(core::ErrorCode::InvalidArgument, "the input is wrong");
            result.outputs.emplace_back(pipelines::JsonText{answer.result});
            if (options.details) result.details.push_back(answer.details);
        }
        if (options.trace)
            result.trace = {{"raw_text", {1}, {1}, 0, {"x"}, std::vector<std::string>{"x"}},
                            {"result", {1}, {1}, 1e-4, {"y"}, {}}};
        return result;
    }

private:
    std::string m_task;
    bool m_isOther;
};

} // namespace vitrine::tests
