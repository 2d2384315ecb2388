// SPDX-License-Identifier: Apache-2.0
#include "backend/models/free_cores.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <string>
#include <thread>
#include <unistd.h>

namespace vitrine::models {
namespace {

/// A small file of /proc; empty when it cannot be read.
std::string readSmall(const std::string& path)
{
    char buffer[512];
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return {};
    const auto count = ::read(fd, buffer, sizeof buffer);
    ::close(fd);
    return std::string(buffer, count > 0 ? std::size_t(count) : 0);
}

/// Threads of the whole machine that run or could: "0.10 0.20 0.30 RUNNABLE/ALL LASTPID".
int runnableEverywhere()
{
    int runnable = 1;
    std::sscanf(readSmall("/proc/loadavg").c_str(), "%*f %*f %*f %d/", &runnable);
    return runnable;
}

/// Those of this process: threads of the OpenMP team go on spinning for a while after an operator.
int runnableHere()
{
    DIR* folder = ::opendir("/proc/self/task");
    if (!folder) return 1;
    int runnable = 0;
    while (const dirent* entry = ::readdir(folder)) {
        if (entry->d_name[0] == '.') continue;
        const auto status = readSmall("/proc/self/task/" + std::string(entry->d_name) + "/stat");
        const auto afterName = status.rfind(')');
        if (afterName != std::string::npos && afterName + 2 < status.size() && status[afterName + 2] == 'R')
            ++runnable;
    }
    ::closedir(folder);
    return std::max(runnable, 1);
}

} // namespace

int freeCores()
{
    static const int cores = std::max(1, int(std::thread::hardware_concurrency()));
    const int others = runnableEverywhere() - 1;
    if (others <= 0) return cores;
    return std::clamp(cores - (others + 1 - runnableHere()), 1, cores);
}

ThreadCount::ThreadCount(int count) : m_before(at::get_num_threads())
{
    if (count != m_before) at::set_num_threads(count);
}

ThreadCount::~ThreadCount()
{
    if (at::get_num_threads() != m_before) at::set_num_threads(m_before);
}

} // namespace vitrine::models
