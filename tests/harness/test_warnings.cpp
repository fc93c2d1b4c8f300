/// Tests of warnings().
#include "catch.hpp"
#include "common/harness/warnings.hpp"
#include "tests/harness/made_up.hpp"

using namespace triptych::harness;
using Results = std::vector<Result>;

namespace {

const std::vector<double> steady{1.00, 1.01, 1.00, 1.01, 1.00, 1.01, 1.00, 1.01, 1.02};

Host good_host() {
    Host host;
    host.cores = 2;
    host.cores_online = 2;
    host.governor = "performance";
    host.load = 0.1;
    return host;
}

Results good_results() {
    return {made_up("sequential", steady, {{"cpu_seconds", 1.0}}, Role::baseline),
            made_up("threads", steady, {})};
}

/// The only warning, as "subject: text".
std::string only_warning(const Results& results, const Host& host, int enough = 9) {
    const auto all = warnings(results, host, enough);
    REQUIRE(all.size() == 1);
    return all[0].about + ": " + all[0].text;
}

}  // namespace

TEST_CASE("warnings are empty on a quiet machine with enough repetitions") {
    CHECK(warnings(good_results(), good_host(), 9).empty());
    CHECK(warnings({}, good_host(), 9).empty());
    Host silent = good_host();  // as in many virtual machines
    silent.governor = "";
    silent.load = std::nullopt;
    CHECK(warnings(good_results(), silent, 9).empty());
}

TEST_CASE("warnings name CPU contention, the groups concerned, and what to do") {
    Results results = good_results();
    for (Result& result : results)
        result.speedup = 1.2;
    CHECK_THAT(only_warning(results, good_host()),
               Contains("cores: ") && Contains("sums (1,000 ints)") && Contains("Close"));
}

TEST_CASE("warnings name benchmarks of which more than one repetition in five is an outlier") {
    Results results = good_results();
    results[1].repetitions[4].wall_seconds = 5;
    CHECK(warnings(results, good_host(), 9).empty());
    results[1].repetitions[5].wall_seconds = 5;
    CHECK_THAT(only_warning(results, good_host()), Contains("outliers: ") &&
                                                       Contains("sums/threads/1000 (2 of 9)") &&
                                                       Contains("run again"));
}

TEST_CASE("warnings count benchmarks with outliers if there are many") {
    Results results;
    for (const char* model : {"threads", "processes", "coroutines", "a", "b", "c"}) {
        results.push_back(made_up(model, steady, {}));
        results.back().repetitions[4].wall_seconds = 5;
        results.back().repetitions[5].wall_seconds = 5;
    }
    CHECK_THAT(only_warning(results, good_host()),
               Contains("sums/coroutines/1000 (2 of 9) and 3 more") && !Contains("sums/a/"));
}

TEST_CASE("outliers are values more than ten deviations from the median") {
    const auto beside = [](double value) {
        return outliers(std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, value});
    };
    CHECK(beside(9) == 0);
    CHECK(beside(34) == 0);   // |34 - 5| / 2 is 14.5
    CHECK(beside(35) == 1);   // and this is 15
    CHECK(beside(-26) == 1);  // |-26 - 4| / 2
    CHECK(outliers(std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 90, 91}) == 2);
    CHECK(outliers(std::vector<double>{1, 1, 1, 1, 1, 1, 1, 1, 9}) == 0);  // MAD is 0
}

TEST_CASE("outliers are not looked for among few values") {
    CHECK(outliers(std::vector<double>{1, 2, 3, 4, 5, 6, 7, 35}) == 0);
    CHECK(outliers(std::vector<double>{1, 1.01, 2}) == 0);
    CHECK(outliers(std::vector<double>{}) == 0);
}

TEST_CASE("warnings name few repetitions that differ, and how to get more") {
    const Results few{made_up("threads", {1, 2, 1.5, 1.2, 1.7}, {}),
                      made_up("processes", {1, 2, 1.6, 1.2, 1.7}, {})};
    CHECK_THAT(
        only_warning(few, good_host()),
        Contains("repetitions: an implementation has fewer than 9") && Contains("--repetitions 9"));
    CHECK(warnings(few, good_host(), 5).empty());
    const Results agreeing{made_up("threads", {1, 1.01, 1, 1.01, 1}, {})};
    CHECK(warnings(agreeing, good_host(), 9).empty());
}

TEST_CASE("warnings do not name few repetitions of contenders that can be told apart") {
    const Results told{made_up("threads", {1, 1.2, 1.1, 1.2, 1.05}, {}),
                       made_up("processes", {3, 3.3, 3.1, 3.4, 3.1}, {})};
    CHECK(warnings(told, good_host(), 9).empty());
}

TEST_CASE("warnings name a group if one contender has few repetitions") {
    Results results = good_results();
    results.push_back(made_up("processes", {3}, {}));
    results.back().once = true;  // too slow to repeat
    CHECK_THAT(only_warning(results, good_host()),
               Contains("repetitions: an implementation has fewer than 9") &&
                   Contains("sums (1,000 ints)"));
    results.back().benchmark.role = Role::peer;  // which is not ranked
    CHECK(warnings(results, good_host(), 9).empty());
}

TEST_CASE("warnings name benchmarks that compute while others use the cores") {
    const auto results = [](double cpu_seconds, double others) {
        Results all = good_results();
        for (Result& result : all)
            for (Repetition& repetition : result.repetitions)
                repetition.counters["cpu_seconds"] = cpu_seconds;
        all[0].contention = {.seconds = 2, .others = 2 * others};
        return all;
    };
    Host host = good_host();
    host.cores_online = host.cores;
    CHECK_THAT(only_warning(results(1, 0.9), host),
               Contains("contention: ") && Contains("(0.9 of 2)") &&
                   Contains(results(1, 0.9)[0].benchmark.name()));
    CHECK(warnings(results(1, 0.1), host, 9).empty());
    CHECK(warnings(results(0.01, 0.9), host, 9).empty());  // it waits
    host.cores_online = 8;                                 // perhaps they were on the other cores
    CHECK(warnings(results(1, 0.9), host, 9).empty());
}

TEST_CASE("warnings mention that the machine was busy before only if it mattered") {
    Host host = good_host();
    host.cores_online = host.cores;
    host.load = 1.7;
    CHECK(warnings(good_results(), host, 9).empty());
    Results contended = good_results();
    for (Repetition& repetition : contended[0].repetitions)
        repetition.counters["cpu_seconds"] = 1;
    contended[0].contention = {.seconds = 2, .others = 2};
    const auto all = warnings(contended, host, 9);
    REQUIRE(all.size() == 2);
    CHECK(all[1].about == "load");
    CHECK_THAT(all[1].text, Contains("load average 1.7 on 2 cores") && Contains("top"));
}

TEST_CASE("warnings have one text for each problem of a host") {
    const auto about = [](auto change) {
        Host host = good_host();
        change(host);
        return only_warning(good_results(), host);
    };
    CHECK_THAT(about([](Host& host) { host.governor = "powersave"; }),
               Contains("governor: ") && Contains("cpupower frequency-set -g performance"));
    CHECK_THAT(about([](Host& host) { host.is_debug_build = true; }),
               Contains("build: ") && Contains("release"));
    CHECK_THAT(about([](Host& host) { host.cores = 1; }),
               Contains("single core: ") && Contains("taskset"));
    CHECK_THAT(about([](Host& host) { host.cpu_quota = 1.5; }),
               Contains("quota: ") && Contains("1.5 cores"));
}
