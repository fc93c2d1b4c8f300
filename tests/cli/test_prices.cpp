/// `triptych prices`, with a program of the primitives that only pretends.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "benches/prices.hpp"
#include "catch.hpp"
#include "cli/prices.hpp"
#include "common/harness/text.hpp"
#include "tests/cli/user.hpp"

using namespace triptych;
using Catch::Matchers::Contains;
using nlohmann::json;

namespace {

harness::Ending prices_of(const Words& words, Words environment = {}) {
    Words all{"prices", "--repetitions", "2"};
    all.insert(all.end(), words.begin(), words.end());
    environment.emplace_back("TRIPTYCH_PRIMITIVES=" FAKE_BENCH_PATH);
    return run_triptych(all, environment);
}

const Words no_python{"PATH=/nowhere"};

}  // namespace

TEST_CASE("the cheapest price stands first, and every bar fits into 80 columns") {
    const harness::Ending run =
        prices_of({"threads"}, {"PATH=/nowhere",
                                "FAKE_BENCH=threads.create_and_join=slow=0.5 "
                                "threads.mutex_free=slow=0.000001 *=slow=0.001"});
    CHECK(exit_code(run) == 0);
    const auto lines = harness::lines_of(run.output);
    CHECK_THAT(lines.at(1), Catch::Matchers::StartsWith("mutex, free") && Contains("1.00 µs"));
    const auto last = *std::ranges::find_if(lines.rbegin(), lines.rend(),
                                            [](const std::string& line) { return !line.empty(); });
    CHECK_THAT(last, Catch::Matchers::StartsWith("thread: create, join") && Contains("500 ms"));
    for (const std::string& line : lines)
        CHECK(harness::width_of(line) <= 80);
}

TEST_CASE("without Python its column is empty, and how to get it is told once") {
    const harness::Ending run = prices_of({"threads.mutex_free"}, no_python);
    CHECK(exit_code(run) == 0);
    CHECK_THAT(run.output, Contains("mutex, free") && Contains(" - "));
    CHECK_THAT(run.errors, Contains("no prices of Python: python3 is not there; try: apt-get "
                                    "install python3"));
}

TEST_CASE("a price that cannot be measured is named, and the others are shown") {
    const harness::Ending run = prices_of({"threads"}, {"PATH=/nowhere",
                                                        "FAKE_BENCH=threads.mutex_free=crash "
                                                        "threads.mutex_contended=skip"});
    CHECK(exit_code(run) == 1);
    CHECK_THAT(run.errors, Contains("threads.mutex_free failed: killed by SIGABRT"));
    CHECK_THAT(run.errors, Contains("threads.mutex_contended: this system allows 12 of them"));
    CHECK_THAT(run.output, Contains("thread: create, join") && !Contains("mutex, free"));
}

TEST_CASE("a price that there is not gets a suggestion") {
    const harness::Ending run = prices_of({"thread"}, no_python);
    CHECK(exit_code(run) == 2);
    CHECK_THAT(run.errors, Contains("unknown price \"thread\": did you mean threads?"));
}

TEST_CASE("prices are written like other results") {
    const Folder folder;
    const harness::Ending run = prices_of({"calls", "--json", folder / "prices.json"}, no_python);
    CHECK(exit_code(run) == 0);
    const json document = json::parse(content_of(folder / "prices.json"));
    CHECK(document.at("benchmarks").at(0).at("name") == "prices/calls.function/1");
    CHECK(document.at("context").at("triptych").contains("host"));
}

TEST_CASE("every price has a name of its own") {
    std::vector<std::string> names;
    for (const Price& price : prices())
        names.push_back(price.cell_name());
    std::ranges::sort(names);
    CHECK(std::ranges::adjacent_find(names) == names.end());
    CHECK(cli::price_of("processes.fork_and_wait", 64).size == 64);
    CHECK_THROWS(cli::price_of("processes.fork_and_wait", 65));
}
