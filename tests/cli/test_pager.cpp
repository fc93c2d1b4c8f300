/// Tests of the pager, on a pseudo-terminal.
#include "tests/cli/user.hpp"

using namespace triptych;

namespace {

/// The output of a run on a terminal with that number of lines.
std::string on_terminal(int lines, const std::string& pager, const std::string& words) {
    const std::string command = "stty rows " + std::to_string(lines) + " cols 80; " + pager +
                                " '" TRIPTYCH_PATH "' run merge_sort --size 9 -r 1 " + words +
                                "; echo exit code $?";
    const harness::Ending run = harness::run_command(
        {"/usr/bin/env", "TRIPTYCH_BENCH=" FAKE_BENCH_PATH, "TRIPTYCH_CANARY=2", "NO_COLOR=1",
         "TERM=xterm", "script", "--quiet", "--return", "--command", command, "/dev/null"});
    INFO(run.output);
    CHECK(run.left_behind == 0);
    CHECK_THAT(run.output, Contains("exit code 0"));
    return run.output;
}

const std::string table = "sequential (baseline)";

}  // namespace

TEST_CASE("Pager shows a text that would scroll") {
    const Folder folder;
    const std::string paged = folder / "paged";
    const std::string output = on_terminal(10, "PAGER='cat >" + paged + "'", "");
    CHECK_THAT(output, !Contains(table));
    CHECK_THAT(content_of(paged), Contains(table) && StartsWith("±: "));
}

TEST_CASE("Pager is not used if all fits, and not for results on stdout") {
    const Folder folder;
    const std::string paged = folder / "paged";
    const std::string pager = "PAGER='cat >" + paged + "'";
    CHECK_THAT(on_terminal(100, pager, ""), Contains(table));
    CHECK_THAT(on_terminal(10, pager, "--json -"), Contains(table) && Contains("\"benchmarks\""));
    CHECK_THAT(on_terminal(10, pager + " TERM=dumb", ""), Contains(table));
    CHECK(folder.files().empty());
}

TEST_CASE("Pager that cannot be run, or is empty, leaves the text on the terminal") {
    for (const char* pager : {"PAGER=/no/such/pager", "PAGER="})
        CHECK_THAT(on_terminal(10, pager, ""), Contains(table));
}

TEST_CASE("Pager that ends early is no failure") {
    on_terminal(10, "PAGER=true", "");
    CHECK_THAT(on_terminal(10, "PAGER='head -n 1'", "--details"), Contains("95% interval: "));
}
