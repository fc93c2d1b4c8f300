/// The scheduler in a person's hands, scripted through standard input.
#include "explored.hpp"

namespace triptych {
namespace {

Explored play(const std::string& program, const std::string& input) {
    const Folder folder;
    const std::string path = folder / "program.cpp";
    std::ofstream{path} << program;
    const harness::Ending ending = harness::run_command(
        {"/bin/sh", "-c",
         fmt::format("printf '{}' | '{}' explore --play '{}'", input, TRIPTYCH_PATH, path)});
    return {WEXITSTATUS(ending.status), ending.output, ending.errors};
}

TEST_CASE("explore --play lets you lose an update, and undo it") {
    const Explored lost = play(counting(2, 1), "1\\n2\\n1\\n1\\n");
    CHECK(lost.says("It ends: returns 1."));
    CHECK(lost.exit_code == 66);
    CHECK(play(counting(2, 1), "1\\n2\\nu\\n1\\n1\\n1\\n").says("It ends: returns 2."));
}

TEST_CASE("explore --play lets you drive two threads into a deadlock") {
    const Explored explored = play(R"(
        #include <mutex>
        #include <thread>
        int main() {
            std::mutex a, b;
            std::thread one([&] { std::lock_guard x(a); std::lock_guard y(b); });
            std::thread two([&] { std::lock_guard x(b); std::lock_guard y(a); });
            one.join();
            two.join();
        })",
                                   "1\\n2\\n");
    CHECK(explored.exit_code == 66);
    CHECK(explored.says("It ends: deadlock."));
    CHECK(explored.says("waits for the lock that thread 2 has"));
}

TEST_CASE("explore --play says what is no choice, and ends with its input") {
    const Explored explored = play(counting(2, 1), "seven\\n0\\n3\\n");
    CHECK(explored.exit_code == 0);
    CHECK(explored.says("Not one of 1 to 2."));
    CHECK_FALSE(explored.says("It ends"));
    CHECK(play(counting(2, 1), "q\\n1\\n").exit_code == 0);
}

}  // namespace
}  // namespace triptych
