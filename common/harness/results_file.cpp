#include "common/harness/results_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_map>
#include <utility>

#include "common/benchmark_name.hpp"
#include "common/harness/benchmark_entry.hpp"
#include "common/harness/escape.hpp"
#include "common/harness/exports.hpp"
#include "common/harness/host.hpp"
#include "common/harness/text.hpp"

namespace triptych::harness {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr const char* how_to_merge = "Merge with: triptych merge FILE... --json FILE";

[[noreturn]] void fail(const std::string& path, const std::string& why) {
    throw ResultsFileError{path, why};
}

/// In seconds, 31 years: a longer time is an error in the file.
constexpr double longest_time = 1e9;

/// Threads, processes or samples: a larger number is an error in the file.
constexpr double most_counted = 1e9;

/// Takes the metrics that belong to the benchmark as a whole out of those of a repetition, where
/// as_json() has put them.
void take_whole(Metrics& counters, Result& result) {
    const auto take = [&](const char* name) {
        const auto node = counters.extract(name);
        return node.empty() ? std::nullopt : std::optional{node.mapped()};
    };
    if (const auto speedup = take("two_threads_speedup")) result.speedup = speedup;
    const auto whole = [&](const char* name) {
        return static_cast<std::int64_t>(std::clamp(take(name).value_or(0), 0.0, most_counted));
    };
    result.peak.threads = whole("live_threads");
    result.peak.processes = whole("live_processes");
    result.peak.descriptors = take("live_descriptors").value_or(0);
    result.peak.samples = static_cast<int>(whole("live_samples"));
    if (result.peak.processes > 1)
        if (const auto bytes = counters.find("peak_bytes"); bytes != counters.end())
            result.peak.tree_bytes = bytes->second;
    take("ideal_seconds");  // is computed again
}

void add_entry(const json& entry, Result& result, const std::string& path) {
    if (result.outcome == Outcome::failed && !entry.value("error_occurred", false))
        return;  // one failure makes the whole benchmark fail
    BenchmarkEntry read = read_entry(entry);
    if (read.outcome != Outcome::measured) {
        result.outcome = read.outcome;
        result.reason = std::move(read.reason);
        return;
    }
    Repetition& repetition = read.repetition;
    take_whole(repetition.counters, result);
    if (repetition.wall_seconds <= 0 || repetition.wall_seconds > longest_time)
        fail(path, fmt::format("{} is said to take {:g} s, which is impossible. {}",
                               result.benchmark.name(), repetition.wall_seconds, how_to_measure));
    result.outcome = Outcome::measured;
    result.repetitions.push_back(std::move(repetition));
}

std::vector<Result> results_of(const json& entries, const std::string& path) {
    std::vector<Result> results;
    std::unordered_map<std::string, std::size_t> places;
    for (const json& entry : entries) {
        if (!entry.is_object() || entry.value("run_type", "iteration") != "iteration") continue;
        auto name = parse_benchmark_name(entry.value("run_name", entry.value("name", "")));
        if (!name) continue;
        const BenchmarkName benchmark{.workload = std::move(name->workload),
                                      .unit = entry.value("unit", ""),
                                      .size = name->size,
                                      .model = std::move(name->model),
                                      .variant = std::move(name->variant),
                                      .role = role_named(entry.value("role", "")),
                                      .set = std::move(name->set)};
        const auto [place, is_new] = places.emplace(benchmark.name(), results.size());
        if (is_new) {
            results.emplace_back().benchmark = benchmark;
            results.back().remark = entry.value("label", "");
        }
        add_entry(entry, results[place->second], path);
    }
    return results;
}

/// Removes entries that only look like benchmarks of ours.
void keep_known(std::vector<Result>& results, const std::vector<std::string>& workloads,
                const std::string& path) {
    std::set<std::string> unknown;
    std::erase_if(results, [&](const Result& result) {
        const std::string& name = result.benchmark.workload;
        if (std::ranges::find(workloads, name) != workloads.end()) return false;
        unknown.insert(name);
        return true;
    });
    if (results.empty())
        fail(path,
             fmt::format("from another program: it measured {}, and no workload of Triptych. {}",
                         enumerate({unknown.begin(), unknown.end()}), how_to_measure));
}

ResultsFile parse_one(const std::string& path, const std::string& name, const json& document,
                      const Reading& how) {
    if (!document.is_object() || !document.contains("benchmarks") ||
        !document["benchmarks"].is_array())
        fail(path, fmt::format("JSON, but not results: it has no list of benchmarks. {}",
                               how_to_measure));
    ResultsFile file{.name = name, .results = {}, .context = {}, .document = {}};
    json context = document.value("context", json());
    if (!context.is_object()) context = json::object();
    const json ours = context.value("triptych", json::object());
    const json format = ours.is_object() ? ours.value("format", json(1)) : json(1);
    if (format != results_format)
        fail(path, fmt::format("written in format {}, but this program reads only format {}: use "
                               "the version of Triptych that wrote it",
                               format.dump(), results_format));
    file.results = results_of(document["benchmarks"], path);
    if (file.results.empty())
        fail(path, fmt::format("none of its {} benchmarks is named workload/model/size. {}",
                               document["benchmarks"].size(), how_to_measure));
    if (!how.workloads.empty() && !context.contains("triptych"))
        keep_known(file.results, how.workloads, path);
    file.context = std::move(context);
    file.document = document;
    return file;
}

/// The runs in a merged file.
std::vector<ResultsFile> parts_of(const std::string& path, const json& parts, const Reading& how) {
    std::vector<ResultsFile> files;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        std::string place = fmt::format("{}: part {}", path, i + 1);
        try {
            const std::string name = parts[i].at("name").get<std::string>();
            place = fmt::format("{}: {}", path, name);
            files.push_back(parse_one(place, name, parts[i].at("results"), how));
        } catch (const ResultsFileError& error) {
            if (!how.skip) throw;
            how.skip(error.what());
        } catch (const json::exception&) {
            const std::string why =
                fmt::format("JSON, but not in the format of results. {}", how_to_measure);
            if (!how.skip) fail(place, why);
            how.skip(fmt::format("{}: {}", place, why));
        }
    }
    return files;
}

/// The context's "triptych" part; an empty object if there is none.
json ours_of(const ResultsFile& file) {
    const json& about = file.context.value();
    const json ours = about.is_object() ? about.value("triptych", json::object()) : json::object();
    return ours.is_object() ? ours : json::object();
}

}  // namespace

std::string ResultsFile::host() const {
    const json& about = context.value();
    if (!about.is_object()) return {};
    const auto found = about.find("host_name");
    return found != about.end() && found->is_string() ? found->get<std::string>() : "";
}

std::string ResultsFile::about(const std::string& path) const {
    const json ours = ours_of(*this);
    const json::json_pointer pointer{path};
    if (!ours.contains(pointer)) return {};
    const json& value = ours.at(pointer);
    return value.is_string() ? value.get<std::string>() : value.dump();
}

std::vector<std::string> ResultsFile::warned_about() const {
    std::vector<std::string> words;
    const json warnings = ours_of(*this).value("warnings", json());
    if (!warnings.is_array()) return words;
    for (const json& warning : warnings)
        if (warning.is_object() && warning.contains("about") && warning["about"].is_string())
            words.push_back(warning["about"].get<std::string>());
    return words;
}

std::vector<ResultsFile> read_results(const std::string& path, const Reading& how) {
    const Json read = read_json(path);
    const json& document = read.value();
    const std::string name = fs::path{path}.stem().string();
    try {
        if (!document.is_object() || !document.contains("merged"))
            return {parse_one(path, name, document, how)};
        if (!document["merged"].is_array() || document["merged"].empty())
            fail(path, fmt::format("a merged file without any results in it. {}", how_to_merge));
        return parts_of(path, document["merged"], how);
    } catch (const json::exception&) {
        fail(path, fmt::format("JSON, but not in the format of results. {}", how_to_measure));
    }
}

std::vector<std::string> remarks(const ResultsFile& file) {
    std::vector<std::string> lines;
    const std::string ours = about_build()["versions"]["triptych"].get<std::string>();
    const std::string theirs = file.about("/versions/triptych");
    if (!theirs.empty() && theirs != ours)
        lines.push_back(
            fmt::format("measured by version {}, this is {}: changes between the two versions "
                        "may show in the times",
                        theirs, ours));
    const std::string flags = file.about("/flags");
    const auto warned = file.warned_about();
    if (std::ranges::find(warned, "build") != warned.end() ||
        flags.find("-O0") != std::string::npos)
        lines.emplace_back("a debug build, so its times mean nothing: measure it with ./triptych");
    if (file.about("/complete") == "false")
        lines.emplace_back("the run was stopped, so not everything was measured");
    return lines;
}

std::string merged(const std::vector<ResultsFile>& files) {
    json parts = json::array();
    for (const ResultsFile& file : files)
        parts.push_back({{"name", file.name}, {"results", file.document.value()}});
    return for_json(json{{"merged", std::move(parts)}}, 1);
}

}  // namespace triptych::harness
