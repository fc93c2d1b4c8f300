/// Tests of the command line.
#include <algorithm>

#include "tests/cli/user.hpp"

using namespace triptych;

namespace {

/// Wrong usage: exit code 2, one line on stderr, nothing on stdout.
std::string complaint(const Words& words) {
    const harness::Ending ending = run_triptych(words);
    CHECK(exit_code(ending) == 2);
    CHECK(ending.output.empty());
    CHECK(std::ranges::count(ending.errors, '\n') == 1);
    CHECK_THAT(ending.errors, StartsWith("triptych: "));
    return ending.errors;
}

}  // namespace

TEST_CASE("triptych names an unknown command or option, and suggests the nearest one") {
    CHECK_THAT(complaint({"rum"}), Contains("unknown command \"rum\": did you mean run?"));
    CHECK_THAT(complaint({"run", "--sise", "3"}), Contains("did you mean --size?"));
    CHECK_THAT(complaint({"--quik"}), Contains("did you mean --quick?"));
    CHECK_THAT(complaint({"list", "more"}), Contains("list: unexpected argument \"more\""));
}

TEST_CASE("triptych --help lists the launcher's commands, and they are suggested, too") {
    const std::string help = run_triptych({"--help"}).output;
    for (const char* command : {"test", "report", "notebooks", "setup"}) {
        CAPTURE(command);
        CHECK_THAT(help, Contains(std::string{"\n  "} + command + ' '));
        CHECK_THAT(complaint({command, "--quick", "more"}),
                   Contains(std::string{"run ./triptych "} + command));
    }
    CHECK_THAT(complaint({"tests"}), Contains("did you mean test?"));
    CHECK_THAT(complaint({"xyzzyxyzzy"}), Contains("run, list") && Contains("notebooks, setup"));
}

TEST_CASE("run names an unknown workload or model, and suggests the nearest one") {
    CHECK_THAT(complaint({"run", "mergesort"}), Contains("did you mean merge_sort?"));
    CHECK_THAT(complaint({"run", "--model", "thraeds"}), Contains("did you mean threads?"));
    CHECK_THAT(complaint({"run", "--loop", "kqueue"}), Contains("{epoll,io_uring,poll}"));
}

TEST_CASE("run refuses a bad number, and names the option") {
    CHECK_THAT(complaint({"run", "merge_sort", "--size", "0"}), Contains("--size 0"));
    CHECK_THAT(complaint({"run", "merge_sort", "--size", "-5"}), Contains("--size -5"));
    CHECK_THAT(complaint({"run", "merge_sort", "--size", "many"}), Contains("--size many"));
    CHECK_THAT(complaint({"run", "--repetitions", "0"}), Contains("--repetitions"));
    CHECK_THAT(complaint({"run", "--repetitions", "x"}), Contains("--repetitions"));
    CHECK_THAT(complaint({"run", "--seed", "-1"}), Contains("--seed"));
    CHECK_THAT(complaint({"run", "--seed", "99999999999999999999999"}), Contains("--seed"));
    CHECK_THAT(complaint({"run", "--time-limit", "0"}), Contains("--time-limit"));
    for (const char* nonsense : {"nan", "inf", "soon", "86401"}) {
        CAPTURE(nonsense);
        CHECK_THAT(complaint({"run", "--time-limit", nonsense}),
                   Contains("not a number of seconds from 0.001 to 86400"));
    }
    CHECK_THAT(complaint({"run", "--size"}), Contains("--size"));
}

TEST_CASE("run refuses a file that cannot be written before it measures") {
    const Folder folder;
    const std::string log = folder / "log";
    const harness::Ending ending =
        run_triptych({"run", "--json", "/no/such/folder/file"}, {"FAKE_BENCH_LOG=" + log});
    CHECK(exit_code(ending) == 2);
    CHECK_THAT(ending.errors, Contains("/no/such/folder/file: cannot be written"));
    CHECK_FALSE(std::filesystem::exists(log));
    CHECK_THAT(complaint({"run", "--csv", "/"}), Contains("--csv /"));
    CHECK_THAT(complaint({"run", "--csv", ""}), Contains("--csv"));
    CHECK_THAT(complaint({"run", "--csv", "same", "--json", "same"}), Contains("one file"));
}

TEST_CASE("run names the bench program if that is missing") {
    const harness::Ending ending = run_triptych({"run"}, {"TRIPTYCH_BENCH=/no/such/program"});
    CHECK(exit_code(ending) == 2);
    CHECK_THAT(ending.errors, Contains("cannot run /no/such/program"));
}

TEST_CASE("--help and --version exit with 0") {
    CHECK_THAT(run_triptych({"--version"}).output, StartsWith("triptych 1"));
    CHECK_THAT(run_triptych({"--help"}).output, Contains("run") && Contains("list"));
    const harness::Ending help = run_triptych({"run", "--help"});
    CHECK(exit_code(help) == 0);
    CHECK_THAT(help.output, Contains("--quick") && Contains("Exit code"));
}

TEST_CASE("list shows every workload with its implementations, fitted to the width") {
    const harness::Ending list = run_triptych({"list"}, {"COLUMNS=70"});
    CHECK(exit_code(list) == 0);
    for (const char* word : {"delayed_messages", "merge_sort", "sort_many", "shared_counter",
                             "threads.pool", "baseline", "10,000"})
        CHECK_THAT(list.output, Contains(word));
    CHECK_THAT(list.output, !Contains("\x1b"));
}

TEST_CASE("Output that cannot be written is an error") {
    const harness::Ending full =
        harness::run_command({"/bin/sh", "-c", "exec \"$0\" list >/dev/full", TRIPTYCH_PATH});
    CHECK(exit_code(full) == 1);
    CHECK_THAT(full.errors, Contains("No space left"));
}
