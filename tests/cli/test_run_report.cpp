/// Tests of the report of a run, on recorded results: no test depends on how fast this machine is.
#include <algorithm>
#include <fmt/format.h>

#include "cli/run/run_report.hpp"
#include "common/harness/finding.hpp"
#include "common/harness/report.hpp"
#include "common/harness/results_file.hpp"
#include "tests/cli/recorded.hpp"

using namespace triptych;
using namespace triptych::cli;

namespace {

constexpr int cores = 2;  // where it was recorded

const std::vector<harness::Result>& recorded() {
    static const std::vector<harness::Result> results =
        harness::read_results(recorded_folder + "/results.json").front().results;
    return results;
}

RunReport report() {
    return {.plan = "Recorded on 2 cores.",
            .workloads = harness::analyse(recorded(), cores),
            .warnings = {{"load", "the machine was busy before the run began."}},
            .enough = 5};
}

std::string text_of(const Layout& layout) {
    return run_text(report(), layout);
}

harness::Finding finding_of(const std::string& workload) {
    for (const harness::WorkloadAnalysis& analysis : harness::analyse(recorded(), cores))
        if (analysis.results.front().benchmark.workload == workload)
            return harness::finding(analysis);
    FAIL("not recorded: " << workload);
    return {};
}

}  // namespace

TEST_CASE("run_text prints the recorded results as it did before, at each width") {
    for (const std::size_t width : {80U, 100U, 160U})
        for (const bool details : {false, true})
            check_recorded(fmt::format("{}_{}.txt", details ? "details" : "brief", width),
                           text_of({.width = width, .details = details}));
}

TEST_CASE("run_text prints at most 200 lines at 100 columns, and none is too wide") {
    for (const std::size_t width : {40U, 80U, 100U, 160U}) {
        const auto lines = harness::lines_of(text_of({.width = width}));
        for (const std::string& line : lines) {
            CAPTURE(width, line);
            CHECK(harness::width_of(line) <= width);
        }
        if (width == 100) CHECK(lines.size() <= 200);
    }
}

TEST_CASE("run_text has one table of at most eight columns for each workload, which never splits") {
    const auto workloads = report().workloads;
    for (const std::size_t width : {40U, 80U, 100U, 160U}) {
        const auto lines = harness::lines_of(text_of({.width = width}));
        const auto tables = std::ranges::count_if(
            lines, [](const std::string& line) { return line.starts_with("implementation "); });
        CHECK(tables == static_cast<std::ptrdiff_t>(workloads.size()));
    }
}

TEST_CASE("run_text begins with the legend, in two lines of 100 columns") {
    const auto lines = harness::lines_of(text_of({.width = 100}));
    CHECK_THAT(lines.at(0), StartsWith("±: "));
    CHECK_THAT(lines.at(1), Contains("--details"));
    CHECK(lines.at(2) == "Recorded on 2 cores.");
}

TEST_CASE("run_text colours winners, broken examples and warnings, and only if it may") {
    CHECK_THAT(text_of({.width = 100}), !Contains("\x1b"));
    const auto lines = harness::lines_of(text_of({.width = 100, .colour = true}));
    const auto has = [&](const std::string& beginning) {
        return std::ranges::any_of(
            lines, [&](const std::string& line) { return line.starts_with(beginning); });
    };
    CHECK(has("\x1b[32mcoroutines "));
    CHECK(has("\x1b[33mthreads.unguarded (broken)"));
    CHECK(has("\x1b[33mWarning: the machine was busy"));
    CHECK(has("\x1b[1mmerge_sort, 1,000,000 integers\x1b[0m: Sort one large array"));
    CHECK_FALSE(has("\x1b[32mprocesses.private"));
}

TEST_CASE("run_text --details has every column and the tradeoffs at a glance") {
    const std::string text = text_of({.width = 160, .details = true});
    for (const char* column : {"95% interval", "ideal", "CPU", "busy", "memory", "threads",
                               "processes", "files", "switches", "late p99"})
        CHECK_THAT(text, Contains(column));
    CHECK_THAT(text, Contains("The tradeoffs at a glance"));
    CHECK_THAT(harness::columns_help(), Contains("ideal") && Contains("switches"));
}

TEST_CASE("run_markdown has every column, the findings, and which one when") {
    const std::string markdown = run_markdown(report());
    CHECK_THAT(markdown, Contains("| 95% interval |") && Contains("The tradeoffs at a glance"));
    CHECK_THAT(markdown, Contains("## Which one when, on this machine"));
    CHECK_THAT(markdown, Contains("CPU-bound (100% computing)"));
    CHECK_THAT(markdown, !Contains("\x1b"));
}

TEST_CASE("run_text leaves out workloads that have not begun") {
    std::vector<harness::Result> results = recorded();
    for (harness::Result& result : results)
        if (result.benchmark.workload != "hello") {
            result.outcome = harness::Outcome::pending;
            result.repetitions.clear();
        }
    RunReport interrupted = report();
    interrupted.workloads = harness::analyse(results, cores);
    const std::string text = run_text(interrupted, {.width = 100});
    CHECK_THAT(text, Contains("hello, 3 greeters: ") && !Contains("merge_sort"));
    CHECK_THAT(text, !Contains("Which one when"));
}

TEST_CASE("Findings state the lesson of each kind of workload") {
    CHECK_THAT(finding_of("delayed_messages").sentence, StartsWith("I/O-bound (100% waiting)"));
    CHECK_THAT(finding_of("merge_sort").sentence, StartsWith("CPU-bound (100% computing)"));
    CHECK_THAT(finding_of("hello").sentence,
               Contains("as fast as sequential: the waits overlap") &&
                   Contains("coroutines.one_by_one (each is awaited"));
    CHECK_THAT(finding_of("blocking_call").sentence,
               Contains("it blocks the event loop, and so all tasks"));
    for (const char* shared : {"shared_counter", "db_update"})
        CHECK_THAT(finding_of(shared).sentence,
                   StartsWith("Without a guard, updates are lost: at worst ") &&
                       Contains(" With a guard, none is."));
    CHECK_THAT(finding_of("deadlock").sentence,
               StartsWith("Deadlock, found and broken: threads.opposite (the lock that would close "
                          "the cycle throws)") &&
                   Contains("None in threads, processes and coroutines"));
    CHECK_THAT(finding_of("memory_isolation").sentence,
               Contains("its creator sees all with threads, processes.shared and coroutines, and "
                        "none with processes.private"));
}

TEST_CASE("Findings never contradict their table") {
    for (const harness::WorkloadAnalysis& workload : report().workloads) {
        const harness::Finding found = harness::finding(workload);
        const harness::GroupAnalysis& group = *workload.verdict_group();
        CAPTURE(found.workload, found.text());
        for (const harness::Summary& summary : group.summaries) {
            const std::string name = summary.benchmark().implementation();
            if (summary.benchmark().role != Role::contender) continue;
            const std::string ratio = harness::ratio_text(summary, group);
            const bool wins = ratio == "1.00x" || ratio.starts_with("~");
            CAPTURE(name, ratio);
            CHECK(wins == (std::ranges::count(found.fastest, name) == 1));
        }
    }
}
