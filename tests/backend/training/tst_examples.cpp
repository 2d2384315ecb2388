// SPDX-License-Identifier: Apache-2.0
#include "backend/tokenizers/tokenizer.h"
#include "backend/training/examples.h"
#include "tests/backend/models/golden.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

using namespace vitrine;
namespace fs = std::filesystem;

namespace {

struct Control final : core::RunControl
{
    std::stop_source source;
    std::stop_token stopToken() const override { return source.get_token(); }
};

/// The type of the last token of a pair, for tiny-bert's tokenizer with this in its tokenizer_config.json.
int lastType(const core::Json& config, const std::string& task, const core::Json& row)
{
    std::string pattern = (fs::temp_directory_path() / "vitrine-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    const fs::path folder = pattern;
    fs::copy_file(tinyBert / "tokenizer.json", folder / "tokenizer.json");
    std::ofstream(folder / "tokenizer_config.json") << config.dump();
    std::ofstream(folder / "rows.jsonl") << row.dump() << '\n' << row.dump() << '\n';
    const core::Json job{{"task", task},
                         {"model", folder.string()},
                         {"dataset", {{"train", "rows.jsonl"}}},
                         {"output_dir", "run"}};
    auto tokenizer = tokenizers::Tokenizer::load(folder);
    REQUIRE(tokenizer.ok());
    Control control;
    const auto examples = training::loadExamples(training::parseJob(job.dump(), "job.json", folder), {},
                                                 tokenizer.value(), 32, control);
    const int type = examples.trainFile().tokens.row(0).types.back();
    fs::remove_all(folder);
    return type;
}

} // namespace

TEST_CASE("a pair is trained with the token types that it will be run with")
{
    const core::Json pair{{"query", "hello"}, {"document", "world"}, {"label", 1}};
    const core::Json generic{{"tokenizer_class", "PreTrainedTokenizerFast"}};
    CHECK(lastType(generic, "text-ranking", pair) == 0);
    CHECK(lastType({{"tokenizer_class", "BertTokenizer"}}, "text-ranking", pair) == 1);
    auto named = generic;
    named["model_input_names"] = {"input_ids", "token_type_ids", "attention_mask"};
    CHECK(lastType(named, "text-ranking", pair) == 1);

    const core::Json question{{"question", "hello"},
                              {"context", "world"},
                              {"answers", {{"text", {"world"}}, {"answer_start", {0}}}}};
    CHECK(lastType(generic, "question-answering", question) == 1);
}
