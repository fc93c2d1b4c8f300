/// Starting a program with its output in pipes.
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

#include "common/descriptor.hpp"

namespace triptych::harness {

/// A program just started: the caller has to wait for it.
struct Spawned {
    pid_t pid;          // and the id of its process group
    Descriptor output;  // its stdout; reading does not wait
    Descriptor errors;  // its stderr; likewise
};

/// Starts the program words[0] (a path) in a process group of its own, with default signals
/// and nothing to read. Throws std::system_error if it cannot be started.
Spawned spawn(const std::vector<std::string>& words);

}  // namespace triptych::harness
