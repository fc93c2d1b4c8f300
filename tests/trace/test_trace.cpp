#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "catch.hpp"
#include "common/harness/command.hpp"
#include "perfetto_check.hpp"

namespace triptych {
namespace {

using Words = std::vector<std::string>;

harness::Ending traced(const Words& words) {
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
    const auto ending = traced({"--", CONTENDED_PATH});
    CHECK(exit_code(ending) == 0);
    CHECK(contains(ending.output, "thread 1 waits for mutex 1, held by main, for "));
    CHECK(contains(ending.output, "main joins thread 1"));
}

TEST_CASE("trace has what a killed child did, how it ended, and detached threads") {
    const auto ending = traced({"--", KILLED_PATH});
    CHECK(exit_code(ending) == 0);
    CHECK(contains(ending.output, "killed by SIGKILL"));
    CHECK(contains(ending.output, "waits for a signal"));
    CHECK(contains(ending.output, "\n thread 1"));
}

TEST_CASE("trace follows what is sent over TCP/IP to who receives it, each byte once") {
    const auto ending = traced({"--html", "-", "--", TCP_PATH});
    CHECK(exit_code(ending) == 0);
    CHECK(contains(ending.output, ": main receives 6 bytes from thread 1</li>"));
    CHECK_FALSE(contains(ending.output, "receives 1 bytes"));
}

TEST_CASE("trace WORKLOAD draws the three models one above the other") {
    const auto ending = traced({"delayed_messages", "--size", "10"});
    CHECK(exit_code(ending) == 0);
    CHECK(contains(ending.output, "delayed_messages/threads, 10 messages"));
    CHECK(contains(ending.output, "delayed_messages/processes, 10 messages"));
    CHECK(contains(ending.output, "delayed_messages/coroutines, 10 messages"));
    CHECK(contains(ending.output, "… 5 more like these"));
}

TEST_CASE("trace draws coroutines below the thread that runs them, and says who blocks the loop") {
    const auto ending = traced({"blocking_call/coroutines"});
    CHECK(exit_code(ending) == 0);
    CHECK(contains(ending.output, "\n coroutine 1 "));
    CHECK(contains(ending.output, "asleep, and blocks its event loop"));
}

TEST_CASE("trace passes on what the program prints, and its exit code") {
    const auto ending = traced({"--", "sh", "-c", "echo out; echo err >&2; exit 3"});
    CHECK(exit_code(ending) == 3);
    CHECK(ending.output.starts_with("out\n"));
    CHECK(ending.errors == "err\n");
}

TEST_CASE("trace gives the program its own options, unread") {
    const auto ending =
        traced({"--", "sh", "-c", "printf '%s ' \"$@\"", "sh", "-n", "5", "6", "--help"});
    CHECK(ending.output.starts_with("-n 5 6 --help \n"));
}

TEST_CASE("trace kills a program that does not end, and shows what it did until then") {
    const auto ending = traced({"--time-limit", "0.2", "--", "sleep", "1000"});
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
        const auto ending = traced(words);
        CHECK(exit_code(ending) == 2);
        CHECK(ending.output.empty());
        CHECK(ending.errors.find('\n') == ending.errors.size() - 1);
    }
    CHECK(contains(traced({"--", text}).errors, "triptych-trace-text"));
    std::filesystem::remove(text);
}

TEST_CASE(
    "trace --prove-overlap is reached by a concurrent implementation, and by no sequential one") {
    const auto proved = traced({"delayed_messages", "--size", "10", "--prove-overlap", "10"});
    CHECK(exit_code(proved) == 0);
    for (const char* model : {"threads", "processes", "coroutines"})
        CHECK(contains(proved.output, std::string{"/"} + model +
                                          ", 10 messages: concurrent: 10 tasks were inside"));
    const auto refuted =
        traced({"delayed_messages/sequential", "--size", "10", "--prove-overlap", "2"});
    CHECK(exit_code(refuted) == 1);
    CHECK(contains(refuted.output, "never more than 1 inside at once, and not 2: all were held"));
}

TEST_CASE("trace --prove-overlap counts ten tasks, and never an eleventh") {
    for (const char* model : {"threads", "processes", "coroutines"}) {
        const auto ending = traced(
            {std::string{"delayed_messages/"} + model, "--size", "10", "--prove-overlap", "11"});
        CHECK(exit_code(ending) == 1);
        CHECK(contains(ending.output, "never more than 10 inside at once, and not 11"));
    }
}

TEST_CASE("trace --perfetto writes what the validator accepts, of all three models") {
    const auto ending = traced({"producer_consumer", "--perfetto", "-"});
    CHECK(exit_code(ending) == 0);
    const auto document = nlohmann::json::parse(ending.output);
    CHECK(trace::fault_of_perfetto(document) == "");
    CHECK(document["traceEvents"].size() > 100);
}

TEST_CASE("trace --svg writes one graphic that needs nothing from outside") {
    const auto ending = traced({"hello", "--svg", "-"});
    CHECK(exit_code(ending) == 0);
    CHECK(ending.output.starts_with("<svg "));
    CHECK(ending.output.ends_with("</svg>\n"));
    CHECK(contains(ending.output, "<title>thread 1 asleep: "));
    CHECK(contains(ending.output, "hello/coroutines, 3 greeters"));
    CHECK_FALSE(contains(ending.output, "href="));
}

TEST_CASE("trace --html has a replay, and the same story in sentences") {
    const auto ending = traced({"hello", "--html", "-"});
    CHECK(exit_code(ending) == 0);
    CHECK(contains(ending.output, ">Replay</button>"));
    CHECK(contains(ending.output, ": thread 1 begins, created by main</li>"));
    CHECK_FALSE(contains(ending.output, "src="));
}

TEST_CASE("trace --json has the same graphic and sentences for another page, and the script once") {
    const auto ending = traced({"hello", "--json", "-"});
    CHECK(exit_code(ending) == 0);
    const auto parts = nlohmann::json::parse(ending.output);
    const std::string html = parts["html"];
    CHECK(contains(html, parts["svg"].get<std::string>()));
    CHECK(contains(html, ": thread 1 begins, created by main</li>"));
    CHECK_FALSE(contains(html, "<script"));
    CHECK(contains(parts["script"], ".tt-part"));
    CHECK(contains(parts["alt"], "hello/processes, 3 greeters took "));
}

TEST_CASE("trace says in one line that a file cannot be written, and leaves none behind") {
    for (const char* option : {"--svg", "--html", "--json", "--perfetto"}) {
        const auto full = traced({"hello/threads", option, "/dev/full"});
        CHECK(exit_code(full) == 1);
        CHECK(contains(full.errors, "/dev/full"));
        CHECK(full.errors.find('\n') == full.errors.size() - 1);
        const auto nowhere = traced({"hello/threads", option, "/no/such/folder/file"});
        CHECK(exit_code(nowhere) == 1);
        CHECK(nowhere.output.empty());
    }
}

TEST_CASE("trace --from --to shows only that part, and refuses an empty one") {
    const auto part = traced({"hello/threads", "--from", "1", "--to", "2"});
    CHECK(contains(part.output, "hello/threads, 3 greeters: 1.00 ms"));
    const auto nothing = traced({"hello/threads", "--from", "5", "--to", "5"});
    CHECK(exit_code(nothing) == 2);
}

TEST_CASE("show --trace draws the timelines below the sources") {
    const auto ending = harness::run_command({"/usr/bin/env", "COLUMNS=150", "LC_ALL=C.UTF-8",
                                              TRIPTYCH_PATH, "show", "hello", "--trace"});
    CHECK(exit_code(ending) == 0);
    CHECK(ending.output.find("say_hello") < ending.output.find("hello/threads, 3 greeters"));
    CHECK(contains(ending.output, "Longest waits of hello/processes"));
}

#ifdef STATIC_PATH
TEST_CASE("trace refuses a statically linked program, and says what to do") {
    const auto ending = traced({"--", STATIC_PATH});
    CHECK(exit_code(ending) == 2);
    CHECK(contains(ending.errors, "is statically linked"));
}
#endif

}  // namespace
}  // namespace triptych
