/// Tests of `triptych prices`, with a fake program.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "benches/prices.hpp"
#include "catch.hpp"
#include "cli/prices/prices.hpp"
#include "common/harness/text.hpp"
#include "tests/cli/recorded.hpp"

using namespace triptych;
using nlohmann::json;

namespace {

harness::Ending prices_of(const Words& words, Words environment = {}) {
    Words all{"prices", "--repetitions", "2"};
    all.insert(all.end(), words.begin(), words.end());
    environment.emplace_back("TRIPTYCH_PRIMITIVES=" FAKE_BENCH_PATH);
    if (std::ranges::none_of(environment, [](const std::string& variable) {
            return variable.starts_with("TRIPTYCH_CANARY=");
        }))
        environment.emplace_back("TRIPTYCH_CANARY=2");
    return run_triptych(all, environment);
}

const Words no_python{"PATH=/nowhere"};

/// A shell script of one line, used as a program.
void write_program(const std::string& path, const std::string& line) {
    std::ofstream{path} << "#!/bin/sh\n" << line << '\n';
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
}

std::string path_with(const Folder& folder) {
    return "PATH=" + (folder / "") + ":/usr/bin:/bin";
}

/// The lines of the table, its head left out: warnings may follow after an empty line.
std::vector<std::string> rows_of(const std::string& output) {
    std::vector<std::string> lines = harness::lines_of(output);
    lines.erase(std::ranges::find(lines, ""), lines.end());
    lines.erase(lines.begin());
    return lines;
}

}  // namespace

TEST_CASE("prices sorts by price, and every bar fits into 80 columns") {
    const harness::Ending run =
        prices_of({"threads"}, {"PATH=/nowhere", "TRIPTYCH_CANARY=2",
                                "FAKE_BENCH=threads.create_and_join=slow=0.5 "
                                "threads.mutex_free=slow=0.000001 *=slow=0.001"});
    CHECK(exit_code(run) == 0);
    const auto rows = rows_of(run.output);
    CHECK_THAT(rows.front(), StartsWith("mutex, free") && Contains("1.00 µs"));
    CHECK_THAT(rows.back(), StartsWith("thread: create, join") && Contains("500 ms"));
    for (const std::string& line : harness::lines_of(run.output))
        CHECK(harness::width_of(line) <= 80);
    check_recorded("prices_80.txt", without_warnings(run.output));
}

TEST_CASE("price_text has bars as long as the logarithm of the price") {
    const harness::Ending run =
        prices_of({"threads.mutex_free", "threads.mutex_contended", "threads.create_and_join"},
                  {"PATH=/nowhere",
                   "FAKE_BENCH=threads.mutex_free=slow=0.00001 threads.mutex_contended=slow=0.001 "
                   "threads.create_and_join=slow=0.1"});
    std::vector<std::ptrdiff_t> blocks;  // full ones, beyond those of the first
    for (const std::string& row : rows_of(run.output)) {
        std::ptrdiff_t count = 0;
        for (auto at = row.find("█"); at != std::string::npos; at = row.find("█", at + 1))
            ++count;
        blocks.push_back(count);
    }
    REQUIRE(blocks.size() == 3);
    CHECK(blocks[0] == 1);
    CHECK(blocks[1] - blocks[0] == blocks[2] - blocks[1]);
}

TEST_CASE("prices divides by the items of an iteration, on screen and in files") {
    const Folder folder;
    const harness::Ending run =
        prices_of({"coroutines.sleep", "--json", folder / "prices.json"},
                  {"PATH=/nowhere", "FAKE_BENCH=coroutines.sleep=items=1000"});
    CHECK_THAT(rows_of(run.output).at(0), Contains("10.0 µs"));
    const json document = json::parse(content_of(folder / "prices.json"));
    for (const json& entry : document.at("benchmarks")) {
        CHECK(entry.at("real_time").get<double>() == Approx(10e3));
        CHECK(entry.at("cpu_time").get<double>() == Approx(10e3));
    }
}

TEST_CASE(
    "prices leaves the column of Python empty without Python, and says once how to install it") {
    const harness::Ending run = prices_of({"threads.mutex_free"}, no_python);
    CHECK(exit_code(run) == 0);
    CHECK_THAT(run.output, Contains("mutex, free") && Contains(" - "));
    CHECK_THAT(run.errors,
               Contains("prices of Python are missing: python3 was not found; try: apt-get "
                        "install python3"));
}

TEST_CASE("prices shows Python's prices beside ours, with their ratio") {
    const Folder folder;
    write_program(folder / "python3", "echo lock_free 20000000");
    const harness::Ending run = prices_of({"threads.mutex_free"}, {path_with(folder)});
    CHECK(exit_code(run) == 0);
    CHECK_THAT(rows_of(run.output).at(0), Contains("20.0 ms") && Contains("2.00x"));
}

TEST_CASE("prices asks Python only for the prices that are wanted") {
    const Folder folder;
    write_program(folder / "python3", "shift; echo $* >>" + folder / "asked");
    CHECK(exit_code(prices_of({"threads.mutex_free", "calls"}, {path_with(folder)})) == 0);
    CHECK_THAT(content_of(folder / "asked"), StartsWith("1 empty_loop function_call lock_free\n"));
    const std::string asked = content_of(folder / "asked");
    CHECK(exit_code(prices_of({"threads.pool_job_spinning"}, {path_with(folder)})) == 0);
    CHECK(content_of(folder / "asked") == asked);
}

TEST_CASE("prices shows what Python measured before it failed") {
    const Folder folder;
    write_program(folder / "python3", "echo x >>" + (folder / "rounds") + "; [ $(wc -l <" +
                                          (folder / "rounds") +
                                          ") -lt 3 ] || exit 1; echo lock_free 20000000");
    const harness::Ending run = prices_of({"threads.mutex_free"}, {path_with(folder)});
    CHECK(exit_code(run) == 1);
    CHECK_THAT(rows_of(run.output).at(0), Contains("20.0 ms"));
    CHECK_THAT(run.errors, Contains("prices of Python are missing: prices.py: exit code 1"));
}

TEST_CASE("prices marks what needs two cores if there was CPU contention") {
    const Folder folder;
    write_program(folder / "python3", "echo lock_free 20000000; echo lock_contended 20000000");
    const harness::Ending run =
        prices_of({"threads.mutex_free", "threads.mutex_contended"},
                  {path_with(folder), "TRIPTYCH_CANARY=1.2",
                   "FAKE_BENCH=threads.mutex_free=slow=0.001 threads.mutex_contended=slow=0.01"});
    CHECK(rows_of(run.output).at(0).ends_with("20.0x"));
    CHECK(rows_of(run.output).at(1).ends_with(" !"));
    CHECK_THAT(run.output, Contains("Warning: CPU contention"));
}

TEST_CASE("prices reports why Python failed, and fails") {
    const Folder folder;
    write_program(folder / "python3", "echo Traceback >&2; echo SyntaxError: of old >&2; exit 1");
    const harness::Ending run = prices_of({"threads.mutex_free"}, {path_with(folder)});
    CHECK(exit_code(run) == 1);
    CHECK_THAT(run.output, Contains("mutex, free"));
    CHECK_THAT(run.errors,
               Contains("prices of Python are missing: prices.py: exit code 1: SyntaxError: of "
                        "old\n"));
}

TEST_CASE("prices names a price that cannot be measured, and shows the others") {
    const harness::Ending run = prices_of({"threads"}, {"PATH=/nowhere",
                                                        "FAKE_BENCH=threads.mutex_free=crash "
                                                        "threads.mutex_contended=skip"});
    CHECK(exit_code(run) == 1);
    CHECK_THAT(run.errors, Contains("threads.mutex_free failed: killed by SIGABRT"));
    CHECK_THAT(run.errors, Contains("threads.mutex_contended: this system allows 12 of them"));
    CHECK_THAT(run.output, Contains("thread: create, join") && !Contains("mutex, free"));
}

TEST_CASE("prices suggests a name for an unknown price") {
    const harness::Ending run = prices_of({"thread"}, no_python);
    CHECK(exit_code(run) == 2);
    CHECK_THAT(run.errors, Contains("unknown price \"thread\": did you mean threads?"));
}

TEST_CASE("prices --json writes prices like other results") {
    const Folder folder;
    const harness::Ending run = prices_of({"calls", "--json", folder / "prices.json"}, no_python);
    CHECK(exit_code(run) == 0);
    const json document = json::parse(content_of(folder / "prices.json"));
    CHECK(document.at("benchmarks").at(0).at("name") == "prices/calls.empty_loop/1");
    CHECK(document.at("context").at("triptych").contains("host"));
}

TEST_CASE("prices refuses a file that cannot be written before it measures") {
    const Folder folder;
    const std::string log = folder / "log";
    const harness::Ending run =
        prices_of({"calls", "--json", "/nowhere/prices.json"}, {"FAKE_BENCH_LOG=" + log});
    CHECK(exit_code(run) == 2);
    CHECK(content_of(log).empty());
}

TEST_CASE("prices --help names every price") {
    const harness::Ending run = prices_of({"--help"});
    for (const Price& price : prices())
        CHECK_THAT(run.output, Contains(std::string{price.implementation}));
}

TEST_CASE("prices have unique names") {
    std::vector<std::string> names;
    for (const Price& price : prices())
        names.push_back(price.benchmark_name());
    std::ranges::sort(names);
    CHECK(std::ranges::adjacent_find(names) == names.end());
    CHECK(cli::price_of("processes.fork_and_wait", 64).size == 64);
    CHECK_THROWS(cli::price_of("processes.fork_and_wait", 65));
}
