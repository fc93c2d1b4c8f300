/// Two runs held against each other.
#include "catch.hpp"
#include "common/harness/difference.hpp"
#include "tests/harness/made_up.hpp"

using namespace triptych::harness;
using Catch::Matchers::Contains;

namespace {

ResultsFile run_of(std::vector<Result> results, const nlohmann::json& ours = {{"seed", 1}}) {
    ResultsFile file;
    file.results = std::move(results);
    file.context["triptych"] = ours;
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

TEST_CASE("a cell is better or worse only if the whole interval of the ratio says so") {
    CHECK(difference_of(1.2).is_worse());
    CHECK_FALSE(difference_of(1.2).is_better());
    CHECK(difference_of(0.8).is_better());
    CHECK_FALSE(difference_of(1.0).is_worse());
    CHECK_FALSE(difference_of(1.0).is_better());
    CHECK_FALSE(difference_of(1.005).is_worse());
}

TEST_CASE("worse by more than a part is what surely takes that much longer") {
    CHECK(difference_of(1.2).is_worse_by(0.05));
    CHECK_FALSE(difference_of(1.2).is_worse_by(0.25));
    CHECK_FALSE(difference_of(1.055).is_worse_by(0.05));  // it may be less than 5 %
}

TEST_CASE("what only one has measured is no difference, but is told") {
    const auto before = run_of({made_up("threads", steady, {}), made_up("processes", steady, {})});
    const auto after =
        run_of({made_up("threads", steady, {}), made_up_failure("processes", "killed"),
                made_up("coroutines", steady, {})});
    CHECK(differences(before, after).size() == 1);
    const auto others = other_differences(before, after);
    REQUIRE(others.size() == 1);
    CHECK(others[0] == "measured in B alone: sums/coroutines/1000");
    CHECK(other_differences(after, before)[0] == "measured in A alone: sums/coroutines/1000");
    CHECK(new_failures(before, after) ==
          std::vector<std::string>{"sums/processes/1000 failed in B: killed"});
    CHECK(new_failures(after, before).empty());
}

TEST_CASE("half the time and twice the time are the same time, all in all") {
    const std::vector all{difference_of(2.0), difference_of(0.5)};
    CHECK(overall_ratio(all) == Approx(1.0));
    CHECK(overall_ratio(std::vector{difference_of(1.2)}) == Approx(1.2));
}

TEST_CASE("a baseline that has changed casts doubt on all else, and so do a run's warnings") {
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
               Contains("baseline has changed") && Contains("sums/sequential/1000 (1.50x)"));
    ResultsFile warned = run(1);
    warned.context["triptych"]["warnings"] = {{{"about", "load"}, {"text", "busy"}}, 7};
    const auto lines = doubts_of(run(1), warned);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0] == "Warnings when B was measured: load.");
}

TEST_CASE("other machines, seeds and builds are pointed out") {
    const std::vector<Result> results{made_up("threads", steady, {})};
    const auto here = run_of(results, {{"seed", 1}, {"host", {{"cpu", "Abacus"}}}});
    auto there = run_of(results, {{"seed", 2}, {"host", {{"cpu", "Eniac"}}}});
    CHECK(other_differences(here, here).empty());
    const auto others = other_differences(here, there);
    REQUIRE(others.size() == 2);
    CHECK(others[0] == "host/cpu: Abacus in A, Eniac in B");
    CHECK(others[1] == "seed: 1 in A, 2 in B");
    CHECK_THAT(other_differences(here, run_of(results)).front(), Contains("not said in B"));
    there.context["host_name"] = "over there";
    CHECK(other_differences(here, there)[0] == "host: not said in A, over there in B");
}

TEST_CASE("the table has a row for each difference") {
    const std::vector all{difference_of(1.2), difference_of(0.8), difference_of(1.0)};
    const Table table = difference_table(all);
    REQUIRE(table.rows.size() == 3);
    CHECK(table.rows[0].cells[0] == "sums/threads/1000");
    CHECK(table.rows[0].cells[1] == "1.20x");
    CHECK(table.rows[0].cells[3] == "worse");
    CHECK(table.rows[1].cells[3] == "better");
    CHECK(table.rows[2].cells[3] == "cannot tell");
}
