#include "common/harness/results_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <regex>
#include <set>
#include <system_error>
#include <unordered_map>

#include "common/harness/escape.hpp"
#include "common/harness/exports.hpp"
#include "common/harness/host.hpp"
#include "common/harness/text.hpp"

namespace triptych::harness {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::uintmax_t largest_file = std::uintmax_t{256} << 20;
constexpr int deepest = 100;
constexpr const char* how_to_measure = "Measure with: triptych run --json FILE";
constexpr const char* how_to_merge = "Merge with: triptych merge FILE... --json FILE";

[[noreturn]] void fail(const std::string& path, const std::string& why) {
    throw ResultsFileError{fmt::format("{}: {}", path, why)};
}

/// As a shell gives an open file to a program, for "<" or "<(...)": that may be a pipe.
bool is_handed_over(const std::string& path) {
    return path == "/dev/stdin" || path.starts_with("/dev/fd/") ||
           path.starts_with("/proc/self/fd/");
}

void require_file(const std::string& path) {
    std::error_code error;
    const fs::file_type type = fs::status(path, error).type();
    if (type == fs::file_type::not_found)
        fail(path, "there is no such file. Is its name spelled right, and its folder?");
    if (error) fail(path, fmt::format("{}. Try: ls -l", error.message()));
    if (type == fs::file_type::directory) fail(path, "a folder, not a file: name one in it");
    if (type != fs::file_type::regular && !is_handed_over(path))
        fail(path,
             "a pipe or a device, which may never end: write it to a file first, or read it from "
             "/dev/stdin");
}

std::string content_of(const std::string& path) {
    require_file(path);
    std::ifstream file{path, std::ios::binary};
    if (!file)
        fail(path, fmt::format("{}. Try: ls -l, which says who may read it",
                               std::generic_category().message(errno)));
    std::string content;
    std::array<char, 1 << 16> part{};
    while (file.read(part.data(), part.size()) || file.gcount() > 0) {
        content.append(part.data(), static_cast<std::size_t>(file.gcount()));
        if (content.size() > largest_file)  // it may be a pipe, or /dev/zero
            fail(path, "larger than 256 MiB: no results file is");
    }
    if (file.bad()) fail(path, "cannot be read to its end: copy it anew");
    return content;
}

/// What is copied and written by recursion is not to overflow the stack.
json parse(const std::string& path, const std::string& content) {
    return json::parse(content, [&](int depth, json::parse_event_t, const json&) {
        if (depth > deepest)
            fail(path, fmt::format("nested more than {} deep: no results file is", deepest));
        return true;
    });
}

Role role_named(const std::string& name) {
    for (const Role role : {Role::baseline, Role::exhibit, Role::reference})
        if (role_name(role) == name) return role;
    return Role::contender;
}

/// "mixed/threads.pool/1000/io:50" taken apart; whether it is such a name. Other programs'
/// benchmarks are mostly written with capitals, and those are none of ours.
bool take_apart(const std::string& name, Cell& cell) {
    static const std::regex pattern{R"(([a-z_][a-z_0-9]*)/([a-z_][a-z_0-9]*)(?:\.([a-z_0-9]+))?)"
                                    R"(/(\d{1,18})((?:/[a-z_]+:-?\d+)*))"};
    constexpr std::size_t longest = 300;  // the library's matcher recurses
    std::smatch part;
    if (name.size() > longest || !std::regex_match(name, part, pattern)) return false;
    cell.workload = part[1];
    cell.model = part[2];
    cell.variant = part[3];
    cell.size = std::stoll(part[4]);
    cell.set = part[5].length() == 0 ? "" : part[5].str().substr(1);
    return true;
}

double seconds_of(const json& entry, const char* time) {
    const std::string unit = entry.value("time_unit", "ns");
    double factor = 1e-9;
    if (unit == "us") factor = 1e-6;
    if (unit == "ms") factor = 1e-3;
    if (unit == "s") factor = 1;
    return entry.at(time).get<double>() * factor;
}

/// Numbers that are no figures of the cell.
bool is_google_benchmarks(const std::string& key) {
    static constexpr std::array<std::string_view, 9> names{
        "real_time",     "cpu_time",         "iterations",   "threads",
        "repetitions",   "repetition_index", "family_index", "per_family_instance_index",
        "aggregate_unit"};
    return std::ranges::find(names, key) != names.end();
}

/// No cell takes that long, in seconds: 31 years.
constexpr double longest_time = 1e9;

void add_entry(const json& entry, Result& result, const std::string& path) {
    if (entry.value("error_occurred", false)) {
        constexpr std::string_view skipped = "skipped: ";
        result.reason = entry.value("error_message", "failed");
        result.outcome = result.reason.starts_with(skipped) ? Outcome::skipped : Outcome::failed;
        if (result.outcome == Outcome::skipped) result.reason.erase(0, skipped.size());
        return;
    }
    if (result.outcome == Outcome::failed) return;  // whatever it took before
    Repetition repetition{.wall_seconds = seconds_of(entry, "real_time"),
                          .own_cpu_seconds = seconds_of(entry, "cpu_time"),
                          .iterations = entry.value("iterations", std::int64_t{1}),
                          .counters = {}};
    if (repetition.wall_seconds <= 0 || repetition.wall_seconds > longest_time)
        fail(path, fmt::format("{} took {:g} s, it says, which cannot be. {}", result.cell.name(),
                               repetition.wall_seconds, how_to_measure));
    for (const auto& [key, value] : entry.items())
        if (value.is_number() && !is_google_benchmarks(key))
            repetition.counters[key] = value.get<double>();
    result.outcome = Outcome::measured;
    result.repetitions.push_back(std::move(repetition));
}

std::vector<Result> results_of(const json& entries, const std::string& path) {
    std::vector<Result> results;
    std::unordered_map<std::string, std::size_t> places;
    for (const json& entry : entries) {
        if (!entry.is_object() || entry.value("run_type", "iteration") != "iteration") continue;
        Cell cell;
        if (!take_apart(entry.value("run_name", entry.value("name", "")), cell)) continue;
        cell.role = role_named(entry.value("role", ""));
        cell.unit = entry.value("unit", "");
        const auto [place, is_new] = places.emplace(cell.name(), results.size());
        if (is_new) results.emplace_back().cell = cell;
        add_entry(entry, results[place->second], path);
    }
    return results;
}

/// Leaves out what only looks like cells.
void keep_known(std::vector<Result>& results, const std::vector<std::string>& workloads,
                const std::string& path) {
    std::set<std::string> unknown;
    std::erase_if(results, [&](const Result& result) {
        const std::string& name = result.cell.workload;
        if (std::ranges::find(workloads, name) != workloads.end()) return false;
        unknown.insert(name);
        return true;
    });
    if (results.empty())
        fail(path, fmt::format("another program's: it measured {}, and no workload of ours. {}",
                               enumerate({unknown.begin(), unknown.end()}), how_to_measure));
}

ResultsFile parse_one(const std::string& path, const std::string& name, json document,
                      const Reading& how) {
    if (!document.is_object() || !document.contains("benchmarks") ||
        !document["benchmarks"].is_array())
        fail(path,
             fmt::format("JSON, but no results: it has no list of benchmarks. {}", how_to_measure));
    ResultsFile file{.name = name, .results = {}, .document = {}};
    if (document.contains("context") && document["context"].is_object())
        file.context = document["context"];
    const json ours = file.context.value("triptych", json::object());
    const json format = ours.is_object() ? ours.value("format", json(1)) : json(1);
    if (format != results_format)
        fail(path, fmt::format("written in format {}, and this program knows format {} only: read "
                               "it with the version that wrote it",
                               format.dump(), results_format));
    file.results = results_of(document["benchmarks"], path);
    if (file.results.empty())
        fail(path, fmt::format("none of its {} benchmarks is named workload/model/size. {}",
                               document["benchmarks"].size(), how_to_measure));
    if (!how.workloads.empty() && !file.context.contains("triptych"))
        keep_known(file.results, how.workloads, path);
    file.document = std::move(document);
    return file;
}

/// Those of a merged file.
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
                fmt::format("JSON, but not as results are written. {}", how_to_measure);
            if (!how.skip) fail(place, why);
            how.skip(fmt::format("{}: {}", place, why));
        }
    }
    return files;
}

/// Whether the run came with a warning about that.
bool is_warned_of(const ResultsFile& file, const std::string& what) {
    const json ours = file.context.value("triptych", json::object());
    const json all = ours.is_object() ? ours.value("warnings", json()) : json();
    if (!all.is_array()) return false;
    return std::ranges::any_of(all, [&](const json& one) {
        return one.is_object() && one.value("about", json()) == json(what);
    });
}

}  // namespace

ResultsFileError::ResultsFileError(const std::string& what)
    : std::runtime_error{for_terminal(what)} {}

std::string ResultsFile::host() const {
    const auto found = context.find("host_name");
    return found != context.end() && found->is_string() ? found->get<std::string>() : "";
}

std::string ResultsFile::about(const std::string& path) const {
    const json ours = context.value("triptych", json::object());
    const json::json_pointer pointer{path};
    if (!ours.is_object() || !ours.contains(pointer)) return {};
    const json& value = ours.at(pointer);
    return value.is_string() ? value.get<std::string>() : value.dump();
}

std::vector<ResultsFile> read_results(const std::string& path, const Reading& how) {
    const std::string content = content_of(path);
    if (content.empty()) fail(path, fmt::format("empty. {}", how_to_measure));
    try {
        json document = parse(path, content);
        const std::string name = fs::path{path}.stem().string();
        if (!document.is_object() || !document.contains("merged"))
            return {parse_one(path, name, std::move(document), how)};
        if (!document["merged"].is_array() || document["merged"].empty())
            fail(path, fmt::format("merged, of no files at all. {}", how_to_merge));
        return parts_of(path, document["merged"], how);
    } catch (const json::parse_error&) {
        fail(path, fmt::format("not JSON, or cut short. {}", how_to_measure));
    } catch (const json::exception&) {
        fail(path, fmt::format("JSON, but not as results are written. {}", how_to_measure));
    }
}

std::vector<std::string> remarks(const ResultsFile& file) {
    std::vector<std::string> lines;
    const std::string ours = about_build()["versions"]["triptych"].get<std::string>();
    const std::string theirs = file.about("/versions/triptych");
    if (!theirs.empty() && theirs != ours)
        lines.push_back(
            fmt::format("measured by version {}, and this is {}: what has changed in "
                        "between may show",
                        theirs, ours));
    const std::string flags = file.about("/flags");
    if (is_warned_of(file, "build") || flags.find("-O0") != std::string::npos)
        lines.emplace_back(
            "a debug build, whose times say nothing: have it measured by ./triptych");
    if (file.about("/complete") == "false")
        lines.emplace_back("a run that was stopped: not all was measured");
    return lines;
}

std::string merged(const std::vector<ResultsFile>& files) {
    json parts = json::array();
    for (const ResultsFile& file : files)
        parts.push_back({{"name", file.name}, {"results", file.document}});
    return for_json(json{{"merged", std::move(parts)}}, 1);
}

}  // namespace triptych::harness
