/// Tests of the progress line on a terminal.
#include <algorithm>
#include <map>
#include <sstream>

#include "tests/cli/user.hpp"

using namespace triptych;

namespace {

/// Runs it on a pseudo-terminal; the output has both streams, as a terminal shows them.
std::string on_terminal(const std::string& words, const std::string& terminal) {
    const harness::Ending run = harness::run_command(
        {"/usr/bin/env", "TRIPTYCH_BENCH=" FAKE_BENCH_PATH, "TRIPTYCH_PRIMITIVES=" FAKE_BENCH_PATH,
         "TRIPTYCH_CANARY=2", "NO_COLOR=1", "TERM=" + terminal, "script", "--quiet", "--return",
         "--command", "'" TRIPTYCH_PATH "' " + words, "/dev/null"});
    INFO(run.output);
    CHECK(exit_code(run) == 0);
    return run.output;
}

const std::string wipe = "\r\x1b[K";

/// Whether each progress line is cleared before anything else is printed.
bool is_wiped_out(const std::string& output) {
    for (std::size_t at = output.find(wipe); at != std::string::npos;) {
        const std::size_t next = output.find(wipe, at + 1);
        const std::string shown = output.substr(at, next - at);
        if (shown.find(" done") != std::string::npos &&
            (next == std::string::npos || shown.find('\n') != std::string::npos))
            return false;
        at = next;
    }
    return true;
}

/// How many benchmarks, prices or places were done each time that the line was drawn.
std::map<std::string, std::vector<int>> numbers_done(const std::string& output) {
    std::map<std::string, std::vector<int>> numbers;
    for (std::size_t at = output.find(wipe); at != std::string::npos;
         at = output.find(wipe, at + 1)) {
        std::istringstream line{output.substr(at + wipe.size(), 40)};
        int done = 0;
        int all = 0;
        std::string of;
        std::string unit;
        if (line >> done >> of >> all >> unit && of == "of") {
            CHECK(done <= all);
            numbers[unit].push_back(done);
        }
    }
    return numbers;
}

}  // namespace

TEST_CASE("Progress line shows what is done of all, never goes back, and is cleared at the end") {
    for (const char* words : {"run merge_sort hello --size 9 --repetitions 2", "map --quick",
                              "prices threads coroutines --repetitions 1 --json /dev/null",
                              "claims --repetitions 1", "goals --repetitions 1"}) {
        const std::string output = on_terminal(words, "xterm");
        CAPTURE(words, output);
        const auto numbers = numbers_done(output);
        REQUIRE_FALSE(numbers.empty());
        for (const auto& [unit, done] : numbers) {
            CAPTURE(unit);
            CHECK(done.front() == 0);
            CHECK(done.back() > 0);
            CHECK(std::ranges::is_sorted(done));
        }
        CHECK_THAT(output, Contains(" s left: "));
        CHECK(is_wiped_out(output));
    }
}

TEST_CASE("Progress line is not shown on a dumb terminal") {
    for (const char* words : {"run merge_sort --size 9 --repetitions 1", "list",
                              "prices threads.mutex_free --repetitions 1"}) {
        const std::string output = on_terminal(words, "dumb");
        CAPTURE(words);
        CHECK_THAT(output, !Contains("\x1b"));
        CHECK_THAT(output, !Contains(" s left: "));
    }
}
