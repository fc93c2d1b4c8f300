/// Stores that wait in a buffer (--memory tso).
#include <utility>

#include "explored.hpp"

namespace triptych {
namespace {

/// Two threads: each stores 1, in this order, and then reads what the other stores.
std::string store_buffering(const std::string& order) {
    return fmt::format(R"(
        #include <atomic>
        #include <thread>
        int main() {{
            std::atomic<int> x{{0}}, y{{0}};
            int a = 1, b = 1;
            std::thread one([&] {{ x.store(1, std::memory_order_{0}); a = y.load(); }});
            std::thread two([&] {{ y.store(1, std::memory_order_{0}); b = x.load(); }});
            one.join(); two.join();
            return a * 10 + b;
        }})",
                       order);
}

TEST_CASE("explore --memory tso finds that both threads read 0, unless the stores are exchanges") {
    const Words ask{"--can-be", "0"};
    const Words ask_tso{"--can-be", "0", "--memory", "tso"};
    CHECK(explore(store_buffering("release"), ask).exit_code == 1);
    CHECK(explore(store_buffering("release"), ask_tso).exit_code == 0);
    CHECK(explore(store_buffering("seq_cst"), ask_tso).exit_code == 1);
}

TEST_CASE("explore --memory tso counts what --all executes") {
    const auto reduced = explore_json(store_buffering("release"), {"--memory", "tso"});
    const auto all = explore_json(store_buffering("release"), {"--memory", "tso", "--all"});
    CHECK(reduced["schedules"] == all["executions"]);
    for (const long value : {0, 1, 10, 11})
        CHECK(schedules_that_return(reduced, value) == schedules_that_return(all, value));
}

TEST_CASE(
    "explore --memory tso breaks Peterson's lock, Dekker's entry and a deque's pop, and shows the "
    "late "
    "store") {
    const int race = 66;
    const int assertion = 1;
    for (const auto& [name, fault] :
         {std::pair{"peterson", race}, {"dekker", race}, {"pop_late_store", assertion}}) {
        const std::string path = fmt::format("{}/explore/zoo/tso/{}", TRIPTYCH_SOURCE_DIR, name);
        INFO(path);
        CHECK(explore_file(path + ".cpp").exit_code == 0);
        const Explored broken = explore_file(path + ".cpp", {"--memory", "tso"});
        CHECK(broken.exit_code == fault);
        CHECK(broken.says("is seen"));
        CHECK(explore_file(path + "_right.cpp", {"--memory", "tso"}).exit_code == 0);
    }
}

TEST_CASE("explore --memory tso keeps a store in order, and lets its own thread read it") {
    CHECK(explore(R"(
        #include <atomic>
        #include <cassert>
        #include <thread>
        int main() {
            std::atomic<int> data{0}, ready{0};
            std::thread writer([&] {
                data.store(1, std::memory_order_relaxed);
                assert(data.load(std::memory_order_relaxed) == 1);
                ready.store(1, std::memory_order_release);
            });
            if (ready.load() == 1) assert(data.load() == 1);
            writer.join();
        })",
                  {"--memory", "tso"})
              .exit_code == 0);
}

// Both are in at once if the second store to `turn` is late: each thread reads its own from its
// buffer, and again from memory.
TEST_CASE("explore --memory tso lets a store be seen between two reads of its own thread") {
    std::string lock = R"(
        #include <atomic>
        #include <thread>
        std::atomic<bool> wants[2];
        std::atomic<int> turn, inside, both;
        void enter(int me) {
            const int other = 1 - me;
            wants[me].store(true);
            turn.store(other, std::memory_order_release);
            while (wants[other].load(std::memory_order_acquire) &&
                   turn.load(std::memory_order_acquire) == other) {
            }
            if (inside.fetch_add(1, std::memory_order_relaxed) != 0) both = 1;
            inside.fetch_sub(1, std::memory_order_relaxed);
            wants[me].store(false, std::memory_order_release);
        }
        int main() {
            std::thread a(enter, 0), b(enter, 1);
            a.join();
            b.join();
            return both;
        })";
    const Words ask{"--memory", "tso", "--can-be", "1"};
    CHECK(explore(lock, ask).exit_code == 0);
    lock.replace(lock.find("memory_order_release"), 20, "memory_order_seq_cst");
    CHECK(explore(lock, ask).exit_code == 1);
}

}  // namespace
}  // namespace triptych
