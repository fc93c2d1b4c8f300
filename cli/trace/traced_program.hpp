/// Runs a program with the recording library loaded into it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/harness/command.hpp"
#include "common/harness/stop_signals.hpp"
#include "trace/timeline/timeline.hpp"

namespace triptych::cli {

/// What a traced run left: how it ended, and its timeline.
struct TracedRun {
    harness::Ending ending;
    trace::Timeline timeline;
    std::uint32_t inside = 0;  // with TraceLimits::overlap: so many tasks were inside at once
    bool refuted = false;      // and it was seen that there never would be enough
};

struct TraceLimits {
    harness::Seconds time{60};
    std::uint32_t chunks = 65'536;  // of the recording: 256 MiB
    std::uint32_t overlap = 0;      // hold each task at its first wait until so many are inside
};

/// The file of the program of that name, as execvp would find it. Throws UsageError if there is
/// none, or if the recording library cannot be loaded into it: a statically linked program, or one
/// with special rights (set-uid, capabilities).
std::string find_traceable(const std::string& name);

/// Runs words[0], a path, to its end or to the limit. Nothing of it is left. Throws
/// std::system_error.
TracedRun run_traced(const std::vector<std::string>& words, const TraceLimits& limits,
                     const harness::StopSignals& signals);

}  // namespace triptych::cli
