/// The lines of retries, and the check of the screen.
#include <cmath>
#include <limits>
#include <string>

#include "catch.hpp"
#include "common/workloads/retries.hpp"
#include "common/workloads/sequential.hpp"

using namespace triptych;

namespace {

constexpr Retries two{.tasks = 2, .seed = 1};

/// All lines of a task.
std::string lines_of(std::int64_t task) {
    Lots lots{two.seed, task};
    int drawn = lots.draw();
    std::string lines = line_of(task, drawn);
    while (drawn < high_enough) {
        drawn = lots.draw();
        lines += line_of(task, drawn);
    }
    return lines;
}

std::string first_line(const std::string& lines) {
    return lines.substr(0, lines.find('\n') + 1);
}

}  // namespace

TEST_CASE("Lots are the same on every machine for the same seed, and differ between tasks") {
    const auto ten = [](Lots lots) {
        std::string drawn;
        for (int i = 0; i < 10; ++i)
            drawn += std::to_string(lots.draw());
        return drawn;
    };
    CHECK(ten({1, 0}) == "7592982326");
    CHECK(ten({1, 1}) == "7798789460");
    CHECK(ten({2, 0}) != ten({1, 0}));
}

TEST_CASE(
    "line_of has the colour of its task, says which number was drawn, and ends with a newline") {
    CHECK(line_of(0, 3) == "\x1b[31mtask 0 has drawn 3: too low\x1b[0m\n");
    CHECK(line_of(8, 7) == "\x1b[33mtask 8 has drawn 7: high enough\x1b[0m\n");
    CHECK(line_of(std::numeric_limits<std::int64_t>::max(), 9).size() <= longest_line);
}

TEST_CASE("check_screen accepts whole lines, in any order of the tasks") {
    CHECK(check_screen(two, lines_of(0) + lines_of(1)).empty());
    CHECK(check_screen(two, lines_of(1) + lines_of(0)).empty());
    CHECK(check_screen({0, 1}, "").empty());
}

TEST_CASE("check_screen reports a broken line, and shows it without its colour") {
    const std::string line = first_line(lines_of(0));
    const auto broken = [&](const std::string& screen) { return check_screen(two, screen); };
    CHECK_THAT(broken(line.substr(0, line.size() - 1) + lines_of(1)),
               StartsWith("line 1 is broken, or not what task 0 has drawn: ^[[31m"));
    CHECK_THAT(broken(line.substr(0, 9) + first_line(lines_of(1)) + line.substr(9)),
               StartsWith("line 1 is "));
    CHECK_THAT(broken("nonsense\n"), Equals("line 1 belongs to no task: nonsense"));
    CHECK_THAT(broken("\n"), Equals("line 1 belongs to no task: "));
    CHECK_THAT(broken(line_of(2, 9)), StartsWith("line 1 belongs to no task"));
    CHECK_THAT(broken(lines_of(0) + lines_of(1) + "x"), EndsWith(" belongs to no task: x"));
}

TEST_CASE("check_screen reports one try too many, and one too few") {
    CHECK_THAT(check_screen(two, lines_of(0) + lines_of(0)),
               Contains("is one too many: ^[[31mtask 0 has drawn "));
    CHECK_THAT(check_screen(two, lines_of(0)), StartsWith("task 1 ended "));
    CHECK(check_screen({1, 1}, "").starts_with("task 0 ended "));
}

TEST_CASE(
    "retry_metrics counts the tries; longest_pauses_seconds is the time of the task with the "
    "most") {
    const Metrics metrics = retry_metrics({1'000, 1});
    CHECK(metrics.at("tries") > 3'000);
    CHECK(metrics.at("tries") < 3'700);
    CHECK(std::abs(longest_pauses_seconds({1'000, 1}) - 0.001 * (metrics.at("most_tries") - 1)) <
          1e-9);
    CHECK(longest_pauses_seconds({0, 1}) == 0);
}

TEST_CASE("sequential::retries prints the lines of one task after another") {
    CHECK(sequential::retries(two) == lines_of(0) + lines_of(1));
}
