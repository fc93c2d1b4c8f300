/// Tests of the meter and the sampler, on a program with known cost.
#include <cmath>
#include <csignal>
#include <fmt/format.h>
#include <fstream>
#include <sstream>

#include "catch.hpp"
#include "common/harness/command.hpp"
#include "common/harness/tree.hpp"
#include "common/metrics.hpp"

using namespace triptych::harness;
using triptych::Metrics;

namespace {

constexpr double mebibyte = 1 << 20;

struct Counted {
    Metrics metrics;  // from the program's own meter
    Peak peak;        // from the sampler
};

bool has_spent(pid_t program) {
    std::ifstream file{fmt::format("/proc/{}/comm", program)};
    std::string name;
    return std::getline(file, name) && name == "spent";
}

/// Runs known_cost (see there), sampled like a benchmark; it continues once it was seen with all it
/// has.
Counted cost_of(const std::vector<std::string>& costs) {
    std::vector<std::string> words{KNOWN_COST_PATH};
    words.insert(words.end(), costs.begin(), costs.end());
    TreeSampler sampler;
    const auto sample = [&](pid_t program) {
        const bool spent = has_spent(program);
        sampler.sample(program);
        if (spent) ::kill(program, SIGUSR1);
        return Seconds{0.005};
    };
    const Ending ending = run_command(words, {.sample = sample});
    REQUIRE(ending.ended_well());
    Counted counted{.metrics = {}, .peak = sampler.peak()};
    std::istringstream lines{ending.output};
    for (std::string name; lines >> name;)
        lines >> counted.metrics[name];
    return counted;
}

}  // namespace

TEST_CASE("Cost of CPU time agrees with the kernel's clocks of all processes") {
    for (const char* children : {"children=1", "children=3"}) {
        Metrics metrics = cost_of({children, "cpu_seconds=0.2"}).metrics;
        CHECK(metrics["clock_seconds"] >= 0.2 * (children[9] - '0'));
        CHECK(metrics["cpu_seconds"] == Approx(metrics["clock_seconds"]).epsilon(0.05));
    }
}

TEST_CASE("Cost of the program's own CPU time is finer than a microsecond") {
    const auto is_whole = [](double microseconds) {
        return std::abs(microseconds - std::round(microseconds)) < 0.0005;  // as it is printed
    };
    int whole = 0;
    for (int run = 0; run < 5; ++run)
        whole += is_whole(1e6 * cost_of({"children=0"}).metrics["cpu_seconds"]) ? 1 : 0;
    CHECK(whole < 5);
}

TEST_CASE("Cost of a child's wait is no CPU time, but one context switch each time") {
    Metrics idle = cost_of({"children=2"}).metrics;
    Metrics sleepy = cost_of({"children=2", "sleeps=1000"}).metrics;
    const double switches = sleepy["voluntary_switches"] - idle["voluntary_switches"];
    CHECK(switches > 0.95 * 2 * 1000);
    CHECK(switches < 1.05 * 2 * 1000);
    CHECK(sleepy["cpu_seconds"] == Approx(sleepy["clock_seconds"]).margin(0.02));
}

TEST_CASE("Cost in memory is the children's own pages, plus shared pages once") {
    const double nothing = cost_of({"children=3"}).peak.tree_bytes;
    const double own = cost_of({"children=3", "private_mebibytes=8"}).peak.tree_bytes;
    const double shared = cost_of({"children=3", "shared_mebibytes=32"}).peak.tree_bytes;
    CHECK(own - nothing == Approx(3 * 8 * mebibyte).margin(2 * mebibyte));
    CHECK(shared - nothing == Approx(32 * mebibyte).margin(2 * mebibyte));
}

TEST_CASE("Cost in processes, threads and descriptors is the number alive at the same time") {
    const Peak few = cost_of({"children=4"}).peak;
    const Peak many = cost_of({"children=4", "descriptors=25"}).peak;
    CHECK(many.processes == 5);
    CHECK(many.threads == 5);
    CHECK(many.descriptors - few.descriptors == 4 * 25);
}
