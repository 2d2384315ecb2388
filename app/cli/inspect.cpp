// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/attention_picture.h"
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/json_lines.h"
#include "app/cli/model_options.h"
#include "backend/inspection/capture_attention.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <filesystem>
#include <iostream>
#include <memory>

namespace vitrine::app {
namespace {

using core::ErrorCode;
using core::Exception;

struct Settings
{
    ModelOptions model;
    std::string tokenizer, layers = "all", out, theme = "light";
    bool scores = false;
};

std::vector<std::int64_t> parseLayers(const std::string& text)
{
    std::vector<std::int64_t> layers;
    if (text == "all") return layers;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        std::int64_t layer = -1;
        const auto [stop, problem] = std::from_chars(text.data() + begin, text.data() + end, layer);
        if (problem != std::errc() || stop != text.data() + end || layer < 0)
            throw Exception(ErrorCode::InvalidArgument,
                            "--layers: expected \"all\" or numbers from 0 such as "
                            "0,3, found \"" +
                                text + "\"");
        layers.push_back(layer);
        begin = end + 1;
    }
    return layers;
}

tokenizers::EncodeInput parseInput(const core::Json& line)
{
    if (line.is_string()) return tokenizers::EncodeInput::text(line.get<std::string>());
    if (line.is_array() && line.size() == 2 && line[0].is_string() && line[1].is_string())
        return tokenizers::EncodeInput::pair(line[0].get<std::string>(), line[1].get<std::string>());
    throw Exception(ErrorCode::InvalidArgument, "expected a text or a pair [first, second] of texts");
}

bool isTensorFile(const std::string& path)
{
    std::string extension = std::filesystem::path(path).extension().string();
    for (char& letter : extension)
        letter = char(std::tolower(static_cast<unsigned char>(letter)));
    if (extension == ".safetensors") return true;
    if (extension == ".svg" || extension == ".png") return false;
    throw Exception(ErrorCode::InvalidArgument,
                    "--out " + path + ": expected a name that ends with .safetensors, .svg or .png");
}

/// One text makes one file: the first line that can be computed is written, further ones are error lines.
class InspectAttention
{
public:
    explicit InspectAttention(const Settings& settings)
        : m_settings(settings),
          m_request{{}, parseLayers(settings.layers), settings.scores},
          m_model(loadModel(settings.model, models::Head::Base, m_control)),
          m_tokenizer(loadTokenizer(settings.tokenizer.empty() ? settings.model.model : settings.tokenizer))
    {
        inspection::requireLayers(m_request.layers, m_model->info());
    }

    int run() const
    {
        bool isWritten = false, isEmpty = true;
        const int status = answerLines([&](const core::Json& line) {
            isEmpty = false;
            if (isWritten)
                throw Exception(ErrorCode::InvalidArgument,
                                "a file holds one text, and --out already has that of an earlier line");
            auto answer = inspect(line);
            isWritten = true;
            return answer;
        });
        if (isEmpty && status == ExitGood)
            throw Exception(ErrorCode::InvalidArgument, "standard input is empty, expected a text");
        return status;
    }

private:
    core::OrderedJson inspect(const core::Json& line) const
    {
        auto request = m_request;
        request.input = parseInput(line);
        auto all = inspection::captureStacks(*m_model, m_tokenizer, request, m_control);
        for (const auto& maps : all)
            if (maps.cutTokens > 0 && maps.kind != inspection::AttentionKind::Cross)
                std::cerr << "vitrine: warning: the text has " << maps.tokenCount() + maps.cutTokens
                          << " tokens, the model takes " << maps.tokenCount() << ": the rest is left out\n";
        core::OrderedJson answer{{"file", m_settings.out},
                                 {"tokens", all.front().encoding.tokens},
                                 {"layers", all.front().layers},
                                 {"heads", all.front().heads}};
        if (all.size() > 1) answer["decoder_tokens"] = all[1].encoding.tokens;
        if (isTensorFile(m_settings.out))
            inspection::writeAttention(
                m_settings.out,
                std::vector<std::reference_wrapper<const inspection::AttentionMaps>>(all.begin(), all.end()));
        else // of two stacks the encoder's: a picture is square
            writeAttentionPicture(m_settings.out, std::move(all.front()), m_settings.model.model,
                                  {request.input.first.front(),
                                   request.input.second ? request.input.second->front() : std::string()},
                                  m_settings.theme == "dark");
        return answer;
    }

    const Settings& m_settings;
    const inspection::AttentionRequest
        m_request; // read before the model: what is wrong in it costs no loading
    mutable CommandControl m_control;
    std::unique_ptr<models::Model> m_model;
    tokenizers::Tokenizer m_tokenizer;
};

} // namespace

void addInspectCommand(CLI::App& program, int& status)
{
    CLI::App* inspect = program.add_subcommand("inspect", "Looks inside a model");
    inspect->require_subcommand(1);
    addInspectModelCommand(*inspect, status);
    CLI::App* command = inspect->add_subcommand(
        "attention", "A text or a pair in; what every head looks at as a file of tensors or a picture");
    const auto settings = std::make_shared<Settings>();
    settings->model.addTo(*command);
    command->add_option("--tokenizer", settings->tokenizer, "Another tokenizer than the model's own");
    command->add_option("--layers", settings->layers, "Numbers from 0 such as 0,3, or all")
        ->capture_default_str();
    command->add_flag("--scores", settings->scores, "Also the scores before the softmax");
    command->add_option("--theme", settings->theme, "Of a picture: light or dark")
        ->check(CLI::IsMember({"light", "dark"}));
    command->add_option("--out", settings->out, "The file to write: .safetensors, .svg or .png")->required();
    command->callback([settings, &status] {
        isTensorFile(settings->out); // an unknown name fails before the model is loaded
        status = InspectAttention(*settings).run();
    });
}

} // namespace vitrine::app
