// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/interrupt.h"
#include "app/window/run_window.h"
#include "backend/core/result.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace vitrine::app {

int runProgram(int argc, char** argv)
{
    if (argc == 1) return runWindow(argc, argv);

    CLI::App program{
        "Vitrine, a workbench for transformer models. Without a subcommand it opens the window."};
    program.set_version_flag("--version", "vitrine " VITRINE_VERSION);
    program.require_subcommand(1);
    int status = ExitGood;
    addTokenizeCommand(program, status);
    addDecodeCommand(program, status);
    addTrainTokenizerCommand(program, status);
    addTokenizerCommand(program, status);
    addRunCommand(program, status);
    addForwardCommand(program, status);
    addInspectCommand(program, status);
    addConvertCommand(program, status);
    addTrainCommand(program, status);
    addDatasetCommand(program, status);
    addHubCommand(program, status);
    addBenchCommand(program, status);
    addDemoCommand(program, status);
    addScreenshotCommand(program, status);

    installInterruptHandler();
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return program.exit(e, std::cout, std::cerr) == 0 ? ExitGood : ExitUsage;
    } catch (const core::CanceledException&) {
        return ExitInterrupted;
    } catch (...) {
        std::cerr << "vitrine: " << core::describe(std::current_exception()).message << '\n';
        return ExitUsage;
    }
    return status;
}

} // namespace vitrine::app
