/// Small wrong programs, all found, and their right twins, none accused.
#include <algorithm>
#include <filesystem>

#include "explored.hpp"

namespace triptych {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> zoo(char from, char to) {
    std::vector<std::string> paths;
    for (const auto& entry : fs::directory_iterator{TRIPTYCH_SOURCE_DIR "/explore/zoo"}) {
        const char first = entry.path().filename().string()[0];
        if (entry.path().extension() == ".cpp" && first >= from && first <= to)
            paths.push_back(entry.path().string());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

/// Whether each program whose name begins with such a letter is found wrong or right, as it is.
void check_zoo(char from, char to) {
    for (const std::string& path : zoo(from, to)) {
        INFO(path);
        const Explored explored = explore_file(path, {"--json"});
        const auto found = explored.json();
        const bool is_right = path.find("_right.cpp") != std::string::npos;
        CHECK((explored.exit_code == 0) == is_right);
        CHECK(found["complete"] == true);
        CHECK(found["seconds"] < 10.0);
        // An execution that was not given up has a trace of its own.
        const int executions = found["executions"];
        const int traces = executions - found["redundant"].get<int>();
        CHECK(executions <= 3 * traces);
    }
}

TEST_CASE("explore finds the faults of the zoo, from a to d, and accuses no right twin") {
    check_zoo('a', 'd');
}
TEST_CASE("explore finds the faults of the zoo, from e to l, and accuses no right twin") {
    check_zoo('e', 'l');
}
TEST_CASE("explore finds the faults of the zoo, from m to r, and accuses no right twin") {
    check_zoo('m', 'r');
}
TEST_CASE("explore finds the faults of the zoo, from s to z, and accuses no right twin") {
    check_zoo('s', 'z');
}

TEST_CASE("explore's zoo has at least 30 wrong programs, and a right twin for each") {
    const auto paths = zoo('a', 'z');
    CHECK(paths.size() >= 60);
    for (const std::string& path : paths) {
        if (path.find("_right.cpp") != std::string::npos) continue;
        CHECK(fs::exists(path.substr(0, path.size() - 4) + "_right.cpp"));
    }
}

TEST_CASE(
    "explore's reduction runs one execution of each Mazurkiewicz trace, and never misses one") {
    for (const char* name :
         {"aba", "dining_philosophers", "if_for_while", "lost_wake_up", "notify_before_wait_right",
          "processes_pipe_left_open_right", "processes_two_locks", "semaphore_miscounted",
          "torn_snapshot", "two_locks_two_orders", "upgraded_lock_right"}) {
        const std::string path = fmt::format("{}/explore/zoo/{}.cpp", TRIPTYCH_SOURCE_DIR, name);
        INFO(path);
        const auto reduced = explore_file(path, {"--json"}).json();
        const auto all = explore_file(path, {"--json", "--all"}).json();
        CHECK(reduced["complete"] == true);
        CHECK(all["complete"] == true);
        CHECK(reduced["executions"].get<int>() - reduced["redundant"].get<int>() == all["traces"]);
        CHECK(reduced["schedules"] ==
              all["executions"].get<double>() - all["redundant"].get<int>());
        REQUIRE(reduced["outcomes"].size() == all["outcomes"].size());
        for (const auto& row : reduced["outcomes"])
            for (const auto& other : all["outcomes"])
                if (row["end"] == other["end"] && row["value"] == other["value"] &&
                    row["text"] == other["text"])
                    CHECK(row["schedules"] == other["schedules"]);
    }
}

}  // namespace
}  // namespace triptych
