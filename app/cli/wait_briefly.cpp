// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/wait_briefly.h"

#include <cstdlib>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

namespace vitrine::app {

void waitBriefly()
{
    if (std::getenv("OMP_WAIT_POLICY") || std::getenv("GOMP_SPINCOUNT")) return;
    std::ifstream file("/proc/self/cmdline", std::ios::binary);
    std::vector<std::string> words;
    for (std::string word; std::getline(file, word, '\0');)
        words.push_back(word);
    std::vector<char*> arguments;
    for (auto& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    ::setenv("GOMP_SPINCOUNT", "2000", 1);
    if (!words.empty()) ::execv("/proc/self/exe", arguments.data());
    // Where that is not allowed it goes on, only slower.
}

} // namespace vitrine::app
