/// Tests of `triptych claims` and `triptych goals`.
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "cli/claims.hpp"
#include "common/cores.hpp"
#include "tests/cli/recorded.hpp"

using namespace triptych;
using namespace triptych::cli;
using nlohmann::json;

namespace {

constexpr Claim at_most_one{"It is small.", "it", {MetricKind::time, "", ""}, Bound::at_most, 1};
constexpr Claim at_least_one{"It is large.", "it", {MetricKind::time, "", ""}, Bound::at_least, 1};

harness::Statistics between(double low, double high) {
    return {.count = 5,
            .median = (low + high) / 2,
            .least = low,
            .most = high,
            .low = low,
            .high = high};
}

/// The verdict on the claim that begins so: "holds", "refuted" or "cannot".
std::string verdict_on(const std::string& claim, const std::string& output) {
    const auto found = output.find(claim);
    REQUIRE(found != std::string::npos);
    const auto line = output.rfind('\n', found) + 1;  // 0 in the first line
    return output.substr(line, output.find(' ', line) - line);
}

const std::string one_core = "Threads use one core";
const std::string no_help = "Threads do not help CPU-bound work";

}  // namespace

TEST_CASE("judge decides only if the whole interval is on one side of the bound") {
    CHECK(judge(at_most_one, between(0.5, 1), 1) == "holds here");
    CHECK(judge(at_most_one, between(1.1, 2), 1) == "refuted here");
    CHECK(judge(at_most_one, between(0.9, 1.1), 1) == "cannot tell here");
    CHECK(judge(at_least_one, between(1, 2), 1) == "holds here");
    CHECK(judge(at_least_one, between(0.5, 0.9), 1) == "refuted here");
    CHECK(judge(at_least_one, between(0.9, 1.1), 1) == "cannot tell here");
    CHECK(judge(at_least_one, std::nullopt, 1) == "cannot tell here");
}

TEST_CASE("judge cannot tell if the claim needs more cores than could be used") {
    Claim claim = at_most_one;
    claim.cores = 2;
    CHECK(judge(claim, between(2, 3), 1) == "cannot tell here");
    CHECK(judge(claim, between(2, 3), 1.9) == "refuted here");
    claim.cores = 4;
    CHECK(judge(claim, between(2, 3), 2) == "cannot tell here");
}

TEST_CASE("claims are refuted if threads use two cores, and hold if only processes do") {
    if (cores_allowed() < 2) return;
    const harness::Ending ours = run_triptych(
        {"claims"},
        {"FAKE_BENCH=threads=busy=0.005 processes=busy=0.006", "TRIPTYCH_CANARY=2", "COLUMNS=200"});
    CHECK(exit_code(ours) == 0);
    CHECK(verdict_on(one_core, ours.output) == "refuted");
    CHECK(verdict_on(no_help, ours.output) == "refuted");
    CHECK_THAT(ours.output, Contains("0.50; the claim requires at least 0.90."));
    check_recorded("claims_200.txt", without_warnings(ours.output));
    const harness::Ending pythons = run_triptych({"claims"}, {"FAKE_BENCH=processes=busy=0.005"});
    CHECK(exit_code(pythons) == 0);
    CHECK(verdict_on(one_core, pythons.output) == "holds");
    CHECK(verdict_on(no_help, pythons.output) == "holds");
    CHECK(verdict_on("CPU-bound work needs processes", pythons.output) == "holds");
    CHECK(verdict_on("Processes isolate memory", pythons.output) == "holds");
    CHECK(verdict_on("A deadlock shows as an error", pythons.output) == "refuted");
}

TEST_CASE("claims about two cores cannot be decided on one core") {
    const harness::Ending claims = run_triptych({"claims"}, {"COLUMNS=200"});
    CHECK(exit_code(claims) == 0);
    CHECK(verdict_on(one_core, claims.output) == "cannot");
    CHECK_THAT(claims.output, Contains("needs 2 cores, and 1 could be used;"));
    CHECK(verdict_on("Processes isolate memory", claims.output) == "holds");
}

TEST_CASE("claims cannot be decided if the interval contains the bound") {
    const harness::Ending once =
        run_triptych({"claims", "--repetitions", "1"}, {"FAKE_BENCH=*=busy=0.010"});
    CHECK(exit_code(once) == 0);
    CHECK(verdict_on("For few tasks that wait", once.output) == "cannot");
}

TEST_CASE("claims of a skipped benchmark cannot be decided, and a failed one is an error, too") {
    const harness::Ending skipped =
        run_triptych({"claims"}, {"FAKE_BENCH=processes.private=skip", "COLUMNS=200"});
    CHECK(exit_code(skipped) == 0);
    CHECK(verdict_on("Processes isolate memory", skipped.output) == "cannot");
    CHECK_THAT(skipped.output, Contains("not measured;"));
    CHECK_THAT(skipped.errors, Contains("memory_isolation/processes.private/1000: this system"));
    const harness::Ending failed = run_triptych({"claims"}, {"FAKE_BENCH=processes.private=fail"});
    CHECK(exit_code(failed) == 1);
    CHECK(verdict_on("Processes isolate memory", failed.output) == "cannot");
    CHECK_THAT(failed.errors, Contains("message 7 arrived twice"));
}

TEST_CASE("claims warns only of benchmarks whose claims could not be decided") {
    if (cores_allowed() < 2) return;
    const auto output_of = [](const char* repetitions) {
        return run_triptych(
                   {"claims", "--repetitions", repetitions},
                   {"FAKE_BENCH=threads=busy=0.005 processes=busy=0.006", "TRIPTYCH_CANARY=1.2"})
            .output;
    };
    CHECK_THAT(output_of("5"), !Contains("cannot tell here") && !Contains("CPU contention"));
    CHECK_THAT(output_of("1"), Contains("cannot tell here") && Contains("Warning: CPU contention"));
}

TEST_CASE("claims measures benchmarks with parameters that are not the usual ones") {
    const harness::Ending claims =
        run_triptych({"claims"}, {"FAKE_BENCH=threads.stealing=slow=0.01"});
    CHECK(exit_code(claims) == 0);
    CHECK(verdict_on("More tasks, more speed", claims.output) == "refuted");
}

TEST_CASE("claims takes no arguments, and at least one repetition") {
    for (const Words& words : {Words{"claims", "all"}, Words{"claims", "--repetitions", "0"},
                               Words{"claims", "--quick"}}) {
        const harness::Ending wrong = run_triptych(words);
        CHECK(exit_code(wrong) == 2);
        CHECK(wrong.output.empty());
        CHECK_THAT(wrong.errors, StartsWith("triptych: "));
    }
    CHECK_THAT(run_triptych({"--help"}).output, Contains("claims"));
}

namespace {

harness::Ending run_goals(Words options, Words environment) {
    options.insert(options.begin(), "goals");
    environment.emplace_back("TRIPTYCH_PRIMITIVES=" FAKE_BENCH_PATH);
    return run_triptych(options, environment);
}

}  // namespace

TEST_CASE("goals are met or not by the measured benchmarks") {
    const harness::Ending goals =
        run_goals({}, {"FAKE_BENCH=tbb=slow=0.100", "TRIPTYCH_CANARY=2", "COLUMNS=200"});
    CHECK(exit_code(goals) == 0);
    CHECK_THAT(goals.output, Contains("sort_many by threads over tbb and std::sort") &&
                                 Contains("0.1 to 0.1") && Contains("met"));
    check_recorded("goals_200.txt", without_warnings(goals.output));
}

TEST_CASE("goals that need cores cannot be decided under CPU contention") {
    const harness::Ending goals = run_goals(
        {"--json", "-"}, {"FAKE_BENCH=tbb=slow=0.100 *=busy=0.01", "TRIPTYCH_CANARY=1.2"});
    CHECK(exit_code(goals) == 0);
    CHECK_THAT(goals.errors, Contains("Warning: CPU contention: other programs (or the host)"));
    for (const json& goal : json::parse(goals.output))
        if (goal.at("benchmark").get<std::string>().starts_with("sort_many"))
            CHECK(goal.at("verdict") == "cannot tell (!)");
}

TEST_CASE("goals --json has the verdict and the interval of each goal") {
    const harness::Ending goals =
        run_goals({"--json", "-"}, {"FAKE_BENCH=tbb=slow=0.100", "TRIPTYCH_CANARY=2"});
    CHECK(exit_code(goals) == 0);
    for (const json& goal : json::parse(goals.output)) {
        CAPTURE(goal.dump());
        const bool is_met = goal.at("high") <= goal.at("at_most");
        CHECK((goal.at("verdict") == "met") == is_met);
        CHECK(goal.at("low") <= goal.at("here"));
        CHECK(goal.at("here") <= goal.at("high"));
        if (goal.at("over") == "sort_many/tbb/1000") CHECK(is_met);
    }
}

TEST_CASE("goals measures more rounds of what is undecided, and then the median decides") {
    const Folder folder;
    const std::string log = folder / "runs";
    const std::string counter = "guarded_counter/threads.mutex/10000000";
    const auto runs_of = [&](const std::string& benchmark) {
        std::istringstream lines{content_of(log)};
        int runs = 0;
        for (std::string line; std::getline(lines, line);)
            runs += line.starts_with(benchmark + ' ') ? 1 : 0;
        return runs;
    };
    const Words scattered{"FAKE_BENCH=threads.mutex=scatter=0.010", "FAKE_BENCH_LOG=" + log,
                          "TRIPTYCH_CANARY=2"};
    const harness::Ending goals = run_goals({"--json", "-"}, scattered);
    CHECK(exit_code(goals) == 0);
    for (const json& goal : json::parse(goals.output))
        if (goal.at("benchmark") == counter)
            CHECK_THAT(goal.at("verdict").get<std::string>(), StartsWith("just m"));
    CHECK(runs_of(counter) == 46);  // with the warm-up
    CHECK(runs_of("guarded_counter/bare.thread_mutex/10000000") == 46);
    CHECK(runs_of("guarded_counter/threads.atomic/10000000") == 6);
    run_goals({"--repetitions", "3"}, scattered);
    CHECK(runs_of(counter) == 46 + 4);  // as many as were asked for
}

TEST_CASE("goals fails if an implementation fails, or if the file cannot be written") {
    const harness::Ending failed = run_goals({}, {"FAKE_BENCH=tbb=crash"});
    CHECK(exit_code(failed) == 1);
    CHECK_THAT(failed.output, Contains("not measured"));
    CHECK_THAT(failed.errors, Contains("sort_many/tbb/1000: killed by SIGABRT"));
    const harness::Ending unwritable = run_goals({"--json", "/"}, {});
    CHECK(exit_code(unwritable) == 2);
    CHECK_THAT(unwritable.errors, Contains("--json /: cannot be written"));
}
