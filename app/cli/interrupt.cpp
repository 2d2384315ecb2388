// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <string>
#include <thread>
#include <unistd.h>

namespace vitrine::app {
namespace {

std::stop_source& stopSource()
{
    static std::stop_source source;
    return source;
}

volatile std::sig_atomic_t signalCount = 0;
int wakePipe[2] = {-1, -1};

/// A stop source may not be touched inside a signal handler: a thread waits for the handler's byte.
void onSignal(int)
{
    if (signalCount > 0) _exit(130);
    signalCount = 1;
    const char byte = 0;
    if (::write(wakePipe[1], &byte, 1) < 0) _exit(130);
}

} // namespace

void installInterruptHandler()
{
    if (wakePipe[0] >= 0 || ::pipe(wakePipe) != 0) return;
    stopSource();
    std::thread([] {
        char byte;
        if (::read(wakePipe[0], &byte, 1) == 1) stopSource().request_stop();
    }).detach();
    struct sigaction action = {};
    action.sa_handler = onSignal;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

bool interrupted()
{
    return signalCount > 0;
}

CommandControl::CommandControl() : m_isTerminal(::isatty(STDERR_FILENO) == 1) {}

CommandControl::~CommandControl()
{
    if (m_barShown) std::fputs("\r\033[K", stderr);
}

std::stop_token CommandControl::stopToken() const
{
    return stopSource().get_token();
}

void CommandControl::progress(const core::Progress& progress)
{
    if (!m_isTerminal) return;
    std::string line = "\r\033[K" + progress.text;
    if (progress.fraction >= 0) {
        constexpr int width = 30;
        const int filled = std::clamp(int(progress.fraction * width), 0, width);
        line += " [" + std::string(std::size_t(filled), '#') + std::string(std::size_t(width - filled), '.') +
                "] " + std::to_string(int(progress.fraction * 100)) + " %";
    }
    if (progress.secondsRemaining >= 0)
        line += ", " + std::to_string(int(progress.secondsRemaining + 0.5)) + " s left";
    std::fputs(line.c_str(), stderr);
    m_barShown = true;
}

} // namespace vitrine::app
