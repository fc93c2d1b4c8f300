#include "common/harness/bench_output.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string_view>
#include <utility>

#include "common/harness/benchmark_entry.hpp"

namespace triptych::harness {
namespace {

using nlohmann::json;

BenchRun failed(std::string reason) {
    return {
        .outcome = Outcome::failed, .reason = std::move(reason), .repetition = {}, .context = {}};
}

/// The last line of the error output, warnings left out: they do not explain a failure.
std::string last_line(const std::string& text) {
    std::istringstream lines{text};
    std::string last;
    for (std::string line; std::getline(lines, line);)
        if (!line.empty() && line.find("***WARNING***") == std::string::npos) last = line;
    return last;
}

std::string why_it_ended(const Ending& ending) {
    if (ending.timed_out) return "gave no result within the time limit";
    const std::string last = last_line(ending.errors);
    const std::string why = ending.status != 0 ? describe_status(ending.status) : "wrote no result";
    return last.empty() ? why : why + ": " + last;
}

/// Google Benchmark may append "/real_time" or the like to the name.
bool is_named(const std::string& name, const std::string& benchmark) {
    return name == benchmark || name.starts_with(benchmark + '/');
}

}  // namespace

BenchRun read_bench_run(const Ending& ending, const std::string& benchmark) {
    if (ending.timed_out || ending.status != 0) return failed(why_it_ended(ending));
    try {
        const json output = json::parse(ending.output);
        for (const json& entry : output.at("benchmarks")) {
            if (!is_named(entry.value("name", ""), benchmark)) continue;
            if (ending.left_behind > 0)
                return failed(fmt::format("left {} process{} behind", ending.left_behind,
                                          ending.left_behind == 1 ? "" : "es"));
            BenchmarkEntry read = read_entry(entry);
            return {.outcome = read.outcome,
                    .reason = std::move(read.reason),
                    .repetition = std::move(read.repetition),
                    .context = output.value("context", json{})};
        }
        return failed("wrote no result");
    } catch (const json::exception&) {
        return failed(ending.output.empty() ? why_it_ended(ending)
                                            : "wrote a result that cannot be read");
    }
}

}  // namespace triptych::harness
