// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace CLI {
class App;
}
namespace vitrine::tokenizers {
class Tokenizer;
}

namespace vitrine::app {

/// Exit statuses of every subcommand.
enum ExitStatus {
    ExitGood = 0,
    ExitFailed = 1, ///< some input failed, or the job failed
    ExitUsage = 2,  ///< wrong usage or an unreadable model
    ExitInterrupted = 130,
};

/// Opens the window, or runs the subcommand that the arguments name.
int runProgram(int argc, char** argv);

/// The tokenizer that a `--tokenizer` value names; throws what locating and loading throw.
tokenizers::Tokenizer loadTokenizer(const std::string& specification);

// One function a subcommand, one file each. It adds the subcommand to `program`; when that is chosen, its
// callback stores the exit status in `status`. Exceptions of a callback end the program with ExitUsage.
void addTokenizeCommand(CLI::App& program, int& status);
void addDecodeCommand(CLI::App& program, int& status);
void addTrainTokenizerCommand(CLI::App& program, int& status);
void addTokenizerCommand(CLI::App& program, int& status);
void addRunCommand(CLI::App& program, int& status);
void addForwardCommand(CLI::App& program, int& status);
void addInspectCommand(CLI::App& program, int& status);
void addInspectModelCommand(CLI::App& inspect, int& status); ///< below `inspect`
void addConvertCommand(CLI::App& program, int& status);
void addTrainCommand(CLI::App& program, int& status);
void addDatasetCommand(CLI::App& program, int& status);
void addBenchCommand(CLI::App& program, int& status);
void addHubCommand(CLI::App& program, int& status);
void addDemoCommand(CLI::App& program, int& status);
void addScreenshotCommand(CLI::App& program, int& status);

} // namespace vitrine::app
