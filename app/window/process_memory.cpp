// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/process_memory.h"

#include <fstream>
#include <sstream>
#include <string>

namespace vitrine::app {
namespace {

/// "VmRSS:    1234 kB" of a file of such lines.
std::int64_t kilobytesOf(const char* file, const std::string& key)
{
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        if (!line.starts_with(key + ":")) continue;
        std::istringstream value(line.substr(key.size() + 1));
        std::int64_t kilobytes = -1;
        value >> kilobytes;
        return value.fail() ? -1 : kilobytes * 1024;
    }
    return -1;
}

} // namespace

std::int64_t availableMemory()
{
    return kilobytesOf("/proc/meminfo", "MemAvailable");
}

std::int64_t residentMemory()
{
    return kilobytesOf("/proc/self/status", "VmRSS");
}

std::int64_t peakMemory()
{
    return kilobytesOf("/proc/self/status", "VmHWM");
}

bool resetPeakMemory()
{
    std::ofstream file("/proc/self/clear_refs");
    file << "5" << std::flush;
    return file.good();
}

} // namespace vitrine::app
