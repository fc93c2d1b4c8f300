/// Peers use the parameters of a workload, or refuse them.
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "benches/catalog/catalog.hpp"
#include "benches/peers/find_python.hpp"
#include "benches/peers/peers.hpp"
#include "catch.hpp"
#include "common/sanitizers.hpp"
#include "tests/census.hpp"
#include "tests/in_child.hpp"

using namespace triptych;

namespace {

Benchmark benchmark_named(const std::string& name) {
    const auto benchmark = find_benchmark(name);
    REQUIRE(benchmark);
    return *benchmark;
}

/// The number of threads after `sort` with `workers`, including this one: the threads of TBB and
/// OpenMP live on.
std::string threads_after(Lists (*sort)(Lists, int), int workers) {
    return in_child([=] {
        Lists lists(100, Values(1'000, 1));
        const int before = take_census().threads;
        sort(std::move(lists), workers);
        return std::to_string(take_census().threads - before + 1);
    });
}

}  // namespace

TEST_CASE("TBB and OpenMP use the given number of workers") {
    if (!peers::why_no_tbb())
        for (const auto& sort : {peers::tbb_sort_many, peers::tbb_sort_many_task_group})
            CHECK(threads_after(sort, 1) == "1");
    // ThreadSanitizer does not know the synchronization of libgomp (see tests/tsan.supp).
    if (!thread_sanitizer && !peers::why_no_openmp())
        for (const int workers : {1, 3, 7})
            CHECK(threads_after(peers::openmp_sort_many, workers) == std::to_string(workers));
}

TEST_CASE("refuses: a number of workers, for peers that have none, but not the default") {
    for (const char* name : {"sort_many/std.par/5", "sort_many/std.async/5"}) {
        const Benchmark usual = benchmark_named(name);
        const Benchmark set = benchmark_named(std::string{name} + "/workers:3");
        CAPTURE(name);
        if (usual.implementation->refuses(5, usual.set))
            continue;  // it is refused for another reason
        CHECK(set.implementation->refuses(5, set.set) == "has no number of workers");
    }
}

TEST_CASE("Python programs get the parameters of their benchmark") {
    if (const auto reason = peers::why_no_python()) {
        WARN(*reason);
        return;
    }
    namespace fs = std::filesystem;
    std::string folder = (fs::temp_directory_path() / "triptych-XXXXXX").string();
    REQUIRE(::mkdtemp(folder.data()) != nullptr);
    const std::string programs = folder + "/benches/peers/python/";
    fs::create_directories(programs);
    fs::copy_file(peers::python_program("trial"), programs + "trial.py");
    for (const auto& [program, name, terms] :
         {std::array{"sort_many_threads", "sort_many/python.threads/2/workers:3", "3"},
          std::array{"sort_many_processes", "sort_many/python.processes/2/workers:3", "3"},
          std::array{"producer_consumer_threading",
                     "producer_consumer/python.threading/8/producers:1/consumers:20", "1 20 16"},
          std::array{"producer_consumer_asyncio",
                     "producer_consumer/python.asyncio/8/producers:20/consumers:1", "20 1 16"}}) {
        std::ofstream{programs + program + ".py"}
            << "import sys, trial\n"
               "trial.run(lambda terms, *lists: sys.exit(' '.join(map(str, terms))))\n";
        const Benchmark benchmark = benchmark_named(name);
        CAPTURE(name);
        CHECK(in_child([&] {
                  // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread
                  ::setenv("TRIPTYCH_SOURCE_DIR", folder.c_str(), 1);
                  benchmark.implementation->prepare(benchmark.size, 1, benchmark.set).solve();
                  return std::string{"it was solved"};
              }) == std::string{"threw: "} + terms);
    }
    fs::remove_all(folder);
}
