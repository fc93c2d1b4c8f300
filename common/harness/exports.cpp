#include "common/harness/exports.hpp"

#include <algorithm>
#include <ctime>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>

#include "common/harness/csv.hpp"
#include "common/harness/escape.hpp"
#include "common/harness/finding.hpp"
#include "common/harness/which_one_when.hpp"

namespace triptych::harness {
namespace {

using OrderedJson = nlohmann::ordered_json;  // keeps the order of insertion, for human readers

std::string time_now() {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

OrderedJson named_entry(const Result& result) {
    OrderedJson entry = {
        {"name", result.benchmark.name()}, {"run_name", result.benchmark.name()},
        {"run_type", "iteration"},         {"repetitions", result.repetitions.size()},
        {"repetition_index", 0},           {"threads", 1},
        {"unit", result.benchmark.unit},   {"role", role_name(result.benchmark.role)}};
    if (!result.remark.empty()) entry["label"] = result.remark;
    return entry;
}

/// The metrics of a repetition, and those of the benchmark as a whole.
Metrics metrics_of(const Result& result, const Repetition& repetition,
                   std::optional<double> ideal) {
    Metrics metrics = repetition.counters;
    const auto own = metrics.find("peak_bytes");
    const auto bytes =
        peak_bytes(own == metrics.end() ? std::nullopt : std::optional{own->second}, result.peak);
    metrics.erase("peak_bytes");
    if (bytes) metrics["peak_bytes"] = *bytes;
    if (ideal) metrics["ideal_seconds"] = *ideal;
    if (result.speedup) metrics["two_threads_speedup"] = *result.speedup;
    if (result.contention.seconds >= Contention::long_enough)
        metrics["others_used_cores"] = result.contention.cores();
    if (result.peak.processes > 0) {
        metrics["live_threads"] = static_cast<double>(result.peak.threads);
        metrics["live_descriptors"] = result.peak.descriptors;
        metrics["live_processes"] = static_cast<double>(result.peak.processes);
        metrics["live_samples"] = result.peak.samples;  // below 10: live_* are lower bounds
    }
    return metrics;
}

/// The median in the form of Google Benchmark's aggregates, with its interval, and with the basis
/// of the verdict: the ratio to the fastest contender, and whether there was CPU contention.
OrderedJson median_entry(const Summary& summary, bool withheld) {
    const Result& result = *summary.result;
    const Statistics& wall = summary.wall;
    std::vector<double> own_cpu;
    for (const Repetition& repetition : result.repetitions)
        own_cpu.push_back(repetition.own_cpu_seconds);
    OrderedJson entry = named_entry(result);
    entry["name"] = result.benchmark.name() + "_median";
    entry["run_type"] = "aggregate";
    entry["aggregate_name"] = "median";
    entry["aggregate_unit"] = "time";
    entry["iterations"] = result.repetitions.size();
    entry["real_time"] = wall.median * 1e9;
    entry["real_time_low"] = wall.low * 1e9;
    entry["real_time_high"] = wall.high * 1e9;
    entry["cpu_time"] = statistics(own_cpu).median * 1e9;
    entry["time_unit"] = "ns";
    if (summary.ratio) {
        entry["ratio"] = summary.ratio->median;
        entry["ratio_low"] = summary.ratio->low;
        entry["ratio_high"] = summary.ratio->high;
    }
    if (withheld) entry["cores_withheld"] = true;
    return entry;
}

void add_entries(OrderedJson& entries, const Result& result, std::optional<double> ideal) {
    if (result.outcome == Outcome::skipped || result.outcome == Outcome::failed) {
        OrderedJson entry = named_entry(result);
        for (const char* time : {"iterations", "real_time", "cpu_time"})  // compare.py needs them
            entry[time] = 0;
        entry["time_unit"] = "ns";
        entry["error_occurred"] = true;
        entry["error_message"] =
            (result.outcome == Outcome::skipped ? "skipped: " : "") + result.reason;
        entries.push_back(std::move(entry));
    }
    for (std::size_t i = 0; i < result.repetitions.size(); ++i) {
        const Repetition& repetition = result.repetitions[i];
        OrderedJson entry = named_entry(result);
        entry["repetition_index"] = i;
        entry["iterations"] = repetition.iterations;
        entry["real_time"] = repetition.wall_seconds * 1e9;
        entry["cpu_time"] = repetition.own_cpu_seconds * 1e9;
        entry["time_unit"] = "ns";
        for (const auto& [name, value] : metrics_of(result, repetition, ideal))
            entry[name] = value;
        entries.push_back(std::move(entry));
    }
}

OrderedJson findings_of(std::span<const WorkloadAnalysis> workloads) {
    OrderedJson list = OrderedJson::array();
    for (const Finding& found : findings(workloads))
        list.push_back({{"workload", found.workload},
                        {"size", found.size},
                        {"bound", found.bound},
                        {"fastest", found.fastest},
                        {"decided", found.decided},
                        {"sentence", found.sentence},
                        {"more", found.more},
                        {"details", found.details}});
    return list;
}

using Line = std::map<std::string, CsvField>;  // by column

Line named_line(const Result& result) {
    return {{"workload", result.benchmark.workload}, {"model", result.benchmark.model},
            {"variant", result.benchmark.variant},   {"size", result.benchmark.size},
            {"set", result.benchmark.set},           {"role", role_name(result.benchmark.role)}};
}

void add_lines(std::vector<Line>& lines, const Result& result, std::optional<double> ideal) {
    if (result.outcome == Outcome::skipped || result.outcome == Outcome::failed) {
        lines.push_back(named_line(result));
        lines.back()["error"] =
            (result.outcome == Outcome::skipped ? "skipped: " : "") + result.reason;
    }
    for (std::size_t i = 0; i < result.repetitions.size(); ++i) {
        Line line = named_line(result);
        line["repetition"] = i + 1;
        line["wall_seconds"] = result.repetitions[i].wall_seconds;
        for (const auto& [name, value] : metrics_of(result, result.repetitions[i], ideal))
            line[name] = value;
        lines.push_back(std::move(line));
    }
}

}  // namespace

std::string role_name(Role role) {
    switch (role) {
        case Role::baseline: return "baseline";
        case Role::contender: return "contender";
        case Role::broken: return "broken";
        case Role::peer: return "peer";
    }
    return "";
}

Role role_named(std::string_view name) {
    for (const Role role : {Role::baseline, Role::broken, Role::peer})
        if (role_name(role) == name) return role;
    if (name == "exhibit") return Role::broken;  // in files written before
    if (name == "reference") return Role::peer;
    return Role::contender;
}

OrderedJson about_run(const RunInfo& info) {
    OrderedJson about = about_build();
    for (const auto& [name, version] : info.versions)
        about["versions"][name] = version;
    about["format"] = results_format;
    about["time"] = time_now();
    about["command"] = info.command;
    about["seed"] = info.seed;
    about["repetitions"] = info.repetitions;
    about["cores"] = info.cores;
    about["environment"] = about_environment();
    about["kernel"] = info.host.kernel;
    about["host"] = about_host(info.host);
    about["complete"] = info.complete;
    about["warnings"] = OrderedJson::array();
    for (const Warning& warning : info.warnings)
        about["warnings"].push_back({{"about", warning.about}, {"text", warning.text}});
    if (!info.report.empty()) about["report"] = info.report;
    return about;
}

std::string as_json(std::span<const WorkloadAnalysis> workloads, const RunInfo& info) {
    OrderedJson entries = OrderedJson::array();
    for (const WorkloadAnalysis& workload : workloads)
        for (const GroupAnalysis& group : workload.groups)
            for (const Result& result : group.results) {
                add_entries(entries, result, group.ideal_seconds);
                if (const Summary* const summary = group.of(result); summary != nullptr)
                    entries.push_back(median_entry(*summary, group.cores_withheld));
            }
    OrderedJson context = info.context.value().is_object() ? OrderedJson(info.context.value())
                                                           : OrderedJson::object();
    context["triptych"] = about_run(info);
    context["findings"] = findings_of(workloads);
    context["which_one_when"] = which_one_when(workloads);
    const OrderedJson document = {{"context", std::move(context)},
                                  {"benchmarks", std::move(entries)}};
    return for_json(document, 2);
}

std::string as_csv(std::span<const WorkloadAnalysis> workloads) {
    std::vector<Line> lines;
    for (const WorkloadAnalysis& workload : workloads)
        for (const GroupAnalysis& group : workload.groups)
            for (const Result& result : group.results)
                add_lines(lines, result, group.ideal_seconds);
    std::vector<std::string> columns{"workload", "model",      "variant",      "size", "set",
                                     "role",     "repetition", "wall_seconds", "error"};
    for (const Line& line : lines)
        for (const auto& [column, field] : line)
            if (std::ranges::find(columns, column) == columns.end()) columns.push_back(column);

    std::string text = csv_line(std::vector<CsvField>{columns.begin(), columns.end()});
    for (const Line& line : lines) {
        std::vector<CsvField> fields;
        for (const std::string& column : columns)
            fields.push_back(line.contains(column) ? line.at(column) : CsvField{});
        text += csv_line(fields);
    }
    return text;
}

}  // namespace triptych::harness
