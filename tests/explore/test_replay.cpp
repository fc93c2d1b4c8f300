/// A schedule that was printed runs again, and only where it belongs.
#include "explored.hpp"

namespace triptych {
namespace {

std::string schedule_in(const std::string& text) {
    const std::size_t begin = text.find("--schedule ") + 11;
    return text.substr(begin, text.find('\n', begin) - begin);
}

TEST_CASE("explore --schedule shows the story again, with the values read and written") {
    const Folder folder;
    const std::string path = folder / "lost.cpp";
    std::ofstream{path} << counting(2, 1);
    const Explored first = explore_file(path);
    REQUIRE(first.says("How it comes to \"returns 1\""));
    const Explored again = explore_file(path, {"--schedule", schedule_in(first.text)});
    CHECK(again.exit_code == 66);
    CHECK(again.says("reads 0"));
    CHECK(again.says("writes 1"));
    CHECK(again.says("It ends: returns 1."));
    CHECK(explore_file(path, {"--schedule", schedule_in(first.text)}).text == again.text);
}

TEST_CASE("explore --schedule shows a deadlock again") {
    const Folder folder;
    const std::string path = folder / "deadlock.cpp";
    std::ofstream{path} << R"(
        #include <mutex>
        #include <thread>
        int main() {
            std::mutex a, b;
            std::thread one([&] { std::lock_guard x(a); std::lock_guard y(b); });
            { std::lock_guard x(b); std::lock_guard y(a); }
            one.join();
        })";
    const Explored again = explore_file(path, {"--schedule", schedule_in(explore_file(path).text)});
    CHECK(again.exit_code == 66);
    CHECK(again.says("It ends: deadlock."));
    CHECK(again.says("main      waits for the lock that thread 1 has"));
}

TEST_CASE(
    "explore --schedule refuses what is of another program, another version, or no schedule") {
    const Folder folder;
    const std::string path = folder / "lost.cpp";
    std::ofstream{path} << counting(2, 1);
    std::string schedule = schedule_in(explore_file(path).text);
    const auto refusal = [&](const std::string& text) {
        const Explored refused = explore_file(path, {"--schedule", text});
        CHECK(refused.exit_code == 2);
        return refused.errors;
    };
    CHECK(refusal("nonsense").find("wants what explore printed") != std::string::npos);
    CHECK(refusal("9" + schedule.substr(1)).find("version 9") != std::string::npos);
    CHECK(refusal(schedule + "?").find("no schedule") != std::string::npos);
    CHECK(refusal(schedule + "b7").find("not one of this program") != std::string::npos);
    std::ofstream{path} << counting(2, 2);
    CHECK(refusal(schedule).find("another program") != std::string::npos);
}

TEST_CASE("explore tells the story of the outcome with the fewest preemptions") {
    const auto found = explore_json(counting(2, 3));
    for (const auto& row : found["outcomes"]) {
        const int fewest = row["value"] == 6 ? 0 : row["value"] == 3 ? 1 : 2;
        if (row["value"] != 2) CHECK(row["preemptions"] == fewest);
    }
}

TEST_CASE("explore --gdb stops in the thread whose last step makes it go wrong") {
    if (harness::run_command({"/bin/sh", "-c", "command -v gdb"}).output.empty()) return;
    const Folder folder;
    const std::string path = folder / "program.cpp";
    std::ofstream{path} << counting(2, 1);
    const std::string found = explore_file(path).text;
    const std::size_t at = found.find("--schedule ");
    REQUIRE(at != std::string::npos);
    const std::string schedule = found.substr(at, found.find('\n', at) - at);
    const harness::Ending ending = harness::run_command(
        {"/bin/sh", "-c",
         fmt::format("echo quit | '{}' explore '{}' {} --gdb", TRIPTYCH_PATH, path, schedule)});
    INFO(ending.output << ending.errors);
    CHECK(ending.output.find("Breakpoint 1, ") != std::string::npos);
    CHECK(ending.output.find("program.cpp:4") != std::string::npos);
    CHECK(WEXITSTATUS(ending.status) == 0);
}

TEST_CASE("explore names the variables of a story: global, local, members and elements") {
    const Explored explored = explore(R"(
        #include <array>
        #include <atomic>
        #include <mutex>
        #include <thread>
        struct Account { int number = 1; int balance = 0; };
        static std::atomic<int> hits = 0;
        void pay(std::array<Account, 2>& accounts) {
            std::mutex guard;
            std::atomic<int> seats[3] = {};
            int* const heap = new int{0};
            auto use = [&] {
                ++hits;
                { std::lock_guard lock{guard}; }
                ++seats[2];
                accounts[1].balance = 5;
                *heap = 7;
            };
            std::thread other{use};
            use();
            other.join();
            delete heap;
        }
        int main() {
            std::array<Account, 2> accounts;
            pay(accounts);
        })");
    INFO(explored.text);
    for (const char* text :
         {"changes 0 to 1 in hits\n", "  locks guard\n", "unlocks guard\n",
          "changes 0 to 1 in seats[2]\n", "writes 5 to accounts[1].balance\n", "writes 7\n"})
        CHECK(explored.says(text));
}

TEST_CASE("explore --trace draws a deadlock: who ran at which step, and who waits for a mutex") {
    const std::string path = TRIPTYCH_SOURCE_DIR "/explore/zoo/two_locks_two_orders.cpp";
    const harness::Ending ending = harness::run_command(
        {"/usr/bin/env", "LC_ALL=C", TRIPTYCH_PATH, "explore", path, "--trace"});
    INFO(ending.output);
    const std::string wait = "m" + std::string(34, '-') + "\n";
    for (const std::string& line :
         {std::string{"two_locks_two_orders.cpp: 2 steps, then nobody can go on\n"},
          "main     j" + std::string(70, '-') + "\n",
          "thread 1 " + std::string(18, '#') + std::string(18, ':') + wait,
          "thread 2 " + std::string(18, ':') + std::string(18, '#') + wait,
          std::string{"         |1               |2\n"},
          std::string{"# runs, : ready: others run, m- waits: mutex, j- waits: thread\n"}})
        CHECK(ending.output.find(line) != std::string::npos);
}

TEST_CASE("explore --trace draws processes and tasks, also with --schedule") {
    const std::string zoo = TRIPTYCH_SOURCE_DIR "/explore/zoo/";
    const std::string processes = zoo + "processes_lost_update.cpp";
    const std::string schedule = schedule_in(explore_file(processes).text);
    const Explored drawn = explore_file(processes, {"--schedule", schedule, "--trace"});
    CHECK(drawn.says("processes_lost_update.cpp: 4 steps\n"));
    CHECK(drawn.says("\nprocess 2 "));
    CHECK(explore_file(zoo + "await_between_read_and_write.cpp", {"--trace"}).says("\ntask 3 "));
}

TEST_CASE("explore --gdb wants a schedule") {
    const Explored explored = explore(counting(2, 1), {"--gdb"});
    CHECK(explored.exit_code == 2);
    CHECK(explored.errors.find("--schedule") != std::string::npos);
}

}  // namespace
}  // namespace triptych
