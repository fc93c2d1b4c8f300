/// Hostile programs: each ends as a verdict, and leaves nothing.
#include <filesystem>
#include <fstream>
#include <string>

#include "catch.hpp"
#include "exercises/checker/process_tree.hpp"
#include "exercises/checker/sandbox.hpp"

using namespace triptych::checker;

namespace {

Ran run_script(const Sandbox& sandbox, const std::string& script, const Limits& limits = {}) {
    Ran ran = sandbox.run({.words = {"/bin/bash", "-c", script}}, limits);
    CHECK(descendants().empty());
    CHECK(sandbox.run({.words = {"/usr/bin/true"}}, {}).succeeded());  // the next one is unharmed
    return ran;
}

}  // namespace

TEST_CASE("Sandbox::run passes on output, errors and exit code") {
    const Sandbox sandbox;
    const Ran ran = run_script(sandbox, "echo out; echo err >&2; exit 3");
    CHECK(ran.output == "out\n");
    CHECK(ran.errors == "err\n");
    CHECK(WEXITSTATUS(ran.status) == 3);
}

TEST_CASE("Sandbox::run ends an endless loop at its limit of time") {
    const Sandbox sandbox;
    CHECK(run_script(sandbox, "while :; do :; done", {.seconds = 0.5}).killed == Killed::time);
}

TEST_CASE("Sandbox::run ends a program in which nothing can run any more, and says who waits") {
    const Sandbox sandbox;
    const Ran ran = run_script(sandbox, "mkfifo pipe; read line <>pipe", {.seconds = 60});
    CHECK(ran.killed == Killed::stuck);
    CHECK(ran.waiting.find("read") != std::string::npos);
}

TEST_CASE("Sandbox::run takes no program for stuck that only sleeps") {
    const Sandbox sandbox;
    CHECK(run_script(sandbox, "sleep 2").succeeded());
}

TEST_CASE("Sandbox::run kills what has left its session") {
    const Sandbox sandbox;
    const Ran ran = run_script(sandbox, "setsid sleep 1000 & sleep 0.1; exit 0");
    CHECK(ran.status == 0);
}

TEST_CASE("Sandbox::run survives a fork bomb") {
    const Sandbox sandbox;
    run_script(sandbox, "bomb() { bomb | bomb & }; bomb; sleep 1", {.seconds = 1});
}

TEST_CASE("Sandbox::run ends a flood of output") {
    const Sandbox sandbox;
    const Ran ran = run_script(sandbox, "yes");
    CHECK(ran.killed == Killed::output);
    CHECK(ran.output.size() < (std::size_t{3} << 20));
}

TEST_CASE("Sandbox::run ends a program that takes too much memory") {
    const Sandbox sandbox;
    const Ran ran = run_script(sandbox, "head -c 20G /dev/zero | tail",
                               {.seconds = 60, .memory = std::int64_t{100} << 20});
    CHECK(ran.killed == Killed::memory);
}

TEST_CASE("Sandbox::run refuses a file that is too large") {
    const Sandbox sandbox;
    const Ran ran =
        run_script(sandbox, "head -c 20M /dev/zero >big", {.file = std::int64_t{1} << 20});
    CHECK(ran.status != 0);
}

TEST_CASE("Sandbox::run survives a program that kills whom it can") {
    const Sandbox sandbox;
    run_script(sandbox, "kill -9 $PPID; kill -9 -1");
}

TEST_CASE("Sandbox::run shows neither the checks nor the network, and keeps files as they are") {
    const Sandbox sandbox;
    if (!sandbox.has_bubblewrap()) return;
    const std::string checks = TRIPTYCH_SOURCE_DIR "/exercises/lost_update/checks.cpp";
    REQUIRE(std::filesystem::exists(checks));
    CHECK(run_script(sandbox, "cat '" + checks + "'").status != 0);
    CHECK(run_script(sandbox, "grep -q eth /proc/net/dev").status != 0);
    const std::string outside = std::filesystem::temp_directory_path() / "triptych-outside";
    run_script(sandbox, "echo x >" + outside + "; echo x >/usr/triptych-outside");
    CHECK(!std::filesystem::exists(outside));
    CHECK(!std::filesystem::exists("/usr/triptych-outside"));
}
