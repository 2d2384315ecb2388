// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/models/model_backend.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace vitrine::app {

/// `--model`, `--dtype`, `--threads`, `--seed`, `--device`: the options of every subcommand that computes.
struct ModelOptions
{
    std::string model, dtype = "float32", device = "cpu";
    int threads = 0;                   ///< 0: as many as fit the machine
    std::optional<std::uint64_t> seed; ///< of what is random: sampling; nothing: another one every time

    void addTo(CLI::App& command);
};

/// Opens libtorch, sets the threads, loads the model, writes its warnings to standard error. Throws
/// Exception.
std::unique_ptr<models::Model> loadModel(const ModelOptions& options, models::Head head,
                                         core::RunControl& control);

} // namespace vitrine::app
