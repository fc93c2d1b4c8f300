#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "common/harness/command.hpp"

namespace triptych {
namespace {

using Words = std::vector<std::string>;

harness::Ending trace(const Words& words) {
    Words all{"/usr/bin/env", "COLUMNS=100", "LC_ALL=C.UTF-8", TRIPTYCH_PATH, "trace"};
    all.insert(all.end(), words.begin(), words.end());
    return harness::run_command(all);
}

int exit_code(const harness::Ending& ending) {
    REQUIRE(WIFEXITED(ending.status));
    return WEXITSTATUS(ending.status);
}

bool contains(const std::string& text, const std::string& part) {
    INFO(text);
    return text.find(part) != std::string::npos;
}

TEST_CASE("trace says which thread holds the mutex that another waits for") {
    const auto ending = trace({"--", CONTENDED_PATH});
    CHECK(exit_code(ending) == 0);
    CHECK(contains(ending.output, "thread 1 waits for mutex 1, held by main, for "));
    CHECK(contains(ending.output, "main joins thread 1"));
}

TEST_CASE("trace has what a killed child did, how it ended, and detached threads") {
    const auto ending = trace({"--", KILLED_PATH});
    CHECK(exit_code(ending) == 0);
    CHECK(contains(ending.output, "killed by SIGKILL"));
    CHECK(contains(ending.output, "waits for a signal"));
    CHECK(contains(ending.output, "\n thread 1"));
}

TEST_CASE("trace WORKLOAD draws the three models one above the other") {
    const auto ending = trace({"delayed_messages"});
    CHECK(exit_code(ending) == 0);
    CHECK(contains(ending.output, "delayed_messages/threads, 10 messages"));
    CHECK(contains(ending.output, "delayed_messages/processes, 10 messages"));
    CHECK(contains(ending.output, "delayed_messages/coroutines, 10 messages"));
    CHECK(contains(ending.output, "… 5 more like these"));
}

TEST_CASE("trace draws coroutines below the thread that runs them, and says who blocks the loop") {
    const auto ending = trace({"blocking_call/coroutines"});
    CHECK(exit_code(ending) == 0);
    CHECK(contains(ending.output, "\n coroutine 1 "));
    CHECK(contains(ending.output, "asleep, and blocks its event loop"));
}

TEST_CASE("trace passes on what the program prints, and its exit code") {
    const auto ending = trace({"--", "sh", "-c", "echo out; echo err >&2; exit 3"});
    CHECK(exit_code(ending) == 3);
    CHECK(ending.output.starts_with("out\n"));
    CHECK(ending.errors == "err\n");
}

TEST_CASE("trace gives the program its own options, unread") {
    const auto ending =
        trace({"--", "sh", "-c", "printf '%s ' \"$@\"", "sh", "-n", "5", "6", "--help"});
    CHECK(ending.output.starts_with("-n 5 6 --help \n"));
}

TEST_CASE("trace kills a program that does not end, and shows what it did until then") {
    const auto ending = trace({"--time-limit", "0.2", "--", "sleep", "1000"});
    CHECK(exit_code(ending) == 1);
    CHECK(contains(ending.output, "main asleep, for "));
    CHECK(contains(ending.errors, "sleep did not end within 0.2 s and was killed"));
    CHECK(ending.left_behind == 0);
}

TEST_CASE("trace refuses in one line what it cannot trace") {
    const std::string text = std::filesystem::temp_directory_path() / "triptych-trace-text";
    std::ofstream{text} << "no program\n";
    std::filesystem::permissions(text, std::filesystem::perms::owner_all);
    for (const Words& words :
         {Words{"--", "/nowhere/at/all"}, Words{"--", "no-such-program-anywhere"}, Words{"--", "/"},
          Words{"--"}, Words{}, Words{"no_such_workload"}, Words{"hello/no_such_model"},
          Words{"hello", "--size", "0"}, Words{"hello", "delayed_messages"}}) {
        const auto ending = trace(words);
        CHECK(exit_code(ending) == 2);
        CHECK(ending.output.empty());
        CHECK(ending.errors.find('\n') == ending.errors.size() - 1);
    }
    CHECK(contains(trace({"--", text}).errors, "triptych-trace-text"));
    std::filesystem::remove(text);
}

#ifdef STATIC_PATH
TEST_CASE("trace refuses a statically linked program, and says what to do") {
    const auto ending = trace({"--", STATIC_PATH});
    CHECK(exit_code(ending) == 2);
    CHECK(contains(ending.errors, "is statically linked"));
}
#endif

}  // namespace
}  // namespace triptych
