/// The same programs as models for spin, which knows nothing of C++: both find the same outcomes.
#include <filesystem>
#include <set>

#include "common/harness/text.hpp"
#include "explored.hpp"

namespace triptych {
namespace {

using Outcomes = std::set<std::string>;

/// What spin's verifier says can be: numbers that the model's assertions exclude, and "deadlock".
Outcomes outcomes_of_model(const std::string& name) {
    const Folder folder;
    const harness::Ending ending = harness::run_command(
        {"/bin/sh", "-c",
         fmt::format("cd '{}' && spin -a '{}/explore/spin/{}.pml' >&2 && gcc -w -O0 -DSAFETY "
                     "-o pan pan.c && ./pan -c0",
                     std::string{folder / "."}, TRIPTYCH_SOURCE_DIR, name)});
    INFO(ending.output << ending.errors);
    REQUIRE(ending.output.find("errors:") != std::string::npos);
    Outcomes outcomes;
    for (const std::string& line : harness::lines_of(ending.output)) {
        if (!line.starts_with("pan:")) continue;  // not a violation
        for (const std::string value : {"0", "1", "2"})
            if (line.find("!=" + value + ")") != std::string::npos) outcomes.insert(value);
        if (line.find("invalid end state") != std::string::npos) outcomes.insert("deadlock");
    }
    return outcomes;
}

Outcomes outcomes_of_program(const std::string& path) {
    Outcomes outcomes;
    const auto found = explore_file(path, {"--json"}).json();
    for (const auto& row : found["outcomes"])
        outcomes.insert(row["end"] == "returned" ? std::to_string(row["value"].get<int>())
                                                 : row["end"].get<std::string>());
    return outcomes;
}

TEST_CASE("explore and spin agree on what can come of the same program") {
    if (harness::run_command({"/bin/sh", "-c", "command -v spin"}).output.empty()) return;
    for (const std::string name :
         {"lost_update", "two_locks_two_orders", "dining_philosophers", "tso/dekker",
          "processes_lost_update", "processes_two_locks", "processes_pipe_left_open"}) {
        INFO(name);
        const std::string program = fmt::format("{}/explore/zoo/{}.cpp", TRIPTYCH_SOURCE_DIR, name);
        const Outcomes outcomes =
            outcomes_of_model(std::filesystem::path{name}.filename().string());
        CHECK(outcomes_of_program(program) == outcomes);
        const bool always_fails = name == "processes_pipe_left_open";
        CHECK(outcomes.size() == (always_fails ? 1 : 2));
    }
}

TEST_CASE("explore and spin agree that value squared plus 1, twice, is 1 or 2") {
    if (harness::run_command({"/bin/sh", "-c", "command -v spin"}).output.empty()) return;
    const auto found = explore_json(R"(
        #include <thread>
        int main() {
            int value = 0;
            auto update = [&] { const int before = value; value = before * before + 1; };
            std::thread a(update), b(update);
            a.join();
            b.join();
            return value;
        })");
    CHECK(outcomes_of_model("value_squared") == Outcomes{"1", "2"});
    CHECK(schedules_that_return(found, 1) == 4);
    CHECK(schedules_that_return(found, 2) == 2);
}

}  // namespace
}  // namespace triptych
