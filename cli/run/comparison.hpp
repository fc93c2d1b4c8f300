/// One run of `triptych run`, from measuring to exporting.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/run/selection.hpp"

namespace triptych::cli {

struct RunOptions {
    Request request;
    std::optional<int> repetitions;  // exactly this many, without a time limit
    std::uint64_t seed = 1;
    std::string loop = "epoll";                // how the coroutines' event loop waits
    std::vector<std::string> rank_words = {};  // of the bench program: "--ranks=2"
    double time_limit = 60;                    // seconds, for one run of one benchmark
    std::optional<std::string> json;           // a path; - is stdout
    std::optional<std::string> csv;
    std::optional<std::string> markdown;
    std::optional<std::string> save;  // a name
    bool details = false;             // print every column and all sizes
};

/// Measures, exports and prints. Returns the program's exit code. SIGINT, SIGTERM, SIGHUP and
/// SIGQUIT end the measurement at once; what was measured until then is still printed and exported.
/// Throws UsageError before anything is measured, and std::system_error if results cannot be
/// printed or written.
int compare(const RunOptions& options);

}  // namespace triptych::cli
