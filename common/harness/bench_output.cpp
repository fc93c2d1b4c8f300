#include "common/harness/bench_output.hpp"

#include <array>
#include <fmt/format.h>
#include <sstream>
#include <string_view>

namespace triptych::harness {
namespace {

using nlohmann::json;

BenchRun failed(std::string reason) {
    return {
        .outcome = Outcome::failed, .reason = std::move(reason), .repetition = {}, .context = {}};
}

/// The last line that says something: not a warning, which says nothing about this run.
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

double unit_in_seconds(const std::string& unit) {
    if (unit == "s") return 1;
    if (unit == "ms") return 1e-3;
    return unit == "us" ? 1e-6 : 1e-9;
}

bool is_ours(const std::string& key) {
    static constexpr std::array<std::string_view, 9> google_benchmarks{
        "real_time",     "cpu_time",         "iterations",   "threads",
        "repetitions",   "repetition_index", "family_index", "per_family_instance_index",
        "aggregate_unit"};
    return std::ranges::find(google_benchmarks, key) == google_benchmarks.end();
}

Repetition read_repetition(const json& entry) {
    const double unit = unit_in_seconds(entry.value("time_unit", "ns"));
    Repetition repetition{.wall_seconds = entry.at("real_time").get<double>() * unit,
                          .own_cpu_seconds = entry.at("cpu_time").get<double>() * unit,
                          .iterations = entry.value("iterations", std::int64_t{1}),
                          .counters = {}};
    for (const auto& [key, value] : entry.items())
        if (value.is_number() && is_ours(key)) repetition.counters[key] = value.get<double>();
    return repetition;
}

BenchRun read_entry(const json& entry) {
    if (!entry.value("error_occurred", false))
        return {.outcome = Outcome::measured,
                .reason = {},
                .repetition = read_repetition(entry),
                .context = {}};
    constexpr std::string_view skipped = "skipped: ";
    std::string message = entry.value("error_message", "failed");
    if (!message.starts_with(skipped)) return failed(std::move(message));
    return {.outcome = Outcome::skipped,
            .reason = message.substr(skipped.size()),
            .repetition = {},
            .context = {}};
}

/// Google Benchmark may put "/real_time" or the like behind it.
bool is_named(const std::string& name, const std::string& cell) {
    return name == cell || name.starts_with(cell + '/');
}

}  // namespace

BenchRun read_bench_run(const Ending& ending, const std::string& cell) {
    if (ending.timed_out || ending.status != 0) return failed(why_it_ended(ending));
    try {
        const json output = json::parse(ending.output);
        for (const json& entry : output.at("benchmarks")) {
            if (!is_named(entry.value("name", ""), cell)) continue;
            if (ending.left_behind > 0)
                return failed(fmt::format("left {} process{} behind", ending.left_behind,
                                          ending.left_behind == 1 ? "" : "es"));
            BenchRun run = read_entry(entry);
            run.context = output.value("context", json{});
            return run;
        }
        return failed("wrote no result");
    } catch (const json::exception&) {
        return failed(ending.output.empty() ? why_it_ended(ending)
                                            : "wrote a result nobody can read");
    }
}

}  // namespace triptych::harness
