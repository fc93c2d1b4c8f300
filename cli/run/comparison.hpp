/// One comparison from beginning to end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/run/selection.hpp"

namespace triptych::cli {

struct RunOptions {
    Request request;
    std::optional<int> repetitions;  // exactly so many, however long that takes
    std::uint64_t seed = 1;
    std::string loop = "epoll";       // how the coroutines' event loop waits
    double time_limit = 60;           // seconds, for one run of one benchmark
    std::optional<std::string> json;  // paths; - is stdout
    std::optional<std::string> csv;
    std::optional<std::string> markdown;
    std::optional<std::string> save;  // a name
};

/// Measures, prints and exports; returns the program's exit code. SIGINT, SIGTERM, SIGHUP and
/// SIGQUIT end it at once, and what has been measured by then is still printed and exported.
/// Throws UsageError before anything is measured; std::system_error if results could not be
/// printed or written.
int compare(const RunOptions& options);

}  // namespace triptych::cli
