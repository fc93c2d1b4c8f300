/// The timeline agrees with what strace sees of the same run.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <unistd.h>
#include <vector>

#include "catch.hpp"
#include "common/harness/command.hpp"

namespace triptych {
namespace {

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

TEST_CASE("trace agrees with strace on the same run to a millisecond") {
    const std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("triptych-strace-" + std::to_string(::getpid()));
    std::filesystem::create_directory(folder);
    double best = 1e9;  // a busy machine may stop us between strace's look at the clock and ours
    for (int attempt = 0; attempt < 5 && best > 1; ++attempt) {
        const auto ending = harness::run_command({TRIPTYCH_PATH, "trace", "--perfetto",
                                                  folder / "ours", "--", STRACE_PATH, "-f", "-ttt",
                                                  "-T", "-e", "trace=clock_nanosleep,nanosleep",
                                                  "-o", folder / "theirs", SLEEPERS_PATH});
        INFO(ending.errors);
        REQUIRE(ending.ended_well());
        best = std::min(
            best, disagreement(read_timeline(folder / "ours"), read_strace(folder / "theirs")));
    }
    std::filesystem::remove_all(folder);
    INFO(best << " ms");
    CHECK(best <= 1);
}

}  // namespace
}  // namespace triptych
