// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/model_options.h"

#include "backend/core/result.h"
#include "backend/hub/locate.h"
#include "backend/models/torch_library.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <map>

namespace vitrine::app {
namespace {

using core::ErrorCode;
using core::Exception;
using models::DTypeChoice;

const std::map<std::string, DTypeChoice> dtypes{{"float32", DTypeChoice::Float32},
                                                {"bfloat16", DTypeChoice::BFloat16},
                                                {"float16", DTypeChoice::Float16},
                                                {"checkpoint", DTypeChoice::Checkpoint},
                                                {"auto", DTypeChoice::Auto}};

/// cpu, auto, cuda or cuda:N; models run on the processor only.
void requireCpu(const std::string& device)
{
    if (device == "cpu" || device == "auto") return;
    throw Exception(ErrorCode::Unsupported,
                    "--device " + device + ": this build has no CUDA support (supported: cpu, auto)");
}

std::string deviceError(const std::string& device)
{
    const bool known = device == "cpu" || device == "auto" || device == "cuda" ||
                       (device.starts_with("cuda:") && device.size() > 5 &&
                        device.find_first_not_of("0123456789", 5) == std::string::npos);
    return known ? "" : device + " is none of cpu, cuda, cuda:N, auto";
}

} // namespace

void ModelOptions::addTo(CLI::App& command)
{
    command.add_option("--model", model, "Folder, Hub id or starter:NAME")->required();
    std::vector<std::string> names;
    for (const auto& [name, choice] : dtypes)
        names.push_back(name);
    command.add_option("--dtype", dtype, "Numbers to compute with")
        ->check(CLI::IsMember(names))
        ->capture_default_str();
    command.add_option("--device", device, "cpu, cuda, cuda:N or auto")
        ->check(CLI::Validator(deviceError, "DEVICE"))
        ->capture_default_str();
    command.add_option("--threads", threads, "Threads to compute with")->check(CLI::Range(1, 4096));
    command.add_option("--seed", seed, "Seed of what is random");
}

std::unique_ptr<models::Model> loadModel(const ModelOptions& options, models::Head head,
                                         core::RunControl& control)
{
    requireCpu(options.device);
    const auto folder = hub::locate(options.model);
    auto& backend = models::torchBackend();
    backend.setThreads(options.threads);
    auto model = backend.load(folder, {dtypes.at(options.dtype), head}, control);
    for (const auto& warning : model->info().warnings)
        std::cerr << "vitrine: warning: " << warning << '\n';
    return model;
}

} // namespace vitrine::app
