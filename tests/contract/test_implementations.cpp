/// Properties of every implementation in the catalog.
#include <string>
#include <system_error>

#include "benches/loop.hpp"
#include "catch.hpp"
#include "common/refusal.hpp"
#include "common/sanitizers.hpp"
#include "coroutines/primitives/event_loop.hpp"
#include "tests/census.hpp"
#include "tests/contract/benchmarks.hpp"
#include "tests/in_child.hpp"

using namespace triptych;

namespace {

/// Solves the problem, and returns the error message of its check.
std::string solved(const Benchmark& benchmark, std::uint64_t seed) {
    const PreparedRun prepared = benchmark.implementation->prepare(benchmark.size, seed);
    prepared.solve();
    return prepared.check();
}

/// Whether the kernel allows the selected backend of the event loop.
bool is_allowed() {
    try {
        const coroutines::EventLoop loop;
        return true;
    } catch (const std::system_error&) {
        return false;
    }
}

void check_lateness(const Metrics& metrics) {
    CHECK(metrics.at("late_p50_ms") >= 0);
    CHECK(metrics.at("late_p50_ms") <= metrics.at("late_p99_ms"));
    CHECK(metrics.at("late_p99_ms") <= metrics.at("late_max_ms"));
    CHECK(metrics.contains("overtaken"));
}

}  // namespace

TEST_CASE(
    "every implementation solves its workload, returns its metrics, and leaves nothing behind") {
    for (const Benchmark& benchmark : small_benchmarks(false)) {
        CAPTURE(benchmark.workload->name, benchmark.implementation->name());
        const Census before = take_census();
        {
            const PreparedRun prepared = benchmark.implementation->prepare(benchmark.size, 1);
            prepared.solve();
            CHECK(prepared.check() == "");
            CHECK((prepared.wait_seconds > 0) == waits(*benchmark.workload));
            if (benchmark.workload->unit == "messages") check_lateness(prepared.metrics());
        }
        CHECK(changes_since(before) == "");
    }
}

TEST_CASE("every implementation with coroutines is correct on every backend of the loop") {
    for (const std::string& backend : loop_backends()) {
        REQUIRE(use_loop(backend));
        if (!is_allowed()) {
            WARN(backend << " is refused here");
            continue;
        }
        for (const Benchmark& benchmark : small_benchmarks(false)) {
            if (benchmark.implementation->model != "coroutines") continue;
            CAPTURE(backend, benchmark.workload->name, benchmark.implementation->name());
            CHECK(solved(benchmark, 3) == "");
        }
    }
    CHECK_FALSE(use_loop("kqueue"));
    REQUIRE(use_loop("epoll"));
}

TEST_CASE("every implementation solves the smallest size") {
    for (Benchmark benchmark : small_benchmarks(false)) {
        CAPTURE(benchmark.workload->name, benchmark.implementation->name());
        benchmark.size = 1;
        CHECK(solved(benchmark, 2) == "");
    }
}

TEST_CASE("every peer solves its workload, too") {
    for (const Benchmark& benchmark : small_benchmarks(true)) {
        CAPTURE(benchmark.workload->name, benchmark.implementation->name());
        if (const auto reason = benchmark.implementation->refuses(benchmark.size)) {
            WARN(benchmark.implementation->name() << ": " << *reason);
            continue;
        }
        // In a child, because TBB's threads live on, and this process must fork later.
        CHECK(in_child([&] { return solved(benchmark, 1); }) == "");
    }
}

TEST_CASE("shared_counter: guarded counters lose no update, and broken ones lose some") {
    for (const Benchmark& benchmark : small_benchmarks(false)) {
        if (benchmark.workload->name != "shared_counter") continue;
        CAPTURE(benchmark.implementation->name());
        const PreparedRun prepared = benchmark.implementation->prepare(20'000, 1);
        prepared.solve();
        CHECK(prepared.check() == "");
        const double lost = prepared.metrics().at("lost");
        if (benchmark.implementation->role == Role::broken)
            CHECK(lost > 0);
        else
            CHECK(lost == 0);
        if (benchmark.implementation->variant == "private")
            CHECK(prepared.metrics().at("lost_percent") == 100);
    }
}

struct FewTasks {
    explicit FewTasks(int extra) { allow_tasks(extra); }
};

/// The outcome of `benchmark` in a child that may have only `allowed` more of a resource.
template <typename Few>
std::string solved_with(int allowed, const Benchmark& benchmark) {
    return in_child([&] {
        std::string outcome = "solved: ";
        const PreparedRun prepared = benchmark.implementation->prepare(benchmark.size, 1);
        const Census before = take_census();
        try {
            const Few few{allowed};
            prepared.solve();
        } catch (const std::system_error& error) {
            outcome = explain(error);
        }
        return outcome + (outcome == "solved: " ? prepared.check() : "") + changes_since(before);
    });
}

/// Benchmarks that are large enough to be half-way when the system refuses the rest. Baselines
/// start no workers, and workloads that are measured only on request have the same implementations
/// as the others.
std::vector<Benchmark> benchmarks_to_refuse() {
    std::vector<Benchmark> benchmarks = small_benchmarks(false);
    std::erase_if(benchmarks, [](const Benchmark& benchmark) {
        return !benchmark.workload->by_default || benchmark.implementation->role == Role::baseline;
    });
    for (Benchmark& benchmark : benchmarks) {
        if (waits(*benchmark.workload) && benchmark.size == 8) benchmark.size = 12;
        if (benchmark.workload->name == "shared_counter" &&
            benchmark.implementation->variant == "pipe")
            benchmark.size = 20'000;  // more than the pipe holds
    }
    return benchmarks;
}

/// Whether the outcome is an error that names this limit, and nothing was left behind.
bool is_refused(const std::string& outcome, int error, const std::string& limit) {
    const std::string message = std::generic_category().message(error);
    return outcome.ends_with("(limit: " + limit + "): " + message) ||
           outcome == message + " (limit: " + limit + ')';
}

TEST_CASE(
    "every implementation names the limit if the system refuses a task half-way, and leaves "
    "nothing") {
    for (const Benchmark& benchmark : benchmarks_to_refuse())
        for (const int allowed : {0, 1, 2}) {
            CAPTURE(benchmark.workload->name, benchmark.implementation->name(), allowed);
            const auto outcome = solved_with<FewTasks>(allowed, benchmark);
            CAPTURE(outcome);
            CHECK((outcome == "solved: " || is_refused(outcome, EAGAIN, "ulimit -u")));
        }
}

TEST_CASE(
    "every implementation names the limit if it gets no more descriptors, and leaves nothing") {
    // UBSan (part of the AddressSanitizer build) and ThreadSanitizer need descriptors themselves.
    if (address_sanitizer || thread_sanitizer) return;
    for (const Benchmark& benchmark : benchmarks_to_refuse())
        for (const int allowed : {0, 1, 2, 3, 5}) {
            CAPTURE(benchmark.workload->name, benchmark.implementation->name(), allowed);
            const auto outcome = solved_with<FewDescriptors>(allowed, benchmark);
            CAPTURE(outcome);
            CHECK((outcome == "solved: " || is_refused(outcome, EMFILE, "ulimit -n")));
        }
}
