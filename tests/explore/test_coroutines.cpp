/// Coroutines on the suite's event loop, in every order in which their turns can come.
#include "explored.hpp"

namespace triptych {
namespace {

std::string zoo(const char* name) {
    return fmt::format("{}/explore/zoo/{}.cpp", TRIPTYCH_SOURCE_DIR, name);
}

double schedules_that_end(const nlohmann::json& found, const std::string& end) {
    for (const auto& row : found["outcomes"])
        if (row["end"] == end) return row["schedules"];
    return 0;
}

TEST_CASE("explore counts 6 orders of two coroutines with two turns each, 4 of which lose one") {
    const auto found = explore_file(zoo("await_between_read_and_write"), {"--json"}).json();
    CHECK(found["complete"] == true);
    CHECK(found["schedules"] == 6);
    CHECK(schedules_that_end(found, "assertion") == 4);
    CHECK(schedules_that_return(found, 2) == 2);
}

TEST_CASE("explore tells the story of coroutines by the variables that they share") {
    const Explored explored = explore_file(zoo("await_between_read_and_write"));
    CHECK(explored.exit_code == 1);
    CHECK(explored.says("task 1"));
    CHECK(explored.says("task 2"));
    CHECK(explored.says("task 3"));
    CHECK(explored.says("reads 0"));
    CHECK(explored.says("writes 1"));
    CHECK_FALSE(explored.says("0x"));  // no addresses of the library's own
}

TEST_CASE("explore finds the deadlock of coroutines, and where each task is suspended") {
    const Explored explored = explore_file(zoo("await_locks_in_two_orders"));
    CHECK(explored.exit_code == 66);
    CHECK(explored.says("is suspended, and nothing can wake it"));
    CHECK(explored.says("await_locks_in_two_orders.cpp:15"));
}

constexpr const char* two_sleepers = R"(
    #include "coroutines/primitives/create_task.hpp"
    #include "coroutines/primitives/run.hpp"
    #include "coroutines/primitives/sleep.hpp"
    using namespace triptych::coroutines;
    Task<> append(int& digits, int digit, std::chrono::seconds delay) {
        co_await sleep_for(delay);
        digits = 10 * digits + digit;
    }
    Task<int> main_task() {
        int digits = 0;
        auto late = create_task(append(digits, 2, std::chrono::seconds{2}));
        auto early = create_task(append(digits, 1, std::chrono::seconds{1}));
        co_await late;
        co_await early;
        co_return digits;
    }
    int main() { return run(main_task()); })";

TEST_CASE("explore lets a coroutine sleep longer than another that was to sleep longer still") {
    const auto found = explore_json(two_sleepers);
    CHECK(schedules_that_return(found, 12) > 0);
    CHECK(schedules_that_return(found, 21) > 0);
    CHECK(found["outcomes"].size() == 2);
}

TEST_CASE("explore --schedule replays the turns of coroutines") {
    const Folder folder;
    const std::string path = folder / "program.cpp";
    std::ofstream{path} << two_sleepers;
    const auto found = explore_file(path, {"--json"}).json();
    for (const auto& row : found["outcomes"]) {
        const std::string all = explore_file(path).text;
        const std::size_t at = all.find("--schedule ");
        REQUIRE(at != std::string::npos);
        const std::string printed = all.substr(at + 11, all.find('\n', at) - at - 11);
        const std::string prefix = printed.substr(0, printed.find('.', 2) + 1);
        const Explored again =
            explore_file(path, {"--schedule", prefix + row["schedule"].get<std::string>()});
        CHECK(again.says(fmt::format("returns {}", row["value"].get<int>())));
    }
}

TEST_CASE("explore --play lets a person choose the task that goes on") {
    const Folder folder;
    const std::string path = folder / "program.cpp";
    std::ofstream{path} << two_sleepers;
    const harness::Ending ending = harness::run_command(
        {"/bin/sh", "-c", fmt::format("yes 1 | '{}' explore --play '{}'", TRIPTYCH_PATH, path)});
    CHECK(ending.output.find("task 2    goes on") != std::string::npos);
    CHECK(ending.output.find("It ends: returns") != std::string::npos);
}

TEST_CASE("explore schedules a pool's threads together with the loop that awaits them") {
    const auto found = explore_json(R"(
        #include <thread>
        #include "coroutines/primitives/offload.hpp"
        #include "coroutines/primitives/run.hpp"
        #include "threads/primitives/thread_pool.hpp"
        using namespace triptych;
        using namespace triptych::coroutines;
        Task<int> main_task(const RunElsewhere& elsewhere) {
            co_return co_await offload(elsewhere, [] { return 7; });
        }
        int main() {
            threads::ThreadPool pool{1};
            const RunElsewhere elsewhere = [&pool](std::function<void()> job) {
                pool.submit(std::move(job));
            };
            return run(main_task(elsewhere));
        })",
                                    {"--preemptions", "1"});
    CHECK(found["outcomes"].size() == 1);
    CHECK(schedules_that_return(found, 7) > 0);
    CHECK(found["races"].empty());
}

TEST_CASE("explore names a coroutine's wait for a descriptor as not supported") {
    const Explored explored = explore(R"(
        #include "coroutines/primitives/readiness.hpp"
        #include "coroutines/primitives/run.hpp"
        #include "coroutines/primitives/task.hpp"
        using namespace triptych::coroutines;
        Task<> main_task() { co_await readable(0); }
        int main() { run(main_task()); })");
    CHECK(explored.says("Not supported: a loop that waits for a descriptor"));
}

}  // namespace
}  // namespace triptych
