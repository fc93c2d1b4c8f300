/// The timeline agrees with what strace and perf see of the same run, where they are installed.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "common/harness/command.hpp"

namespace triptych {
namespace {

#ifdef STRACE_PATH
/// Milliseconds: since the first one of the same thread, and how long.
struct Sleep {
    double begin = 0;
    double length = 0;
};

using Sleeps = std::map<std::size_t, std::vector<Sleep>>;  // of a thread, by how many they are

Sleeps by_count(std::map<std::string, std::vector<Sleep>> threads) {
    Sleeps sleeps;
    for (auto& [thread, list] : threads) {
        const double first = list.front().begin;
        for (Sleep& one : list)
            one.begin -= first;
        sleeps[list.size()] = list;
    }
    return sleeps;
}

/// Lines like "1234 1700000000.123456 clock_nanosleep(...) = 0 <0.003100>"; of a call during which
/// another thread was written, two lines, of which the first has the beginning.
Sleeps read_strace(const std::string& path) {
    std::ifstream file{path};
    std::map<std::string, std::vector<Sleep>> threads;
    std::map<std::string, double> begun;
    const std::regex line_of{R"((\d+) +(\d+\.\d+) (.*nanosleep.*))"};
    const std::regex duration{"<([0-9.]+)>$"};
    for (std::string line; std::getline(file, line);) {
        std::smatch part;
        if (!std::regex_match(line, part, line_of)) continue;
        const std::string thread = part[1];
        const double time = std::stod(part[2]) * 1000;
        const std::string call = part[3];
        if (call.find("resumed>") == std::string::npos) begun[thread] = time;
        if (std::smatch length; std::regex_search(call, length, duration))
            threads[thread].push_back({begun[thread], std::stod(length[1]) * 1000});
    }
    return by_count(std::move(threads));
}

Sleeps read_timeline(const std::string& path) {
    std::ifstream file{path};
    std::map<std::string, std::vector<Sleep>> threads;
    const auto document = nlohmann::json::parse(file);
    for (const auto& event : document["traceEvents"])
        if (event["ph"] == "X" && event["name"] == "asleep")
            threads[event["tid"].dump()].push_back(
                {event["ts"].get<double>() / 1000, event["dur"].get<double>() / 1000});
    return by_count(std::move(threads));
}

/// The median of how far begins and lengths are apart, in milliseconds.
double disagreement(const Sleeps& ours, const Sleeps& theirs) {
    std::vector<double> apart;
    for (const std::size_t count : {std::size_t{4}, std::size_t{6}}) {
        REQUIRE(ours.contains(count));
        REQUIRE(theirs.contains(count));
        for (std::size_t i = 0; i < count; ++i) {
            const Sleep& a = ours.at(count)[i];
            const Sleep& b = theirs.at(count)[i];
            apart.push_back(std::max(std::abs(a.begin - b.begin), std::abs(a.length - b.length)));
        }
    }
    std::ranges::sort(apart);
    return apart[apart.size() / 2];
}

#endif

/// A folder of its own for the files of a test.
class Folder {
public:
    explicit Folder(const std::string& name)
        : path_{std::filesystem::temp_directory_path() /
                ("triptych-" + name + '-' + std::to_string(::getpid()))} {
        std::filesystem::create_directory(path_);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { std::filesystem::remove_all(path_); }

    std::string file(const char* name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

#ifdef STRACE_PATH
TEST_CASE("trace agrees with strace on the same run to a millisecond") {
    const Folder folder{"strace"};
    double best = 1e9;  // a busy machine may stop us between strace's look at the clock and ours
    for (int attempt = 0; attempt < 5 && best > 1; ++attempt) {
        const auto ending = harness::run_command(
            {TRIPTYCH_PATH, "trace", "--perfetto", folder.file("ours"), "--", STRACE_PATH, "-f",
             "-ttt", "-T", "-e", "trace=clock_nanosleep,nanosleep", "-o", folder.file("theirs"),
             SLEEPERS_PATH});
        INFO(ending.errors);
        REQUIRE(ending.ended_well());
        best = std::min(best, disagreement(read_timeline(folder.file("ours")),
                                           read_strace(folder.file("theirs"))));
    }
    INFO(best << " ms");
    CHECK(best <= 1);
}

TEST_CASE("trace tells running from ready by the kernel's sums if perf_event_open is not allowed") {
    const auto ending =
        harness::run_command({STRACE_PATH, "-qq", "-o", "/dev/null", "-e", "trace=perf_event_open",
                              "-e", "inject=perf_event_open:error=EACCES", TRIPTYCH_PATH, "trace",
                              "--summary", "--", SLEEPERS_PATH});
    INFO(ending.errors);
    REQUIRE(ending.ended_well());
    INFO(ending.output);
    CHECK(ending.output.find("schedstat") != std::string::npos);
    CHECK(ending.output.find("The kernel switched") == std::string::npos);
}
#endif

#ifdef PERF_PATH
/// When threads had no core: begins and ends, in milliseconds of the clock. From lines like
/// " sleepers 1234 5678.123456789: PERF_RECORD_SWITCH OUT", of which the next of the thread is IN.
std::vector<std::pair<double, double>> read_perf(const std::string& text) {
    std::istringstream lines{text};
    std::map<std::string, double> lost;
    std::vector<std::pair<double, double>> without_core;
    const std::regex line_of{R"(.* (\d+) +(\d+\.\d+): PERF_RECORD_SWITCH (IN|OUT).*)"};
    for (std::string line; std::getline(lines, line);) {
        std::smatch part;
        if (!std::regex_match(line, part, line_of)) continue;
        const double time = std::stod(part[2]) * 1000;
        if (part[3] == "OUT")
            lost[part[1]] = time;
        else if (lost.contains(part[1]))
            without_core.emplace_back(lost[part[1]], time);
    }
    return without_core;
}

TEST_CASE("trace agrees with perf's context switches on the same run to a millisecond") {
    const Folder folder{"perf"};
    double best = 1e9;  // a busy machine may stop us between a switch and our look at the clock
    for (int attempt = 0; attempt < 3 && best > 1; ++attempt) {
        const auto recorded = harness::run_command(
            {TRIPTYCH_PATH, "trace", "--perfetto", folder.file("ours"), "--", PERF_PATH, "record",
             "-q", "-e", "dummy:u", "--switch-events", "-k", "CLOCK_MONOTONIC", "-o",
             folder.file("theirs"), SLEEPERS_PATH});
        const auto listed =
            harness::run_command({PERF_PATH, "script", "-i", folder.file("theirs"),
                                  "--show-switch-events", "--ns", "-F", "comm,tid,time"});
        const auto theirs = read_perf(listed.output);
        if (!recorded.ended_well() || theirs.empty()) {
            WARN("skipped: perf records no context switches here: " << recorded.errors);
            return;
        }
        std::ifstream file{folder.file("ours")};
        const auto document = nlohmann::json::parse(file);
        const double clock = document["otherData"]["begin_ns"][0].get<double>() / 1e6;
        std::vector<double> apart;
        for (const auto& event : document["traceEvents"]) {
            if (event["ph"] != "X" || event["name"] != "asleep") continue;
            const double begin = clock + event["ts"].get<double>() / 1e3;
            const double end = begin + event["dur"].get<double>() / 1e3;
            double least = 1e9;
            for (const auto& [lost, got] : theirs)
                least = std::min(least, std::max(std::abs(lost - begin), std::abs(got - end)));
            apart.push_back(least);
        }
        REQUIRE(apart.size() >= 10);
        std::ranges::sort(apart);
        best = std::min(best, apart[apart.size() / 2]);
    }
    INFO(best << " ms");
    CHECK(best <= 1);
}
#endif

}  // namespace
}  // namespace triptych
