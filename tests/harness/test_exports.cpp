/// Results files, read back.
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "common/harness/exports.hpp"
#include "tests/harness/analysed.hpp"
#include "tests/harness/made_up.hpp"

using namespace triptych::harness;
using nlohmann::json;

namespace {

std::vector<Result> results() {
    std::vector<Result> list{
        made_up("sequential", {4.0}, {{"cpu_seconds", 4.0}, {"wait_seconds", 0}}, Role::baseline),
        made_up("threads.pool", {2.0, 2.5},
                {{"cpu_seconds", 3.0}, {"peak_bytes", 100}, {"lost", 7}}),
        made_up_failure("processes", "12 at most, \"sorry\"", Outcome::skipped),
        made_up_failure("coroutines", "killed by SIGSEGV"), made_up_benchmark("late")};
    list[1].peak = {
        .processes = 3, .threads = 5, .tree_bytes = 400, .descriptors = 12, .samples = 7};
    return list;
}

RunInfo info() {
    return {.context = json{{"num_cpus", 2}},
            .seed = 7,
            .repetitions = 2,
            .cores = 2,
            .command = {"triptych", "run"},
            .complete = false};
}

}  // namespace

TEST_CASE("as_json has Google Benchmark's context, and ours") {
    const json context = json::parse(as_json(results(), info())).at("context");
    CHECK(context.at("num_cpus") == 2);
    CHECK(context.at("triptych").at("seed") == 7);
    CHECK(context.at("triptych").at("cores") == 2);
    CHECK(context.at("triptych").at("complete") == false);
    CHECK(context.at("triptych").at("command") == json{"triptych", "run"});
}

TEST_CASE("as_json has the findings, which are sentences and data") {
    std::vector<Result> list = results();
    list[0].remark = "one <after> another";
    const json document = json::parse(as_json(list, info()));
    const json& findings = document.at("context").at("findings");
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].at("workload") == "sums");
    CHECK(findings[0].at("size") == "1,000 ints");
    CHECK(findings[0].at("bound") == "CPU");
    CHECK(findings[0].at("fastest") == json{"threads.pool"});
    CHECK(findings[0].at("decided") == false);
    CHECK_THAT(findings[0].at("sentence").get<std::string>(), Contains("the only contender"));
    CHECK_THAT(findings[0].at("more").get<std::string>(), Contains("Failed: coroutines."));
    CHECK(document.at("context").at("which_one_when") == json::array());
    CHECK(document.at("benchmarks")[0].at("label") == "one <after> another");
}

TEST_CASE("as_json has the report as it was shown, if there was one") {
    const auto ours = [](const RunInfo& about) {
        return json::parse(as_json(results(), about)).at("context").at("triptych");
    };
    CHECK_FALSE(ours(info()).contains("report"));
    RunInfo shown = info();
    shown.report = "## A table";
    CHECK(ours(shown).at("report") == "## A table");
}

TEST_CASE("as_json has an entry for each repetition, with the metrics of the whole process tree") {
    const json entries = json::parse(as_json(results(), info())).at("benchmarks");
    REQUIRE(entries.size() == 7);
    const json& second = entries[3];
    CHECK(second.at("name") == "sums/threads.pool/1000");
    CHECK(second.at("run_type") == "iteration");
    CHECK(second.at("repetitions") == 2);
    CHECK(second.at("repetition_index") == 1);
    CHECK(second.at("real_time") == 2.5e9);
    CHECK(second.at("time_unit") == "ns");
    CHECK(second.at("role") == "contender");
    CHECK(second.at("peak_bytes") == 400);
    CHECK(second.at("ideal_seconds") == 2.0);
    CHECK(second.at("live_threads") == 5);
    CHECK(second.at("live_descriptors") == 12);
    CHECK(second.at("live_processes") == 3);
    CHECK(second.at("live_samples") == 7);
    CHECK(second.at("lost") == 7);
}

TEST_CASE("as_json has the median of each benchmark, with its interval, as an aggregate") {
    const json entries = json::parse(as_json(results(), info())).at("benchmarks");
    const json& median = entries[4];
    CHECK(median.at("name") == "sums/threads.pool/1000_median");
    CHECK(median.at("run_name") == "sums/threads.pool/1000");
    CHECK(median.at("run_type") == "aggregate");
    CHECK(median.at("aggregate_name") == "median");
    CHECK(median.at("role") == "contender");
    CHECK(median.at("real_time_low") <= median.at("real_time"));
    CHECK(median.at("real_time_high") >= median.at("real_time"));
}

TEST_CASE("as_json has the ratio to the fastest contender, and its interval") {
    std::vector<Result> list{
        made_up("sequential", {4, 4, 4, 4, 4}, {{"cpu_seconds", 4}}, Role::baseline),
        made_up("threads", {2, 2, 2, 2, 2.1}, {}), made_up("processes", {2, 2, 2, 2.2, 2.3}, {}),
        made_up("threads.unguarded", {1, 1, 1, 1, 1}, {}, Role::broken)};
    const auto medians = [&] {
        const json document = json::parse(as_json(list, info()));
        json found;
        for (const json& entry : document.at("benchmarks"))
            if (entry.at("run_type") == "aggregate")
                found[entry.at("run_name").get<std::string>()] = entry;
        return found;
    };
    const json given = medians();
    CHECK(given.at("sums/threads/1000").at("ratio") == 1);
    CHECK(given.at("sums/sequential/1000").at("ratio") == 2);
    CHECK(given.at("sums/sequential/1000").at("ratio_low") > 1);
    CHECK(given.at("sums/processes/1000").at("ratio_low") <= 1);
    CHECK(given.at("sums/processes/1000").at("ratio_high") > 1);
    CHECK_FALSE(given.at("sums/threads.unguarded/1000").contains("ratio"));
    CHECK_FALSE(given.at("sums/threads/1000").contains("cores_withheld"));
    for (Result& result : list)
        result.speedup = 1.1;
    CHECK(medians().at("sums/threads/1000").at("cores_withheld") == true);
}

TEST_CASE("as_json has an entry for what was skipped or failed, and none for what did not run") {
    const json entries = json::parse(as_json(results(), info())).at("benchmarks");
    CHECK(entries[5].at("error_occurred") == true);
    CHECK(entries[5].at("error_message") == "skipped: 12 at most, \"sorry\"");
    CHECK(entries[6].at("error_message") == "killed by SIGSEGV");
}

TEST_CASE("as_json leaves out an unknown ideal") {
    const std::vector<Result> alone{made_up("threads", {1}, {})};
    CHECK_FALSE(json::parse(as_json(alone, info())).at("benchmarks")[0].contains("ideal_seconds"));
}

TEST_CASE("as_json writes valid JSON even if a message is not UTF-8") {
    const std::vector<Result> broken{made_up_failure("threads", "\xff\xfe")};
    CHECK(json::parse(as_json(broken, info())).at("benchmarks").size() == 1);
}

TEST_CASE("as_csv has a line for each repetition, quoted where necessary") {
    const std::string text = as_csv(results(), info());
    CHECK(text.starts_with("workload,model,variant,size,set,role,repetition,wall_seconds,error,"));
    CHECK(text.find("\nsums,threads,pool,1000,,contender,2,2.5,,") != std::string::npos);
    CHECK(
        text.find("\nsums,processes,,1000,,contender,,,\"skipped: 12 at most, \"\"sorry\"\"\",") !=
        std::string::npos);
    CHECK(std::ranges::count(text, '\n') == 6);
}
