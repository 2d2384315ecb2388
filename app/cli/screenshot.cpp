// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/offscreen_window.h"
#include "app/window/panel.h"
#include "backend/core/result.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

namespace vitrine::app {
namespace {

struct Options
{
    std::string panel, page, task, model, tokenizer, out, theme = "light", language, size = "1440x900";
};

QSize parseSize(const std::string& text)
{
    const auto parts = QString::fromStdString(text).toLower().split(QLatin1Char('x'));
    const QSize size = parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
    if (size.width() < 320 || size.height() < 240 || size.width() > 16384 || size.height() > 16384)
        throw core::Exception(core::ErrorCode::InvalidArgument,
                              "--size: expected WIDTHxHEIGHT from 320x240 to 16384x16384, found \"" + text +
                                  "\"");
    return size;
}

int takeScreenshot(const Options& options)
{
    const QString panel = QString::fromStdString(options.panel);
    if (!findPanel(panel)) {
        std::cerr << "vitrine: there is no panel \"" << options.panel << "\"; there are:";
        for (const PanelEntry& entry : panelEntries())
            std::cerr << ' ' << entry.id;
        std::cerr << '\n';
        return ExitUsage;
    }
    const QSize size = parseSize(options.size);
    OffscreenWindow window(size);
    if (!window.setLanguage(QString::fromStdString(options.language)))
        throw core::Exception(core::ErrorCode::InvalidArgument,
                              "--lang: there is no translation \"" + options.language + "\"");
    window.setDark(options.theme == "dark");
    const std::string page = options.task.empty() ? options.page : "tasks/" + options.task;
    window.openExample(panel, QString::fromStdString(page), QString::fromStdString(options.tokenizer),
                       QString::fromStdString(options.model));
    window.save(QString::fromStdString(options.out));
    return ExitGood;
}

} // namespace

void addScreenshotCommand(CLI::App& program, int& status)
{
    auto* command = program.add_subcommand("screenshot", "Write a picture of a panel with its example open");
    const auto options = std::make_shared<Options>();
    command->add_option("--panel", options->panel, "playground, tokenizer …")->required();
    command->add_option("--page", options->page, "One of its pages: compare, inspect/stages …");
    command->add_option("--task", options->task, "A task of the playground: fill-mask …");
    command->add_option("--model", options->model, "The model, instead of the starter model");
    command->add_option("--tokenizer", options->tokenizer, "The tokenizer, instead of the starter model's");
    command->add_option("--out", options->out, "The PNG file")->required();
    command->add_option("--theme", options->theme, "light or dark")->check(CLI::IsMember({"light", "dark"}));
    command->add_option("--lang", options->language, "Language code, such as de");
    command->add_option("--size", options->size, "In pixels, 1440x900 unless told");
    command->callback([options, &status] { status = takeScreenshot(*options); });
}

} // namespace vitrine::app
