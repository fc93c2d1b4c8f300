/// Parameters, from the command line to the names of benchmarks.
#include "catch.hpp"
#include "cli/run/parameters.hpp"
#include "cli/usage.hpp"
#include "tests/cli/user.hpp"

using namespace triptych;

namespace {

Workload sums() {
    Workload workload;
    workload.name = "sums";
    workload.parameters = {{"workers", "how many", 4, 1, 64}, {"share", "of what", 50, 0, 100}};
    return workload;
}

std::string complaint(const std::vector<cli::ParameterList>& lists, const Workload& workload) {
    try {
        cli::combinations(workload, lists);
    } catch (const cli::UsageError& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("combinations of no lists is one setting, the default") {
    REQUIRE(cli::combinations(sums(), {}).size() == 1);
    CHECK(cli::combinations(sums(), {}).front().empty());
}

TEST_CASE("combinations has each value of one list with each of the others") {
    const auto all = cli::combinations(sums(), {{"workers", "1,2,2"}, {"share", "0,100"}});
    REQUIRE(all.size() == 4);
    CHECK(all[1] == Parameters{{"workers", 1}, {"share", 100}});
    CHECK(all[2] == Parameters{{"workers", 2}, {"share", 0}});
}

TEST_CASE(
    "select puts a setting into the name, in the workload's order, unless it is the default") {
    CHECK(set_text(sums(), {}).empty());
    CHECK(set_text(sums(), {{"workers", 4}}).empty());
    CHECK(set_text(sums(), {{"share", 10}, {"workers", 2}}) == "workers:2/share:10");
}

TEST_CASE("run refuses an unknown parameter, or a value that is not allowed") {
    CHECK_THAT(complaint({{"worker", "1"}}, sums()), Contains("did you mean workers?"));
    CHECK_THAT(complaint({{"workers", "0"}}, sums()),
               Contains("\"0\" is not a whole number from 1 to 64"));
    for (const char* nonsense : {"65", "two", "1.5", "1;2", "1,,2"}) {
        CAPTURE(nonsense);
        CHECK_THAT(complaint({{"workers", nonsense}}, sums()), Contains("not a whole number"));
    }
    CHECK_THAT(complaint({{"workers", ""}}, sums()), Contains("no values; try"));
    Workload plain = sums();
    plain.parameters.clear();
    CHECK_THAT(complaint({{"workers", "1"}}, plain), Contains("sums has no parameters"));
}

TEST_CASE("run measures a sweep setting by setting, and names the best for each implementation") {
    const harness::Ending run = run_triptych({"run", "sort_many", "-L", "workers", "1,2", "--size",
                                              "10", "--model", "threads", "--repetitions", "5"},
                                             {"TRIPTYCH_CANARY=2", "COLUMNS=100"});
    CHECK(exit_code(run) == 0);
    CHECK_THAT(run.output, Contains("sort_many, 10 lists, workers 1") &&
                               Contains("sort_many, 10 lists, workers 2") &&
                               Contains("threads is fastest at workers"));
    const harness::Ending wrong = run_triptych({"run", "merge_sort", "-L", "workers", "1"});
    CHECK(exit_code(wrong) == 2);
    CHECK_THAT(wrong.errors, Contains("merge_sort has no parameters"));
}
