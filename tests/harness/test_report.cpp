/// Tests of group_table() and group_heading().
#include <algorithm>

#include "catch.hpp"
#include "common/harness/report.hpp"
#include "tests/harness/analysed.hpp"
#include "tests/harness/made_up.hpp"

using namespace triptych::harness;
using Results = std::vector<Result>;

namespace {

std::string cell(const Table& table, std::size_t row, const std::string& title) {
    const auto found = std::ranges::find(table.titles, title);
    REQUIRE(found != table.titles.end());
    return table.rows.at(row).cells.at(static_cast<std::size_t>(found - table.titles.begin()));
}

Results results() {
    return {made_up("sequential", {4.0, 4.1, 4.2, 4.3, 4.4},
                    {{"cpu_seconds", 4.2}, {"peak_bytes", 1 << 20}}, Role::baseline),
            made_up("threads", {2.2, 2.3, 2.4, 2.5, 2.6},
                    {{"cpu_seconds", 4.8},
                     {"peak_bytes", 2 << 20},
                     {"voluntary_switches", 1234},
                     {"involuntary_switches", 5}}),
            made_up("processes", {2.3, 2.4, 2.5, 2.6, 2.7}, {{"cpu_seconds", 4.0}}),
            made_up("threads.unguarded", {1.0, 1.1, 1.2}, {{"lost", 12345}}, Role::broken)};
}

}  // namespace

TEST_CASE("group_table has time, interval, ratio, efficiency and cost in each row") {
    const Results measured = results();
    const Table table = group_table(measured, 2);
    CHECK(cell(table, 0, "implementation") == "threads");
    CHECK(cell(table, 0, "median") == "2.40 s");
    CHECK(cell(table, 0, "95% interval") == "2.20 to 2.60 s");
    CHECK(cell(table, 0, "ratio") == "1.00x");
    CHECK(cell(table, 0, "ideal") == "88%");
    CHECK(cell(table, 0, "CPU") == "4.80 s");
    CHECK(cell(table, 0, "busy") == "100%");
    CHECK(cell(table, 0, "memory") == "2.00 MiB");
    CHECK(cell(table, 0, "switches") == "1,234 / 5");
}

TEST_CASE("group_table marks a contender that cannot be told apart from the fastest") {
    const Results measured = results();
    CHECK(cell(group_table(measured, 2), 1, "ratio") == "~1.04x");
}

TEST_CASE("group_table shows broken examples unranked, with their own metrics in further columns") {
    const Results measured = results();
    const Table table = group_table(measured, 2);
    CHECK(cell(table, 2, "implementation") == "threads.unguarded (broken on purpose)");
    CHECK(cell(table, 2, "ratio") == "-");
    CHECK(cell(table, 2, "lost") == "12,345");
}

TEST_CASE("group_table puts baseline and peers below a line") {
    Results measured = results();
    measured.push_back(made_up("tbb", {2}, {}, Role::peer));
    const Table table = group_table(measured, 2);
    CHECK(cell(table, 3, "implementation") == "sequential (baseline)");
    CHECK(table.rows[3].ruled);
    CHECK(cell(table, 4, "implementation") == "tbb (peer)");
    CHECK(cell(table, 4, "95% interval") == "1 run");
    CHECK(std::ranges::count(table.rows, true, &Row::ruled) == 1);
}

TEST_CASE("group_table shows the reason of what was skipped or failed") {
    Results measured = results();
    measured[1] = made_up_failure("threads", "killed by SIGSEGV");
    measured[2] = made_up_failure("processes", "12 at most", Outcome::skipped);
    const Table table = group_table(measured, 2);
    CHECK(table.rows[0].note == "FAILED: killed by SIGSEGV");
    CHECK(table.rows[1].note == "skipped: 12 at most");
}

TEST_CASE("group_table fits into 80 columns") {
    const Results measured = results();
    for (const std::string& line : lines_of(as_text(group_table(measured, 2), 80, false)))
        CHECK(width_of(line) <= 80);
}

TEST_CASE("group_heading has the number of repetitions, and how to get enough of them") {
    const Results measured = results();
    CHECK(group_heading(measured, 5) == "sums, 1,000 ints (3 to 5 repetitions)");
    CHECK(group_heading(measured, 7) ==
          "sums, 1,000 ints (3 to 5 repetitions; for more: --repetitions 7)");
    const Results agreeing{made_up("threads", {1.00, 1.01, 1.00, 1.01, 1.00}, {})};
    CHECK(group_heading(agreeing, 7) == "sums, 1,000 ints (5 repetitions)");
    const Results one_few{agreeing[0], made_up("processes", {3}, {})};
    CHECK(group_heading(one_few, 5) ==
          "sums, 1,000 ints (1 to 5 repetitions; for more: --repetitions 5)");
}

TEST_CASE(
    "group_table marks counts as lower bounds if a benchmark ended too soon to be sampled well") {
    Results measured = results();
    measured[1].peak = {.processes = 2, .threads = 3, .tree_bytes = 0, .descriptors = 4};
    measured[1].peak.samples = 9;
    CHECK_THAT(as_text(group_table(measured, 2), 200, false),
               Contains("≥3") && Contains("≥2") && Contains("≥4"));
    measured[1].peak.samples = 10;
    CHECK_THAT(as_text(group_table(measured, 2), 200, false), !Contains("≥"));
}
