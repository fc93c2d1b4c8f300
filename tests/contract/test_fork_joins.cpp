/// Properties of every implementation of fork_join.
#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "benches/peers/peers.hpp"
#include "catch.hpp"
#include "common/workloads/sequential.hpp"
#include "tests/in_child.hpp"

using namespace triptych;
using enum Division::Problem;

namespace {

struct Solution {
    const char* name;
    std::int64_t (*solve)(const Division& division);
};

constexpr Solution solutions[]{
    {"sequential", sequential::fork_join},
    {"threads", threads::fork_join},
    {"threads.pool", threads::fork_join_pool},
    {"threads.stealing", threads::fork_join_stealing},
    {"processes", processes::fork_join},
    {"processes.pool", processes::fork_join_pool},
    {"coroutines", coroutines::fork_join},
    {"coroutines.stealing", coroutines::fork_join_stealing},
};

/// Each problem, from the trivial to one with a few hundred parts.
std::vector<Division> divisions() {
    std::vector<Division> all;
    for (const int workers : {1, 2, 3})
        for (const int grain : {0, 1, 3, 50}) {
            for (const int n : {0, 1, 2, 3, 11})
                all.push_back({fibonacci, n, grain, workers});
            for (const int n : {0, 1, 2, 3, 5})
                all.push_back({queens, n, grain, workers});
            for (const int depth : {0, 1, 2})
                all.push_back({skynet, depth, grain, workers});
        }
    return all;
}

}  // namespace

TEST_CASE("fork_join: every implementation counts right, for every problem, grain and workers") {
    for (const auto& [name, solve] : solutions)
        for (const Division& division : divisions()) {
            CAPTURE(name, static_cast<int>(division.problem), division.size, division.grain,
                    division.workers);
            CHECK(check_count(division, solve(division)) == "");
        }
}

TEST_CASE("fork_join: jobs that wait in their own pool deadlock, and it is found every time") {
    for (const Division& division : divisions()) {
        CAPTURE(static_cast<int>(division.problem), division.size, division.grain);
        CHECK(check_watched_count(division, threads::fork_join_waiting(division)) == "");
    }
}

TEST_CASE("fork_join: peers count right, too, for every problem and grain") {
    for (const Solution& peer : {Solution{"tbb", peers::tbb_fork_join},
                                 {"openmp", peers::openmp_fork_join},
                                 {"std.async", peers::async_fork_join},
                                 {"taskflow", peers::taskflow_fork_join}}) {
        if (std::string{peer.name} == "tbb" && peers::why_no_tbb()) continue;
        if (std::string{peer.name} == "openmp" && peers::why_no_openmp()) continue;
        if (std::string{peer.name} == "taskflow" && peers::why_no_taskflow()) continue;
        CAPTURE(peer.name);
        // In a child, because TBB's threads live on, and this process must fork later.
        CHECK(in_child([&] {
                  for (const Division& division : divisions())
                      if (division.size > 0)
                          if (auto wrong = check_count(division, peer.solve(division));
                              !wrong.empty())
                              return wrong;
                  return std::string{};
              }) == "");
    }
}
