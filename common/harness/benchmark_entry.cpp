#include "common/harness/benchmark_entry.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

namespace triptych::harness {
namespace {

using nlohmann::json;

constexpr std::string_view skipped = "skipped: ";

double unit_in_seconds(const std::string& unit) {
    if (unit == "s") return 1;
    if (unit == "ms") return 1e-3;
    return unit == "us" ? 1e-6 : 1e-9;
}

/// Numbers that are not counters.
bool is_google_benchmarks(const std::string& key) {
    static constexpr std::array<std::string_view, 9> names{
        "real_time",     "cpu_time",         "iterations",   "threads",
        "repetitions",   "repetition_index", "family_index", "per_family_instance_index",
        "aggregate_unit"};
    return std::ranges::find(names, key) != names.end();
}

BenchmarkEntry unmeasured(std::string message) {
    if (message.starts_with(skipped))
        return {.outcome = Outcome::skipped,
                .reason = message.substr(skipped.size()),
                .repetition = {}};
    return {.outcome = Outcome::failed, .reason = std::move(message), .repetition = {}};
}

}  // namespace

BenchmarkEntry read_entry(const json& entry) {
    if (entry.value("error_occurred", false))
        return unmeasured(entry.value("error_message", "failed"));
    const double unit = unit_in_seconds(entry.value("time_unit", "ns"));
    Repetition repetition{.wall_seconds = entry.at("real_time").get<double>() * unit,
                          .own_cpu_seconds = entry.at("cpu_time").get<double>() * unit,
                          .iterations = entry.value("iterations", std::int64_t{1}),
                          .counters = {}};
    for (const auto& [key, value] : entry.items())
        if (value.is_number() && !is_google_benchmarks(key))
            repetition.counters[key] = value.get<double>();
    return {.outcome = Outcome::measured, .reason = {}, .repetition = std::move(repetition)};
}

}  // namespace triptych::harness
