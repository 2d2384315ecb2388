// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/json_lines.h"
#include "backend/hub/locate.h"
#include "backend/models/save_model.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>
#include <string>

namespace vitrine::app {
namespace {

struct Settings
{
    std::string model, out, type = "checkpoint", maxShardSize = "5GB";
};

std::optional<tensors::ElementType> typeOf(const std::string& name)
{
    if (name == "float32") return tensors::ElementType::F32;
    if (name == "float16") return tensors::ElementType::F16;
    if (name == "bfloat16") return tensors::ElementType::BF16;
    return std::nullopt;
}

void convert(const Settings& settings)
{
    CommandControl control;
    const models::SaveOptions options{typeOf(settings.type), models::parseByteCount(settings.maxShardSize)};
    const auto report = models::convertModel(hub::locate(settings.model), settings.out, options, control);
    writeLine({{"out", settings.out},
               {"files", report.files},
               {"tensors", report.tensors},
               {"parameters", report.parameters},
               {"bytes", report.bytes},
               {"left_out", report.leftOut}});
}

} // namespace

void addConvertCommand(CLI::App& program, int& status)
{
    CLI::App* command = program.add_subcommand(
        "convert", "Writes a model anew: as safetensors, of another type, in smaller files");
    const auto settings = std::make_shared<Settings>();
    command->add_option("--model", settings->model, "Folder, Hub id or starter:NAME")->required();
    command->add_option("--out", settings->out, "The folder to write")->required();
    command->add_option("--dtype", settings->type, "float32, bfloat16, float16, or checkpoint: as stored")
        ->check(CLI::IsMember({"float32", "bfloat16", "float16", "checkpoint"}))
        ->capture_default_str();
    command
        ->add_option("--max-shard-size", settings->maxShardSize, "Of a file of weights, such as 5GB or 300MB")
        ->capture_default_str();
    command->callback([settings, &status] {
        convert(*settings);
        status = ExitGood;
    });
}

} // namespace vitrine::app
