/// The sorter who never went home: what you write.
#pragma once

#include <functional>
#include <sys/types.h>
#include <vector>

struct Sorter {
    pid_t pid = 0;
    int letters = -1;  // the end of its pipe that letters are written to
};

/// Forks `count` children. Each calls work(end of its pipe to read from), and exits with what that
/// returned.
std::vector<Sorter> hire(int count, const std::function<int(int)>& work);

/// Closes the sorter's pipe, waits for it, and returns its exit code.
int dismiss(const Sorter& sorter);
