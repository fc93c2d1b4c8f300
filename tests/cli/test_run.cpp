/// Tests of `triptych run`.
#include <algorithm>
#include <csignal>
#include <nlohmann/json.hpp>
#include <sstream>

#include "benches/peers/versions.hpp"
#include "tests/cli/user.hpp"

using namespace triptych;
using nlohmann::json;

namespace {

const Words small{"run", "merge_sort", "--size", "1000", "--repetitions", "2"};

Words with(Words words, const Words& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

/// Process ids of all fakes that ran, from their log.
std::vector<pid_t> logged(const std::string& log) {
    std::istringstream lines{content_of(log)};
    std::vector<pid_t> pids;
    std::string benchmark;
    for (pid_t pid = 0; lines >> benchmark >> pid;)
        pids.push_back(pid);
    return pids;
}

/// Runs until a benchmark of that implementation has started, which hangs; then sends the signal.
harness::Ending interrupted(int signal, const Words& words, const std::string& log,
                            const std::string& implementation, Words environment = {}) {
    bool sent = false;
    const auto sample = [&](pid_t program) {
        if (!sent && content_of(log).find('/' + implementation + '/') != std::string::npos) {
            ::kill(program, signal);
            sent = true;
        }
        return harness::Seconds{0.005};
    };
    environment.insert(environment.end(),
                       {"FAKE_BENCH=" + implementation + "=fork_hang", "FAKE_BENCH_LOG=" + log});
    return run_triptych(words, environment, {.sample = sample});
}

}  // namespace

TEST_CASE("run exits with 0 after a table and a finding; --details has an overview, too") {
    const harness::Ending run = run_triptych(small, {"TRIPTYCH_CANARY=2"});
    CHECK(exit_code(run) == 0);
    CHECK(run.errors.empty());
    CHECK_THAT(run.output, Contains("merge_sort, 1,000 ") && Contains("sequential (baseline)"));
    CHECK_THAT(run.output, Contains("CPU-bound: "));
    CHECK_THAT(run.output, Contains("cannot be told") && !Contains("at a glance"));
    const harness::Ending details = run_triptych(with(small, {"--details"}));
    CHECK_THAT(details.output, Contains("95% interval") && Contains("at a glance"));
    CHECK_THAT(run.output, !Contains("\x1b") && !Contains("\r"));
}

TEST_CASE("run warns of few repetitions, even if no more were asked for") {
    const harness::Ending run = run_triptych({"run", "merge_sort", "--size", "9", "-r", "1", "-d"});
    CHECK_THAT(run.output, Contains("(1 repetition; for more: --repetitions 9)") &&
                               Contains("Warning: an implementation has fewer than 9"));
    const harness::Ending enough = run_triptych({"run", "merge_sort", "--size", "9", "-r", "9"});
    CHECK_THAT(enough.output, !Contains("Warning: an implementation has fewer"));
}

TEST_CASE("run measures in nine rounds what cannot be told apart, and the rest in five") {
    const Folder folder;
    const harness::Ending run =
        run_triptych({"run", "hello", "--size", "3", "--json", folder / "a.json"},
                     {"FAKE_BENCH=sequential=slow=0.03 processes=skip", "TRIPTYCH_CANARY=2"});
    CHECK(exit_code(run) == 0);
    const json results = json::parse(content_of(folder / "a.json"));
    const auto repetitions = [&](const std::string& name) {
        return std::ranges::count_if(results.at("benchmarks"), [&](const json& entry) {
            return entry.at("name") == name && entry.at("run_type") == "iteration";
        });
    };
    CHECK(repetitions("hello/sequential/3") == 5);
    CHECK(repetitions("hello/threads/3") == 9);
    CHECK(repetitions("hello/coroutines/3") == 9);
    CHECK(repetitions("hello/coroutines.one_by_one/3") == 5);
    CHECK_THAT(run.output, !Contains("fewer than 9"));
}

TEST_CASE("run is the default command") {
    const harness::Ending run = run_triptych({}, {"FAKE_BENCH=*=skip"});
    CHECK(exit_code(run) == 0);
    CHECK_THAT(run.output, Contains("delayed_messages") && Contains("shared_counter"));
    CHECK_THAT(run.output, Contains("skipped: this system allows 12 of them"));
}

TEST_CASE("run writes results to files that can be read back") {
    const Folder folder;
    const harness::Ending run = run_triptych(
        with(small, {"--json", folder / "a.json", "--csv", folder / "a.csv", "--markdown",
                     folder / "a.md", "--seed", "7", "--model", "threads"}),
        {"FAKE_BENCH=threads=fork"});
    CHECK(exit_code(run) == 0);
    const json results = json::parse(content_of(folder / "a.json"));
    CHECK(results.at("context").at("host_name") == "fake");
    CHECK(results.at("context").at("triptych").at("seed") == 7);
    CHECK(results.at("context").at("triptych").at("complete") == true);
    REQUIRE(results.at("benchmarks").size() == 6);  // threads and the baseline, twice
    const json& last = results.at("benchmarks").at(3);
    CHECK(last.at("name") == "merge_sort/threads/1000");
    CHECK(last.at("real_time") == 1e7);
    CHECK(last.at("live_processes") == 3);
    CHECK_THAT(content_of(folder / "a.csv"),
               Contains("\nmerge_sort,threads,,1000,,contender,2,0.01,"));
    CHECK_THAT(content_of(folder / "a.md"), Contains("| threads | 10.0 ms |"));
    CHECK(folder.files().size() == 3);
}

TEST_CASE("run --json - prints nothing else to stdout") {
    const harness::Ending run = run_triptych(with(small, {"--json", "-"}));
    CHECK(exit_code(run) == 0);
    CHECK(json::parse(run.output).at("benchmarks").size() > 4);
    CHECK_THAT(run.errors, Contains("sequential (baseline)"));
}

TEST_CASE("run reports a benchmark that crashes, goes on, and exits with 1") {
    const Folder folder;
    const harness::Ending run = run_triptych(with(small, {"--json", folder / "a.json"}),
                                             {"FAKE_BENCH=processes=crash coroutines=fail"});
    CHECK(exit_code(run) == 1);
    CHECK_THAT(run.output, Contains("FAILED: killed by SIGABRT") && Contains("arrived twice"));
    CHECK_THAT(run.output, Contains("threads") && Contains("Failed: coroutines"));
    CHECK_THAT(run.errors, Contains("merge_sort/processes/1000 failed: killed by SIGABRT"));
    const std::string text = content_of(folder / "a.json");
    CHECK_THAT(text, Contains("\"error_message\": \"killed by SIGABRT\""));
    CHECK(json::parse(text).at("context").at("triptych").at("complete") == true);
}

TEST_CASE("run kills a benchmark that hangs at the time limit, with its children") {
    const Folder folder;
    const std::string log = folder / "log";
    const harness::Ending run =
        run_triptych(with(small, {"--model", "processes", "--time-limit", "3"}),
                     {"FAKE_BENCH=processes=fork_hang", "FAKE_BENCH_LOG=" + log});
    CHECK(exit_code(run) == 1);
    CHECK_THAT(run.output, Contains("FAILED: gave no result within the time limit"));
    CHECK_THAT(run.output, Contains("sequential (baseline)  10.0 ms"));
    for (const pid_t pid : logged(log))
        CHECK(::kill(-pid, 0) == -1);  // its group
}

TEST_CASE("run ends at once on a signal, leaves no process, and writes the results so far") {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
        const Folder folder;
        const std::string log = folder / "log";
        const harness::Ending run =
            interrupted(signal,
                        {"run", "delayed_messages", "merge_sort", "--model", "processes", "--size",
                         "10", "--repetitions", "1", "--json", folder / "a.json"},
                        log, "processes");
        CHECK(exit_code(run) == 128 + signal);
        CHECK(run.left_behind == 0);
        CHECK_THAT(run.errors, Contains("stopped by SIG"));
        const json results = json::parse(content_of(folder / "a.json"));
        CHECK(results.at("context").at("triptych").at("complete") == false);
        for (const pid_t pid : logged(log))
            CHECK(::kill(-pid, 0) == -1);
        CHECK(folder.files().size() == 2);
    }
}

TEST_CASE("run prints and writes what was measured before a signal") {
    const Folder folder;
    const std::string log = folder / "log";
    const harness::Ending run = interrupted(
        SIGINT,
        {"run", "merge_sort", "shared_counter", "--model", "threads", "--model", "processes.mutex",
         "--size", "10", "--repetitions", "1", "--json", folder / "a.json"},
        log, "processes.mutex");
    CHECK(exit_code(run) == 130);
    CHECK_THAT(run.output, Contains("merge_sort, 10 ") && Contains("CPU-bound"));
    CHECK_THAT(content_of(folder / "a.json"), Contains("\"merge_sort/threads/10\""));
}

TEST_CASE("run --save keeps an interrupted run beside a complete one of the same name") {
    const Folder folder;
    const auto save = [&](const std::string& implementation) {
        return interrupted(
            SIGINT,
            {"run", "merge_sort", "shared_counter", "--model", "threads", "--model",
             "processes.mutex", "--size", "10", "--repetitions", "1", "--save", "mine"},
            folder / "log", implementation, {"TRIPTYCH_SAVED=" + (folder / "saved")});
    };
    std::filesystem::create_directory(folder / "saved");
    std::ofstream{folder / "saved" + "/mine.json"} << "whole";
    const harness::Ending nothing = save("sequential");  // which never ends
    CHECK(exit_code(nothing) == 130);
    CHECK_THAT(nothing.errors, Contains("nothing is saved as mine: no benchmark was measured"));
    CHECK_FALSE(std::filesystem::exists(folder / "saved" + "/mine.incomplete.json"));

    std::filesystem::remove(folder / "log");
    const harness::Ending part = save("processes.mutex");
    CHECK(exit_code(part) == 130);
    CHECK_THAT(part.errors, Contains("saved as mine.incomplete, because the run is incomplete; "
                                     "the run saved as mine is kept"));
    CHECK_THAT(content_of(folder / "saved" + "/mine.incomplete.json"),
               Contains("\"merge_sort/threads/10\""));
    CHECK(content_of(folder / "saved" + "/mine.json") == "whole");
}

TEST_CASE("run reports a full disk, and writes the other files") {
    const Folder folder;
    const harness::Ending run =
        run_triptych(with(small, {"--json", "/dev/full", "--csv", folder / "a.csv"}));
    CHECK(exit_code(run) == 1);
    CHECK_THAT(run.errors, Contains("/dev/full: No space left on device"));
    CHECK_THAT(run.output, Contains("sequential (baseline)"));
    CHECK_THAT(content_of(folder / "a.csv"), Contains("merge_sort,threads,,1000"));
}

TEST_CASE("run writes the results even if the report cannot be printed") {
    const Folder folder;
    const std::string script =
        "exec \"$0\" run merge_sort --size 9 --repetitions 1 --json \"$1\" >/dev/full";
    const harness::Ending run =
        harness::run_command({"/usr/bin/env", "TRIPTYCH_BENCH=" FAKE_BENCH_PATH, "/bin/sh", "-c",
                              script, TRIPTYCH_PATH, folder / "a.json"});
    CHECK(exit_code(run) == 1);
    CHECK_THAT(run.errors, Contains("No space left"));
    CHECK(json::parse(content_of(folder / "a.json")).at("context").at("triptych").at("complete") ==
          true);
}

TEST_CASE("run keeps an older file if it never gets results") {
    const Folder folder;
    std::ofstream{folder / "a.json"} << "before";
    const harness::Ending run =
        run_triptych(with(small, {"--json", folder / "a.json", "--csv", "/"}));
    CHECK(exit_code(run) == 2);
    CHECK(content_of(folder / "a.json") == "before");
    CHECK(folder.files().size() == 1);
}

TEST_CASE("run warns of CPU contention, and ranks nothing") {
    const Folder folder;
    const auto run = [&](const std::string& speedup) {
        return run_triptych(with(small, {"--json", folder / "a.json"}),
                            {"FAKE_BENCH=*=busy=1", "TRIPTYCH_CANARY=" + speedup});
    };
    const harness::Ending withheld = run("1.3");
    CHECK(exit_code(withheld) == 0);
    CHECK_THAT(withheld.output,
               Contains("nothing is ranked") && Contains("Warning: CPU contention"));
    const json context = json::parse(content_of(folder / "a.json")).at("context").at("triptych");
    CHECK(context.at("warnings").at(0).at("about") == "cores");
    CHECK(context.at("host").at("cores") == context.at("cores"));
    CHECK(context.at("environment").at("TRIPTYCH_CANARY") == "1.3");
    CHECK(context.at("environment").contains("TRIPTYCH_BENCH"));
    CHECK_THAT(run("2").output, !Contains("Warning: CPU contention"));
}

TEST_CASE("run --peers says if a workload has no peer") {
    const auto run_with_peers = [](const char* workload) {
        return run_triptych({"run", workload, "--peers", "--size", "10", "--repetitions", "1"});
    };
    const harness::Ending without = run_with_peers("deadlock");
    CHECK(exit_code(without) == 0);
    CHECK_THAT(without.output, Contains("\nNo other library solves deadlock.\n"));
    CHECK_THAT(run_with_peers("merge_sort").output, !Contains("No other library"));
    CHECK_THAT(run_triptych({"run", "deadlock", "--size", "10", "--repetitions", "1"}).output,
               !Contains("No other library"));
}

TEST_CASE("run --peers writes the versions of the peers into the results") {
    const Folder folder;
    const auto versions_with = [&](const Words& more) {
        run_triptych(with(small, with({"--json", folder / "a.json"}, more)));
        return json::parse(content_of(folder / "a.json"))
            .at("context")
            .at("triptych")
            .at("versions");
    };
    for (const auto& [name, version] : peers::versions()) {
        CAPTURE(name);
        CHECK(versions_with({"--peers"}).at(name) == version);
        CHECK_FALSE(versions_with({}).contains(name));
    }
}
