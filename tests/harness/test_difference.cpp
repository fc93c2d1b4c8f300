/// Tests of comparing two runs.
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <tuple>

#include "catch.hpp"
#include "common/harness/difference.hpp"
#include "tests/harness/made_up.hpp"

using namespace triptych::harness;

namespace {

ResultsFile run_of(std::vector<Result> results, const nlohmann::json& ours = {{"seed", 1}}) {
    ResultsFile file;
    file.results = std::move(results);
    file.context = nlohmann::json{{"triptych", ours}};
    return file;
}

const std::vector<double> steady{1.00, 1.01, 0.99, 1.00, 1.01, 0.99};

std::vector<double> scaled(double factor) {
    std::vector<double> values = steady;
    for (double& value : values)
        value *= factor;
    return values;
}

Difference difference_of(double factor) {
    const auto all = differences(run_of({made_up("threads", steady, {})}),
                                 run_of({made_up("threads", scaled(factor), {})}));
    REQUIRE(all.size() == 1);
    return all.front();
}

}  // namespace

TEST_CASE(
    "Difference is better or worse only if the whole interval of the ratio is on one side of 1") {
    CHECK(difference_of(1.2).is_worse());
    CHECK_FALSE(difference_of(1.2).is_better());
    CHECK(difference_of(0.8).is_better());
    CHECK_FALSE(difference_of(1.0).is_worse());
    CHECK_FALSE(difference_of(1.0).is_better());
    CHECK_FALSE(difference_of(1.005).is_worse());
}

/// As many benchmarks as there are factors, each of which takes so many times as long in the second
/// run.
std::vector<Difference> differences_of(const std::vector<double>& factors) {
    std::vector<Result> before;
    std::vector<Result> after;
    for (std::size_t i = 0; i < factors.size(); ++i) {
        const std::string model = "model" + std::to_string(i);
        before.push_back(made_up(model, steady, {}));
        after.push_back(made_up(model, scaled(factors[i]), {}));
    }
    return differences(run_of(before), run_of(after));
}

namespace {

/// Of 21 benchmarks: the middle one is `middle`, half of the others are 3 % or less away from it.
std::vector<double> scattered(double middle) {
    std::vector<double> factors;
    for (int i = -10; i <= 10; ++i)
        factors.push_back(middle * std::pow(1.03, i / 5.0));
    return factors;
}

}  // namespace

TEST_CASE("run_to_run variation of unchanged benchmarks widens the intervals of all") {
    std::vector<double> factors = scattered(1);
    factors.push_back(1.07);
    factors.push_back(1.2);
    const auto all = differences_of(factors);
    CHECK(run_to_run(all) > std::pow(1.03, 2 * 1.4826) - 1);
    CHECK(run_to_run(all) < std::pow(1.04, 2 * 1.4826) - 1);
    CHECK_FALSE(all[0].is_better());
    CHECK_FALSE(all[20].is_worse());
    CHECK_FALSE(all[21].is_worse());
    CHECK(all[22].is_worse());
    CHECK_FALSE(differs(common_shift(all).value()));
}

TEST_CASE("common_shift reports a change that all benchmarks share, which widens no interval") {
    for (const double middle : {1.2, 1 / 1.2}) {
        CHECK(run_to_run(differences_of(scattered(middle))) ==
              Approx(run_to_run(differences_of(scattered(1)))).epsilon(0.01));
        const Statistics shift = common_shift(differences_of(scattered(middle))).value();
        CHECK(shift.count == 21);
        CHECK(shift.median == Approx(middle));
        CHECK(differs(shift));
        const auto all = differences_of(std::vector<double>(24, middle));
        CHECK(
            std::ranges::all_of(all, middle > 1 ? &Difference::is_worse : &Difference::is_better));
    }
}

TEST_CASE("common_shift ignores a few changed benchmarks, and needs at least five") {
    std::vector<double> factors(20, 1.0);
    factors.insert(factors.end(), {2.0, 2.0, 2.0, 2.0});
    CHECK_FALSE(differs(common_shift(differences_of(factors)).value()));
    CHECK(common_shift(differences_of({1.09, 1.09, 1.09, 1.09, 1.09}))->low < 1);
    CHECK(common_shift(differences_of({1.2, 1.2, 1.2, 1.2, 1.2}))->low > 1);
    CHECK(common_shift(differences_of({9, 9, 9, 9})) == std::nullopt);
}

TEST_CASE("run_to_run is at least 1 %") {
    std::vector<double> factors(20, 1.0);
    factors.push_back(1.05);
    CHECK(run_to_run(differences_of(factors)) == Approx(0.01));
    CHECK(differences_of(factors).back().is_worse());
}

TEST_CASE("run_to_run is at most 25 %") {
    std::vector<double> factors;
    for (int i = 0; i < 30; ++i)
        factors.push_back(std::pow(1.1, i));
    CHECK(run_to_run(differences_of(factors)) == Approx(0.25));
}

TEST_CASE("run_to_run is 10 % for fewer than 20 benchmarks") {
    CHECK(run_to_run(differences_of(std::vector<double>(19, 1.0))) == Approx(0.10));
    CHECK_FALSE(difference_of(1.1).is_worse());
    CHECK_FALSE(difference_of(1 / 1.1).is_better());
    CHECK(difference_of(1.2).is_worse());
}

TEST_CASE("Difference cannot tell with fewer than five repetitions, however far apart they are") {
    const auto differ = [&](const std::vector<double>& before, const std::vector<double>& after) {
        const auto all = differences(run_of({made_up("threads", before, {})}),
                                     run_of({made_up("threads", after, {})}));
        return all.at(0).is_worse() || all.at(0).is_better();
    };
    const std::vector<double> four{9, 9, 9, 9};
    const std::vector<double> five{9, 9, 9, 9, 9};
    CHECK_FALSE(differ({1}, {9}));
    CHECK_FALSE(differ(steady, four));
    CHECK_FALSE(differ(four, steady));
    CHECK(differ(steady, five));
    const auto one = differences(run_of({made_up("threads", steady, {})}),
                                 run_of({made_up("threads", {9}, {})}));
    CHECK(difference_table(one).rows.at(0).cells[2] == "1 run");
    CHECK(difference_table(one).rows.at(0).cells[3] == "cannot tell");
}

TEST_CASE("Difference cannot tell if a benchmark computes and others used the cores in a run") {
    const auto run = [](double factor, double cpu, const char* counter, double value) {
        const triptych::Metrics counters{{"cpu_seconds", factor * cpu}, {counter, value}};
        return run_of({made_up("sequential", scaled(factor), counters, Role::baseline),
                       made_up("threads", scaled(factor), counters)},
                      {{"cores", 2}});
    };
    const auto is_judged = [](const ResultsFile& before, const ResultsFile& after) {
        return differences(before, after).at(1).is_worse();
    };
    for (const auto& [counter, quiet, busy] :
         {std::tuple{"two_threads_speedup", 2.0, 1.2}, {"others_used_cores", 0.1, 0.9}}) {
        CAPTURE(counter);
        const ResultsFile before = run(1, 1, counter, quiet);
        CHECK(is_judged(before, run(1.5, 1, counter, quiet)));
        CHECK_FALSE(is_judged(before, run(1.5, 1, counter, busy)));
        CHECK_FALSE(is_judged(run(1, 1, counter, busy), run(1.5, 1, counter, quiet)));
        CHECK(is_judged(run(1, 0.01, counter, busy), run(1.5, 0.01, counter, busy)));  // it waits
        const auto all = differences(before, run(1.5, 1, counter, busy));
        CHECK(difference_table(all).rows.at(1).cells[2] == "cores used by others");
        CHECK(difference_table(all).rows.at(1).cells[3] == "cannot tell");
        CHECK(common_shift(all) == std::nullopt);
    }
}

TEST_CASE("variation is estimated for programs that wait and for those that compute") {
    std::vector<Result> before;
    std::vector<Result> after;
    for (int i = -10; i <= 10; ++i)
        for (const double cpu : {0.01, 1.0}) {
            const std::string model = fmt::format("model{}_{}", i + 10, cpu);
            const double spread = cpu < 0.1 ? 1.004 : 1.06;
            before.push_back(made_up(model, steady, {{"cpu_seconds", cpu}}));
            after.push_back(
                made_up(model, scaled(std::pow(spread, i / 5.0)), {{"cpu_seconds", cpu}}));
        }
    const auto all = differences(run_of(before, {{"cores", 2}}), run_of(after, {{"cores", 2}}));
    CHECK(variation(all).of_waiting < 0.02);
    CHECK(variation(all).of_computing > 0.12);
    CHECK(all[0].waits);
    CHECK_FALSE(all[1].waits);
    CHECK(all[0].ratio.high / all[0].ratio.low < 1.1);
    CHECK(all[1].ratio.high / all[1].ratio.low > 1.25);
}

TEST_CASE("Difference::is_worse_by needs the whole interval above the limit") {
    CHECK(difference_of(1.2).is_worse_by(0.05));
    CHECK_FALSE(difference_of(1.2).is_worse_by(0.25));
    CHECK_FALSE(difference_of(1.15).is_worse_by(0.05));  // it may be less than 5 %
}

TEST_CASE("other_differences names benchmarks that only one run has measured") {
    const auto before = run_of({made_up("threads", steady, {}), made_up("processes", steady, {})});
    const auto after =
        run_of({made_up("threads", steady, {}), made_up_failure("processes", "killed"),
                made_up("coroutines", steady, {})});
    CHECK(differences(before, after).size() == 1);
    const auto others = other_differences(before, after);
    REQUIRE(others.size() == 1);
    CHECK(others[0] == "measured only in B: sums/coroutines/1000");
    CHECK(other_differences(after, before)[0] == "measured only in A: sums/coroutines/1000");
    CHECK(new_failures(before, after) ==
          std::vector<std::string>{"sums/processes/1000 failed in B: killed"});
    CHECK(new_failures(after, before).empty());
}

TEST_CASE("overall_ratio of half the time and twice the time is 1") {
    const std::vector all{difference_of(2.0), difference_of(0.5)};
    CHECK(overall_ratio(all) == Approx(1.0));
    CHECK(overall_ratio(std::vector{difference_of(1.2)}) == Approx(1.2));
}

TEST_CASE("doubts name a baseline that has changed, and the warnings of a run") {
    const auto run = [](double factor) {
        return run_of({made_up("sequential", scaled(factor), {}, Role::baseline),
                       made_up("threads", scaled(factor), {})});
    };
    const auto doubts_of = [](const ResultsFile& before, const ResultsFile& after) {
        return doubts(differences(before, after), before, after);
    };
    CHECK(doubts_of(run(1), run(1)).empty());
    const auto slower = doubts_of(run(1), run(1.5));
    REQUIRE(slower.size() == 1);
    CHECK_THAT(slower[0],
               Contains("baseline itself has changed") && Contains("sums/sequential/1000 (1.50x)"));
    ResultsFile warned = run(1);
    const nlohmann::json warning{{"about", "load"}, {"text", "busy"}};
    warned.context = nlohmann::json{{"triptych", {{"seed", 1}, {"warnings", {warning, 7}}}}};
    const auto lines = doubts_of(run(1), warned);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0] == "Warnings when B was measured: load.");
}

TEST_CASE("other_differences names other machines, seeds and builds") {
    const std::vector<Result> results{made_up("threads", steady, {})};
    const auto here = run_of(results, {{"seed", 1}, {"host", {{"cpu", "Abacus"}}}});
    auto there = run_of(results, {{"seed", 2}, {"host", {{"cpu", "Eniac"}}}});
    CHECK(other_differences(here, here).empty());
    const auto others = other_differences(here, there);
    REQUIRE(others.size() == 2);
    CHECK(others[0] == "host/cpu: Abacus in A, Eniac in B");
    CHECK(others[1] == "seed: 1 in A, 2 in B");
    CHECK_THAT(other_differences(here, run_of(results)).front(), Contains("unknown in B"));
    nlohmann::json context = there.context.value();
    context["host_name"] = "over there";
    there.context = context;
    CHECK(other_differences(here, there)[0] == "host: unknown in A, over there in B");
}

TEST_CASE("difference_table has a row for each difference") {
    const std::vector all{difference_of(1.2), difference_of(0.8), difference_of(1.0)};
    const Table table = difference_table(all);
    REQUIRE(table.rows.size() == 3);
    CHECK(table.rows[0].cells[0] == "sums/threads/1000");
    CHECK(table.rows[0].cells[1] == "1.20x");
    CHECK(table.rows[0].cells[3] == "worse");
    CHECK(table.rows[1].cells[3] == "better");
    CHECK(table.rows[2].cells[3] == "cannot tell");
}
