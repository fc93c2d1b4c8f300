/// The words of the command line of `triptych explore`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace triptych::cli {

struct ExploreOptions {
    std::string program;
    std::optional<long> can_be;
    std::optional<long> always;
    bool no_leak = false;
    std::optional<std::string> schedule;
    bool all = false;
    std::optional<int> preemptions;
    double seconds = 60;
    std::int64_t executions = 10'000'000;
    int steps = 2000;
    int surprises = 1;
    bool as_json = false;
    bool play = false;
    bool gdb = false;
    bool trace = false;
    int repeat = 1;
    std::string memory = "sc";
};

}  // namespace triptych::cli
