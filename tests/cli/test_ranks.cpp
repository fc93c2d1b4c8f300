/// Tests of the processes that MPI starts, on this machine.
#include <algorithm>
#include <csignal>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "benches/mpi/job.hpp"
#include "cli/rank_options.hpp"
#include "cli/usage.hpp"
#include "tests/cli/user.hpp"

using namespace triptych;
using nlohmann::json;

namespace {

/// Runs a benchmark once, on ranks. The bench program has these words, too.
harness::Ending run_ranks(const std::string& benchmark, const Words& words,
                          const harness::Watch& watch = {}) {
    Words all{BENCH_PATH, "--benchmark=" + benchmark, "--benchmark_min_time=0",
              "--benchmark_format=json"};
    all.insert(all.end(), words.begin(), words.end());
    return harness::run_command(all, watch);
}

json result_of(const harness::Ending& run) {
    CAPTURE(run.errors);
    REQUIRE(exit_code(run) == 0);
    return json::parse(run.output).at("benchmarks").at(0);
}

std::string message_of(const harness::Ending& run) {
    return result_of(run).value("error_message", "");
}

/// Whether ranks can be started here. If not, warns.
bool mpi_is_here() {
    const auto why = why_no_mpi();
    if (why) WARN(*why);
    return !why;
}

/// The process with that parent whose program has that name; 0 if there is none.
pid_t child_named(pid_t parent, const std::string& name) {
    for (const auto& entry : std::filesystem::directory_iterator{"/proc"}) {
        std::ifstream stat{entry.path() / "stat"};
        pid_t pid = 0;
        std::string program;
        char state = 0;
        pid_t its_parent = 0;
        if (stat >> pid >> program >> state >> its_parent && state != 'Z' && its_parent == parent &&
            program == '(' + name + ')')
            return pid;
    }
    return 0;
}

std::string complaint_about(const cli::RankOptions& options) {
    try {
        cli::rank_words(options);
    } catch (const cli::UsageError& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("triptych_bench measures all ranks: one, or more than there are cores") {
    if (!mpi_is_here()) return;
    using Case = std::pair<const char*, int>;
    for (const auto& [benchmark, ranks] :
         {Case{"sort_many/processes.mpi/9", 1}, Case{"sort_many/processes.mpi/9", 3},
          Case{"merge_sort/processes.mpi/10000", 3}, Case{"shared_counter/processes.mpi/50", 3},
          Case{"shared_counter/processes.mpi_messages/50", 3}}) {
        const Folder files;
        const json result =
            result_of(run_ranks(benchmark, {fmt::format("--ranks={}", ranks), "--oversubscribe",
                                            "--rank-files=" + (files / ".")}));
        CAPTURE(result.dump());
        CHECK(!result.contains("error_message"));
        CHECK(result.at("ranks") == ranks);
        CHECK(result.at("cpu_seconds") > 0);
        CHECK((result.at("messages_sent") > 0) == (ranks > 1));
    }
}

TEST_CASE("triptych_bench skips message passing with one rank: none would be left to send") {
    if (!mpi_is_here()) return;
    CHECK_THAT(message_of(run_ranks("shared_counter/processes.mpi_messages/50", {"--ranks=1"})),
               EndsWith("at least 2"));
}

// To be run by hand, by its name: Open MPI 4.1 itself hangs in about one of fifty runs, if a rank
// is killed while it starts.
TEST_CASE("triptych_bench fails in one line if a rank is killed, and leaves nothing behind",
          "[.hangs]") {
    if (!mpi_is_here()) return;
    pid_t killed = 0;
    const auto kill_one = [&](pid_t bench) {
        const pid_t mpirun = child_named(bench, "mpirun");
        const pid_t rank = mpirun == 0 || killed != 0 ? 0 : child_named(mpirun, "triptych_rank");
        if (rank != 0) {
            ::kill(rank, SIGKILL);
            killed = rank;
        }
        return harness::Seconds{0.01};
    };
    const harness::Ending run = run_ranks("sort_many/processes.mpi/300",
                                          {"--ranks=2", "--oversubscribe"}, {.sample = kill_one});
    CHECK(killed != 0);
    const std::string message = message_of(run);
    CHECK_THAT(message,
               Contains("exited on signal 9") || Contains("a rank has ended before the others"));
    CHECK(message.find('\n') == std::string::npos);
    CHECK(run.left_behind == 0);
}

TEST_CASE("triptych_bench says in one line that hosts have not enough slots") {
    if (!mpi_is_here()) return;
    const Folder folder;
    std::ofstream{folder / "hosts"} << "localhost slots=1\n";
    const harness::Ending run =
        run_ranks("sort_many/processes.mpi/3", {"--ranks=2", "--hosts=" + (folder / "hosts")});
    CHECK_THAT(message_of(run), StartsWith("not enough slots: "));
    CHECK(run.left_behind == 0);
}

TEST_CASE("triptych_bench skips ranks where there is no mpirun, and says what to install") {
    const harness::Ending run = harness::run_command(
        {"/usr/bin/env", "PATH=/nowhere", BENCH_PATH, "--benchmark=sort_many/processes.mpi/3",
         "--benchmark_min_time=0", "--benchmark_format=json"});
    CHECK_THAT(message_of(run), StartsWith("skipped: there is no mpirun; try: "));
}

TEST_CASE("run fails in one line if a host does not exist, and leaves nothing behind") {
    if (!mpi_is_here()) return;
    const Folder folder;
    std::ofstream{folder / "hosts"} << "no-such-host.invalid slots=2\n";
    const harness::Ending run = run_triptych({"run", "-r", "1", "sort_many", "-m", "processes.mpi",
                                              "-n", "1", "--hosts", folder / "hosts"},
                                             {"TRIPTYCH_BENCH=" BENCH_PATH});
    CHECK(exit_code(run) == 1);
    CAPTURE(run.errors);
    CHECK_THAT(run.errors, Contains("sort_many/processes.mpi/1 failed: ") && Contains("host"));
    CHECK(std::ranges::count(run.errors, '\n') == 1);
    CHECK(run.left_behind == 0);
}

TEST_CASE("rank_words refuses hosts that cannot be read, are none, or have too few slots") {
    const Folder folder;
    std::ofstream{folder / "none"} << "# nobody\n\n";
    std::ofstream{folder / "two"} << "pc01 slots=2  # in the corner\n\npc02 slots=3\n";
    CHECK_THAT(complaint_about({.ranks = {}, .hosts = folder / "absent"}),
               EndsWith("absent: cannot be read"));
    CHECK_THAT(complaint_about({.ranks = {}, .hosts = folder / "none"}), Contains("names no host"));
    CHECK_THAT(complaint_about({.ranks = 6, .hosts = folder / "two"}),
               Contains("has 5 slots on 2 hosts; try fewer"));
    CHECK_THAT(complaint_about({.ranks = 100'000, .hosts = {}}), Contains("try --oversubscribe"));
    CHECK(complaint_about({.ranks = 5, .hosts = folder / "two"}).empty());
    CHECK(complaint_about({.ranks = 6, .hosts = folder / "two", .oversubscribe = true}).empty());
    CHECK(cli::rank_words({.ranks = {}, .hosts = folder / "two"}).back() == "--ranks=5");
    CHECK(cli::rank_words({}).empty());
}
