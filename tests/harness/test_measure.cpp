/// Tests of the measurement protocol, with a fake bench program.
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sys/resource.h>
#include <unistd.h>

#include "catch.hpp"
#include "common/harness/measure.hpp"
#include "common/harness/stop_signals.hpp"
#include "common/harness/undecided.hpp"
#include "common/sanitizers.hpp"
#include "tests/census.hpp"
#include "tests/harness/made_up.hpp"

using namespace triptych::harness;
using Results = std::vector<Result>;

namespace {

/// Sets an environment variable during its lifetime.
class Variable {
public:
    Variable(const char* name, const std::string& value) : name_{name} {
        ::setenv(name, value.c_str(), 1);
    }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;
    ~Variable() { ::unsetenv(name_); }

private:
    const char* name_;
};

Results benchmarks(const std::vector<std::string>& implementations) {
    Results results;
    for (const std::string& implementation : implementations)
        results.push_back(made_up_benchmark(implementation));
    return results;
}

Settings settings(int repetitions) {
    Settings settings;
    settings.bench = FAKE_BENCH_PATH;
    settings.repetitions = repetitions;
    return settings;
}

/// Measures and returns which benchmarks ran, in order.
std::vector<std::string> measure(Results& results, Settings how,
                                 std::optional<Seconds> budget = {}) {
    std::vector<std::string> runs;
    how.before_run = [&](const Result& next) { runs.push_back(next.benchmark.implementation()); };
    Measurement{how}.measure(results, budget);
    return runs;
}

}  // namespace

TEST_CASE("Measurement runs every benchmark once a round, after a warm-up that does not count") {
    Results results = benchmarks({"a", "b", "c"});
    const std::vector<std::string> runs = measure(results, settings(3));
    REQUIRE(runs.size() == 12);
    for (std::size_t round = 0; round < 4; ++round)
        CHECK(std::set<std::string>(runs.begin() + 3 * static_cast<std::ptrdiff_t>(round),
                                    runs.begin() + 3 * static_cast<std::ptrdiff_t>(round) + 3)
                  .size() == 3);
    for (const Result& result : results) {
        CHECK(result.outcome == Outcome::measured);
        CHECK(result.repetitions.size() == 3);
        CHECK(result.repetitions[0].wall_seconds == Approx(0.010));
    }
}

TEST_CASE("Measurement runs each repetition in a new process") {
    const std::string log = std::filesystem::temp_directory_path() / "triptych-test-measure.log";
    std::filesystem::remove(log);
    {
        const Variable logged{"FAKE_BENCH_LOG", log};
        Results results = benchmarks({"a", "b"});
        measure(results, settings(2));
    }
    std::map<int, int> runs_of;
    std::ifstream lines{log};
    std::string benchmark;
    for (int pid = 0; lines >> benchmark >> pid;)
        ++runs_of[pid];
    std::filesystem::remove(log);
    CHECK(runs_of.size() == 6);
}

TEST_CASE(
    "Measurement does not repeat a benchmark that crashed, failed or was skipped, and goes on") {
    const Variable behaviour{"FAKE_BENCH",
                             "a=crash b=fail c=skip d=garbage e=silent f=exit g=orphan"};
    Results results = benchmarks({"a", "b", "c", "d", "e", "f", "g", "h"});
    const std::vector<std::string> runs = measure(results, settings(3));
    CHECK(runs.size() == 8 + 3);
    CHECK(results[0].outcome == Outcome::failed);
    CHECK(results[0].reason == "killed by SIGABRT");
    CHECK(results[1].reason == "message 7 arrived twice");
    CHECK(results[2].outcome == Outcome::skipped);
    CHECK(results[2].reason == "this system allows 12 of them");
    CHECK(results[3].reason == "wrote a result that cannot be read");
    CHECK(results[4].reason == "wrote no result");
    CHECK(results[5].reason == "exit code 3: the dog ate it");
    CHECK(results[6].reason == "left 1 process behind");
    CHECK(results[7].outcome == Outcome::measured);
}

TEST_CASE("Measurement skips a benchmark without enough memory, or that cannot be started") {
    const Variable behaviour{"FAKE_BENCH", "a=killed b=no_memory c=out_of_time d=killed"};
    Settings how = settings(1);
    std::int64_t kills = 0;
    how.out_of_memory_kills = [&] {
        return kills++;
    };  // one more after the benchmark than before it
    Results killed_for_memory = benchmarks({"a"});
    measure(killed_for_memory, how);
    CHECK(killed_for_memory[0].outcome == Outcome::skipped);
    CHECK(killed_for_memory[0].reason.starts_with("needs more memory than it is allowed (limit: "));

    how.out_of_memory_kills = [] { return 7; };  // none during the run
    Results others = benchmarks({"b", "c", "d"});
    measure(others, how);
    CHECK(others[0].outcome == Outcome::skipped);
    CHECK(others[0].reason.starts_with("needs more memory than it is allowed (limit: "));
    CHECK(others[1].outcome == Outcome::skipped);
    CHECK(others[1].reason == "needs more CPU time than it is allowed (limit: ulimit -t)");
    CHECK(others[2].outcome == Outcome::failed);
    CHECK(others[2].reason == "killed by SIGKILL");
}

TEST_CASE("Measurement skips a benchmark that cannot be started because descriptors run out") {
    if (triptych::address_sanitizer) return;  // UBSan needs a descriptor to look at an object
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    rlimit few = before;
    few.rlim_cur = 5;
    Results results = benchmarks({"a"});
    ::setrlimit(RLIMIT_NOFILE, &few);
    measure(results, settings(1));
    ::setrlimit(RLIMIT_NOFILE, &before);
    CHECK(results[0].outcome == Outcome::skipped);
    CHECK(results[0].reason.find("ulimit -n") != std::string::npos);
}

TEST_CASE("Measurement passes the time limit to the bench program") {
    const std::string log = std::filesystem::temp_directory_path() / "triptych-test-limit.log";
    std::filesystem::remove(log);
    {
        const Variable logged{"FAKE_BENCH_WORDS_LOG", log};
        Results results = benchmarks({"a"});
        Settings how = settings(1);
        how.time_limit = Seconds{2.5};
        measure(results, how);
    }
    std::ifstream file{log};
    std::string words;
    std::getline(file, words);
    std::filesystem::remove(log);
    CHECK(words.find(" --time-limit=2.5") != std::string::npos);
}

TEST_CASE("out_of_memory_kills reads the kernel's count") {
    const std::string path = std::filesystem::temp_directory_path() / "triptych-test-vmstat";
    std::ofstream{path} << "nr_free_pages 12\noom_kill 3\nballoon 0\n";
    CHECK(out_of_memory_kills(path) == 3);
    std::filesystem::remove(path);
    CHECK(out_of_memory_kills(path) == 0);
}

TEST_CASE("Measurement kills a benchmark that hangs at its time limit, with its children") {
    const triptych::Census before = triptych::take_census();
    const Variable behaviour{"FAKE_BENCH", "a=fork_hang"};
    Results results = benchmarks({"a"});
    Settings how = settings(2);
    how.time_limit = Seconds{0.3};
    CHECK(measure(results, how).size() == 1);
    CHECK(results[0].reason == "gave no result within the time limit");
    CHECK(triptych::changes_since(before) == "");
}

TEST_CASE("Measurement reads much output without blocking the benchmark") {
    const Variable behaviour{"FAKE_BENCH", "a=flood"};
    Results results = benchmarks({"a"});
    measure(results, settings(1));
    CHECK(results[0].outcome == Outcome::measured);
}

TEST_CASE("Measurement samples the process tree in the warm-up") {
    const Variable behaviour{"FAKE_BENCH", "a=fork"};
    Results results = benchmarks({"a", "b"});
    measure(results, settings(1));
    CHECK(results[0].peak.processes == 3);
    CHECK(results[0].peak.threads == 3);
    CHECK(results[0].peak.tree_bytes > 0);
    CHECK(results[0].peak.samples > 0);
    CHECK(results[0].peak.is_lower_bound());  // only the last 10 ms of 0.3 s were timed
    CHECK(results[1].peak.processes == 1);
    CHECK(results[1].peak.tree_bytes == 0);
}

TEST_CASE("Measurement ends when its time is over, but not before one round") {
    Results results = benchmarks({"a", "b"});
    CHECK(measure(results, settings(50), Seconds{0}).size() == 4);
    CHECK(results[0].repetitions.size() == 1);
}

TEST_CASE("Measurement repeats a slow benchmark only once if five rounds do not fit") {
    const Variable behaviour{"FAKE_BENCH", "a=slow=5"};
    Results limited = benchmarks({"a", "b"});
    measure(limited, settings(3), Seconds{0});
    CHECK(limited[0].once);
    CHECK(limited[0].repetitions.size() == 1);

    for (const std::optional<Seconds> enough : {std::optional{Seconds{1000}}, {}}) {
        Results all = benchmarks({"a", "b"});
        CHECK(measure(all, settings(3), enough).size() == 8);
        CHECK_FALSE(all[0].once);
        CHECK(all[0].repetitions.size() == 3);
    }
}

TEST_CASE("Measurement runs at least the rounds that it has to, whatever the time") {
    Results results = benchmarks({"a", "b"});
    Measurement{settings(9)}.measure(results, Seconds{0}, 5);
    CHECK(results[0].repetitions.size() == 5);
    CHECK(results[1].repetitions.size() == 5);
}

TEST_CASE("Measurement continues a group, without another warm-up, when there is more time") {
    const Variable behaviour{"FAKE_BENCH", "b=fail"};
    Results results = benchmarks({"a", "b"});
    int runs = 0;
    Settings how = settings(9);
    how.before_run = [&](const Result&) { ++runs; };
    Measurement measurement{how};
    measurement.warm_up(results);
    CHECK(runs == 2);
    CHECK(results[0].outcome == Outcome::pending);
    measurement.measure(results, Seconds{0});
    CHECK(results[0].repetitions.size() == 1);
    measurement.measure(results, Seconds{0}, 0);
    CHECK(results[0].repetitions.size() == 1);
    measurement.measure(results, Seconds{1000});
    CHECK(results[0].repetitions.size() == 9);
    CHECK(results[1].repetitions.empty());
    CHECK(runs == 2 + 9);
}

TEST_CASE("Measurement counts the warm-up of a benchmark that is too slow to be disturbed by it") {
    const Variable behaviour{"FAKE_BENCH", "slow=slow=2 computes=slow=1.9 waits=idle=0.3"};
    Results results = benchmarks({"slow", "computes", "waits", "fast"});
    Settings how = settings(9);
    how.margin = 0.02;
    Measurement measurement{how};
    measurement.warm_up(results);
    const auto repetitions = [&] {
        std::vector<std::size_t> counts;
        for (const Result& result : results)
            counts.push_back(result.repetitions.size());
        return counts;
    };
    CHECK(repetitions() == std::vector<std::size_t>{1, 0, 1, 0});
    measurement.measure(results, std::nullopt);
    CHECK(repetitions() == std::vector<std::size_t>{5, 5, 5, 5});

    Results fixed = benchmarks({"slow"});  // --repetitions 2 means two after the warm-up
    CHECK(measure(fixed, settings(2)).size() == 3);
}

TEST_CASE("Measurement leaves out rows that are decided after five rounds, and broken examples") {
    const Variable behaviour{"FAKE_BENCH", "slower=slow=0.02"};
    Results results = benchmarks({"fast", "as_fast", "slower"});
    results.push_back(made_up_benchmark("wrong", Role::broken));
    Settings how = settings(30);
    how.margin = 0.02;
    measure(results, how);
    CHECK(results[0].repetitions.size() == 9);
    CHECK(results[1].repetitions.size() == 9);
    CHECK(results[2].repetitions.size() == 5);
    CHECK(results[3].repetitions.size() == 5);
}

TEST_CASE("Measurement ends when the medians of all contenders are known, but not before nine") {
    Results same = benchmarks({"a", "b"});  // which take 10 ms each time
    Settings how = settings(30);
    how.margin = 0.02;
    CHECK(measure(same, how).size() == 2 * 10);
    how.margin = std::nullopt;
    CHECK(measure(same = benchmarks({"a", "b"}), how).size() == 2 * 31);
}

TEST_CASE("need_of counts five rounds of all, and four more of those that may be as fast") {
    Results results = benchmarks({"fast", "near", "far"});
    results.push_back(made_up_benchmark("wrong", Role::broken));
    results.push_back(made_up_failure("failed", "crashed"));
    results[0].first_seconds = 1;
    results[1].first_seconds = 1.9;
    results[2].first_seconds = 2.1;
    results[3].first_seconds = 1;
    for (Result& result : results)
        result.run_seconds = result.first_seconds;
    const Need need = need_of(results);
    CHECK(need.least.count() == Approx(5 * 6.0));
    CHECK(need.extra.count() == Approx(4 * 2.9));
}

TEST_CASE("undecided has the rows that cannot be told apart, and the fastest with them") {
    const std::vector<double> times{1.00, 1.01, 1.02, 1.03, 1.04};
    const std::vector<double> later{2.00, 2.01, 2.02, 2.03, 2.04};
    Results results{made_up("a", times, {}), made_up("b", later, {}),
                    made_up("wrong", times, {}, Role::broken)};
    CHECK(undecided(results, 0.05).empty());
    results.push_back(made_up("base", times, {}, Role::baseline));
    CHECK(undecided(results, 0.05) == std::vector<const Result*>{&results[3], &results[0]});
    results.push_back(made_up_benchmark("new"));
    CHECK(undecided(results, 0.05).size() == 3);
    Results none{made_up("base", times, {}, Role::baseline)};
    CHECK(undecided(none, 0.05).size() == 1);  // nothing to compare it with
}

TEST_CASE("is_narrow looks at contenders with five repetitions or more") {
    const std::vector<double> agreeing{1.00, 1.01, 1.00, 1.01, 1.00};
    const std::vector<double> differing{1.0, 1.1, 1.2, 1.3, 1.4};
    const auto narrow = [](const Results& group) { return is_narrow(group, 0.02); };
    CHECK(narrow({made_up("a", agreeing, {})}));
    CHECK_FALSE(narrow({made_up("a", {1, 1, 1, 1}, {})}));
    CHECK_FALSE(narrow({made_up("a", agreeing, {}), made_up("b", differing, {})}));
    CHECK(narrow({made_up("a", agreeing, {}), made_up("b", differing, {}, Role::broken)}));
    CHECK(narrow({made_up("a", agreeing, {}), made_up_failure("b", "crashed")}));
}

TEST_CASE("Measurement stops at once on a signal, and keeps what was measured") {
    const Variable behaviour{"FAKE_BENCH", "a=ok"};
    StopSignals signals;
    const triptych::Census before = triptych::take_census();
    Results results = benchmarks({"a", "b"});
    Settings how = settings(5);
    how.stop_descriptor = signals.descriptor();
    int runs = 0;
    how.before_run = [&](const Result&) {
        if (++runs == 7) ::raise(SIGTERM);  // two in each of three rounds, then this
    };
    Measurement measurement{how};
    measurement.measure(results, std::nullopt);
    CHECK(measurement.stopped());
    CHECK(runs == 7);
    CHECK(results[0].repetitions.size() == 2);
    CHECK(results[1].repetitions.size() == 2);
    CHECK(triptych::changes_since(before) == "");
}

TEST_CASE("Measurement::context is the bench program's context") {
    Results results = benchmarks({"a"});
    Measurement measurement{settings(1)};
    CHECK(measurement.context().is_null());
    measurement.measure(results, std::nullopt);
    CHECK(measurement.context().value().at("host_name") == "fake");
}
