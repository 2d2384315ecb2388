// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace vitrine::models {

/// How many cores no other process wants at this moment; at least 1. An operator split over two threads ends
/// with a barrier: when another process holds the second core, each costs up to a time slice (measured:
/// 8 ms instead of 0.2), so that one thread is faster then. Takes about 30 µs.
int freeCores();

/// The calling thread's number of intra-operator threads while it lives: a thread of the team without a core
/// of its own would make every operator wait at its end.
class ThreadCount
{
public:
    explicit ThreadCount(int count);
    ~ThreadCount();
    ThreadCount(const ThreadCount&) = delete;
    ThreadCount& operator=(const ThreadCount&) = delete;

private:
    int m_before;
};

} // namespace vitrine::models
