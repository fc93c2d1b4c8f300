/// Tests of machines_table() and machines_csv().
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "common/harness/machines.hpp"
#include "tests/harness/made_up.hpp"

using namespace triptych::harness;

namespace {

const std::vector<double> steady{1.00, 1.01, 0.99, 1.00, 1.01};

std::vector<double> scaled(double factor) {
    std::vector<double> values = steady;
    for (double& value : values)
        value *= factor;
    return values;
}

/// A machine on which processes take `factor` times as long as threads.
ResultsFile machine(const std::string& name, double factor, std::int64_t size = 1000) {
    ResultsFile file;
    file.name = name;
    file.context = nlohmann::json{{"host_name", "host of " + name}};
    file.results = {made_up("threads", steady, {}, Role::contender, size),
                    made_up("processes", scaled(factor), {}, Role::contender, size)};
    return file;
}

}  // namespace

TEST_CASE("machines_table counts a win if a model is clearly the fastest") {
    const std::vector files{machine("a", 2), machine("b", 3), machine("c", 0.5), machine("d", 1)};
    const Table table = machines_table(files);
    REQUIRE(table.rows.size() == 1);
    const auto cell = [&](const char* title) {
        Table copy = table;
        return table.rows[0].cells.at(copy.column(title));
    };
    CHECK(cell("workload") == "sums\n1,000 ints");
    CHECK(cell("machines") == "4");
    CHECK_THAT(cell("threads"), Contains("won 2\n1.00 to 2.00x"));
    CHECK_THAT(cell("processes"), Contains("won 1\n1.00 to 3.00x"));
    CHECK(cell("coroutines") == "-");
    CHECK(cell("no winner") == "1");
}

TEST_CASE("machines_table counts no win if the third may be as fast, even if the second is not") {
    ResultsFile file = machine("a", 1.2);
    file.results.push_back(made_up("coroutines", {0.9, 0.95, 1.3, 1.6, 1.7}, {}));
    const Table table = machines_table(std::vector{file});
    CHECK_THAT(table.rows[0].cells[2], Contains("won 0"));
    CHECK(table.rows[0].cells.back() == "1");
}

TEST_CASE("machines_table compares a workload at the size that most machines have measured") {
    const std::vector files{machine("a", 2, 10), machine("b", 2, 10), machine("c", 2, 9000)};
    const Table table = machines_table(files);
    REQUIRE(table.rows.size() == 1);
    CHECK(table.rows[0].cells[0] == "sums\n10 ints");
    CHECK(table.rows[0].cells[1] == "2");
    CHECK(machines_table(std::vector<ResultsFile>{}).rows.empty());
}

TEST_CASE("machines_table counts no win on a machine with CPU contention") {
    ResultsFile file = machine("a", 2);
    file.results.push_back(made_up("sequential", steady, {{"cpu_seconds", 1.0}}, Role::baseline));
    file.results.back().speedup = 1.2;
    const Table table = machines_table(std::vector{file});
    CHECK_THAT(table.rows[0].cells[2], Contains("won 0"));
}

TEST_CASE("machines_csv has a line for each benchmark of each machine") {
    std::vector files{machine("a", 2), machine("b,c", 3)};
    files[1].results.push_back(made_up_failure("coroutines", "killed"));
    const std::string text = machines_csv(files);
    CHECK(std::count(text.begin(), text.end(), '\n') == 1 + 2 + 3);
    CHECK_THAT(text, Contains("a,host of a,sums/threads/1000,sums,threads,,1000,contender,5,1,"));
    CHECK_THAT(text, Contains("\"b,c\",") && Contains(",,,killed"));
}
