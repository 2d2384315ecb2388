// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bench.h"

#include "app/cli/commands.h"
#include "app/window/main_window.h"
#include "app/window/panel.h"
#include "app/window/session.h"
#include "app/window/settings.h"
#include "backend/core/file.h"
#include "backend/core/result.h"
#include "widgets/common/theme.h"
#include "widgets/tokenizer/token_text_view.h"
#include "widgets/tokenizer/tokenizer_panel.h"

#include <CLI/CLI.hpp>

#include <QApplication>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace vitrine::app {
namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Times every event that the loop delivers.
class TimedApplication final : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        const bool isOutermost = !m_isInside;
        m_isInside = true;
        const auto type = event->type();
        const auto start = Clock::now();
        const bool result = QApplication::notify(receiver, event);
        if (isOutermost) {
            m_isInside = false;
            longest = std::max(longest, since(start));
        }
        if (delivered) delivered(receiver, type);
        return result;
    }

    double longest = 0; ///< ms
    std::function<void(QObject*, QEvent::Type)> delivered;

private:
    bool m_isInside = false;
};

/// English prose of that size with lines of many lengths.
QString makeText(qsizetype size)
{
    const QString sentences[] = {
        QStringLiteral("The harbour lay still, and only the gulls had anything to say about the weather. "),
        QStringLiteral(
            "Nobody in the village remembered who had built the lighthouse, or why it was unfinished. "),
        QStringLiteral("In 1874 a café opened its doors; its coffee was unforgettably bad. "),
        QStringLiteral(
            "“Reconsider,” she wrote, “whether tokenization is as straightforward as you believe.” "),
        QStringLiteral("Rain. ")};
    QString text;
    text.reserve(size + 200);
    for (quint32 state = 1; text.size() < size;) {
        state = state * 1664525U + 1013904223U;
        text += sentences[(state >> 16) % std::size(sentences)];
        if ((state >> 24) % 5 == 0) text += u'\n';
    }
    return text.left(size);
}

struct Times
{
    std::vector<double> visible, all;
    double longest = 0;
};

class Run
{
public:
    Run(const QString& tokenizer, QString text) : m_text(std::move(text))
    {
        m_settings = std::make_unique<Settings>(m_folder.filePath(QStringLiteral("settings.ini")));
        widgets::applyTheme(m_application, widgets::ThemeChoice::Light);
        m_session = std::make_unique<Session>(*m_settings, Services::standard());
        m_window = std::make_unique<MainWindow>(*m_session);
        m_window->resize(1440, 900);
        m_window->show();
        m_session->openTokenizer(tokenizer);
        m_window->showPanel(QStringLiteral("tokenizer"));
        m_panel = m_window->findChild<widgets::TokenizerPanel*>();
        waitUntil([this] { return !m_session->tokenizerLoading(); });
        if (m_session->tokenizerError()) throw core::Exception(*m_session->tokenizerError());
        m_application.delivered = [this](QObject* receiver, QEvent::Type type) { onEvent(receiver, type); };
    }

    ~Run()
    {
        m_application.delivered = {};
        m_window.reset();
        m_session.reset();
    }

    void run(int maxLength)
    {
        Times paste;
        edit(paste, [this] { m_panel->editor()->setPlainText(m_text); });
        writeFigure("tokenizer-panel.paste.visible", paste.visible[0], "ms");
        writeFigure("tokenizer-panel.paste.all", paste.all[0], "ms");
        if (maxLength > 0) {
            Times windows;
            edit(windows, [&] {
                widgets::TokenizerRequest request = m_panel->request();
                request.first += u'.';
                request.truncation = widgets::TokenizerRequest::Truncation::LongestFirst;
                request.maxLength = maxLength;
                request.stride = maxLength / 4;
                m_panel->setRequest(request);
            });
            writeFigure("tokenizer-panel.windows", double(m_panel->windows().size()), "windows");
            write("tokenizer-panel.truncated", windows);
        }

        Times single;
        for (int i = 0; i < 20; ++i)
            edit(single, [this, i] { type(i, double(i) / 20); });
        write("tokenizer-panel.key", single);

        // The way people type: the next key before the last answer.
        m_application.longest = 0;
        Times burst;
        for (int i = 0; i < 40; ++i) {
            type(i, 0.5);
            const auto start = Clock::now();
            waitUntil([&] { return since(start) > 40; });
        }
        edit(burst, [this] { type(0, 0.5); });
        burst.longest = m_application.longest;
        write("tokenizer-panel.typing", burst);
        // Saving what is open comes up to a second later.
        m_application.longest = 0;
        const auto start = Clock::now();
        waitUntil([&] { return since(start) > 1500; });
        writeFigure("tokenizer-panel.afterwards.longest_event", m_application.longest, "ms");
    }

private:
    template <typename Condition>
    void waitUntil(Condition condition)
    {
        QTimer wake; // so that the condition is looked at when nothing happens
        wake.start(5);
        const auto start = Clock::now();
        while (!condition()) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            if (since(start) > 60'000)
                throw core::Exception(core::ErrorCode::Internal, "the panel did not answer within a minute");
        }
    }

    void type(int number, double place)
    {
        auto* editor = m_panel->editor();
        QTextCursor cursor = editor->textCursor();
        cursor.setPosition(int(place * double(m_text.size())));
        editor->setTextCursor(cursor);
        const QString key(QChar(u'a' + number % 26));
        QKeyEvent press(QEvent::KeyPress, Qt::Key_A + number % 26, Qt::NoModifier, key);
        QCoreApplication::sendEvent(editor, &press);
    }

    /// Does it and waits for the tokens on screen, then for all of them.
    template <typename Edit>
    void edit(Times& times, Edit change)
    {
        m_isVisible = m_isComplete = false;
        m_application.longest = 0;
        const auto start = m_start = Clock::now();
        m_former = m_panel->textView()->view();
        change();
        m_wanted = m_panel->request().first;
        waitUntil([this] { return m_isComplete; });
        times.visible.push_back(m_visible);
        times.all.push_back(since(start));
        times.longest = std::max(times.longest, m_application.longest);
    }

    void onEvent(QObject* receiver, QEvent::Type type)
    {
        if (m_isComplete || receiver != m_panel->textView()->viewport() || type != QEvent::Paint) return;
        const auto& view = m_panel->textView()->view();
        if (!view || view == m_former || view->texts[0] != m_wanted) return;
        if (!std::exchange(m_isVisible, true)) m_visible = since(m_start);
        m_isComplete = !view->isPreview;
    }

    static void write(const std::string& name, Times times)
    {
        std::sort(times.visible.begin(), times.visible.end());
        std::sort(times.all.begin(), times.all.end());
        writeFigure(name + ".visible.median", times.visible[times.visible.size() / 2], "ms");
        writeFigure(name + ".visible.slowest", times.visible.back(), "ms");
        writeFigure(name + ".all.median", times.all[times.all.size() / 2], "ms");
        writeFigure(name + ".all.slowest", times.all.back(), "ms");
        writeFigure(name + ".longest_event", times.longest, "ms");
    }

    int m_argumentCount = 1;
    char m_programName[8] = "vitrine";
    char* m_arguments[2] = {m_programName, nullptr};
    TimedApplication m_application{m_argumentCount, m_arguments};
    QTemporaryDir m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
    widgets::TokenizerPanel* m_panel = nullptr;
    const QString m_text;
    QString m_wanted;
    std::shared_ptr<const widgets::EncodingView> m_former;
    bool m_isVisible = false, m_isComplete = true;
    double m_visible = 0;
    Clock::time_point m_start;
};

struct Options
{
    std::string tokenizer = "starter:minilm", file;
    int bytes = 1'000'000, maxLength = 0;
};

int runPanel(const Options& options)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QString text =
        options.file.empty() ? makeText(options.bytes) : QString::fromStdString(core::readFile(options.file));
    Run(QString::fromStdString(options.tokenizer), text).run(options.maxLength);
    return ExitGood;
}

} // namespace

void addTokenizerPanelBenchmark(CLI::App& bench, int& status)
{
    CLI::App* command = bench.add_subcommand(
        "tokenizer-panel", "Milliseconds to the tokens of a long text while one types into it");
    const auto options = std::make_shared<Options>();
    command->add_option("--tokenizer", options->tokenizer, "The tokenizer");
    command->add_option("--file", options->file, "A text instead of made-up prose");
    command->add_option("--bytes", options->bytes, "Size of the made-up prose")
        ->check(CLI::Range(1000, 50'000'000));
    command->add_option("--max-length", options->maxLength, "Cut into windows of so many tokens, too")
        ->check(CLI::Range(8, 1'000'000));
    command->callback([options, &status] { status = runPanel(*options); });
}

} // namespace vitrine::app
