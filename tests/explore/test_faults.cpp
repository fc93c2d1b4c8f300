/// What can go wrong, found and told.
#include "explored.hpp"

namespace triptych {
namespace {

TEST_CASE("explore finds a deadlock and says which thread waits for whose lock") {
    const Explored explored = explore(R"(
        #include <mutex>
        #include <thread>
        int main() {
            std::mutex left, right;
            std::thread one([&] {
                std::lock_guard first(left);
                std::lock_guard second(right);
            });
            std::thread two([&] {
                std::lock_guard first(right);
                std::lock_guard second(left);
            });
            one.join();
            two.join();
        })");
    CHECK(explored.exit_code == 66);
    CHECK(explored.says("thread 1  waits for the lock that thread 2 has (program.cpp:11:"));
    CHECK(explored.says("thread 2  waits for the lock that thread 1 has (program.cpp:7:"));
    CHECK(explored.says("main      waits for thread 1 to end"));
}

TEST_CASE("explore finds a data race and shows both accesses with their lines") {
    const Explored explored = explore(R"(
        #include <thread>
        int main() {
            int shared = 0;
            std::thread writer([&] {
                shared = 1;
            });
            int seen =
                shared;
            writer.join();
            return seen;
        })");
    CHECK(explored.exit_code == 66);
    CHECK(explored.says("DATA RACE"));
    CHECK(explored.says("writes (program.cpp:6: shared = 1;)"));
    CHECK(explored.says("reads (program.cpp:8: int seen =)"));
}

TEST_CASE("explore finds that a relaxed flag publishes nothing, though the flag itself is atomic") {
    const std::string text = R"(
        #include <atomic>
        #include <thread>
        int main() {
            int data = 0;
            std::atomic<bool> ready{false};
            std::thread writer([&] { data = 1; ready.store(true, std::memory_order_ORDER); });
            int seen = 1;
            if (ready.load(std::memory_order_acquire)) seen = data;
            writer.join();
            return seen;
        })";
    for (const auto& [order, code] : {std::pair{"relaxed", 66}, {"release", 0}}) {
        std::string program = text;
        program.replace(program.find("ORDER"), 5, order);
        CHECK(explore(program).exit_code == code);
    }
}

TEST_CASE("explore finds an assertion that fails under one schedule only") {
    const Explored explored = explore(R"(
        #include <atomic>
        #include <cassert>
        #include <thread>
        int main() {
            std::atomic<int> x{0};
            std::thread other([&] { x = 1; });
            assert(x == 0);
            other.join();
        })");
    CHECK(explored.exit_code == 1);
    CHECK(explored.says("assert(x == 0) failed, program.cpp:8"));
}

TEST_CASE("explore finds a crash and says by which signal") {
    const Explored explored = explore(R"(
        #include <atomic>
        #include <thread>
        int target = 1;
        int main() {
            std::atomic<int*> pointer{&target};
            std::thread other([&] { pointer = nullptr; });
            int seen = *pointer.load();
            other.join();
            return seen;
        })");
    CHECK(explored.exit_code == 1);
    CHECK(explored.says("crashes: SIGSEGV"));
    CHECK(explored.says("main      crashes (program.cpp:8: int seen = *pointer.load();)"));
}

TEST_CASE("explore tells a stack that is full from other crashes") {
    const Explored explored = explore(
        "int deeper(int n) { volatile char page[1000]; page[0] = 1; return page[0] + deeper(n + "
        "1); }\n"
        "int main() { return deeper(1); }\n");
    CHECK(explored.exit_code == 1);
    CHECK(explored.says("crashes: SIGSEGV: its stack is full"));
}

TEST_CASE("explore finds a lost wake-up, and none where the condition is checked under the lock") {
    const std::string text = R"(
        #include <condition_variable>
        #include <mutex>
        #include <thread>
        int main() {
            std::mutex mutex;
            std::condition_variable changed;
            bool ready = false;
            std::thread waiter([&] {
                std::unique_lock lock(mutex);
                WAIT
            });
            { std::lock_guard lock(mutex); ready = true; }
            changed.notify_one();
            waiter.join();
        })";
    for (const auto& [wait, code] :
         {std::pair{"changed.wait(lock);", 66}, {"while (!ready) changed.wait(lock);", 0}}) {
        std::string program = text;
        program.replace(program.find("WAIT"), 4, wait);
        const Explored explored = explore(program);
        CHECK(explored.exit_code == code);
        CHECK(explored.says("waits to be notified") == (code == 66));
    }
}

TEST_CASE("explore finds an exception that nobody catches, and says what it says") {
    const Explored explored = explore(R"(
        #include <stdexcept>
        #include <thread>
        int main() {
            std::thread thrower([] { throw std::runtime_error("no more tea"); });
            thrower.join();
        })");
    CHECK(explored.exit_code == 1);
    CHECK(explored.says("an exception was not caught: no more tea"));
    CHECK(explored.says("thread 1  does that (program.cpp:5:"));
}

TEST_CASE("explore finds a thread that is destroyed before it is joined") {
    const Explored explored = explore(R"(
        #include <thread>
        int main() { std::thread forgotten([] {}); })");
    CHECK(explored.exit_code == 1);
    CHECK(explored.says("joinable"));
}

TEST_CASE("explore finds a mutex unlocked by a thread that has not locked it") {
    const Explored explored = explore(R"(
        #include <mutex>
        #include <thread>
        int main() {
            std::mutex mutex;
            mutex.lock();
            std::thread other([&] { mutex.unlock(); });
            other.join();
        })");
    CHECK(explored.exit_code == 1);
    CHECK(explored.says("unlocks a mutex that another thread has locked"));
}

TEST_CASE("explore finds two threads that wait for each other in loops") {
    const Explored explored = explore(R"(
        #include <atomic>
        #include <thread>
        int main() {
            std::atomic<bool> mine{false}, yours{false};
            std::thread other([&] { while (!mine) {} yours = true; });
            while (!yours) {}
            mine = true;
            other.join();
        })");
    CHECK(explored.exit_code == 1);
    CHECK(explored.says("it waits in a loop for what nobody changes"));
}

TEST_CASE("explore does not take a spin lock for an endless loop") {
    const Explored explored = explore(R"(
        #include <atomic>
        #include <thread>
        int main() {
            std::atomic<bool> locked{false};
            int counter = 0;
            auto add = [&] {
                while (locked.exchange(true, std::memory_order_acquire)) std::this_thread::yield();
                ++counter;
                locked.store(false, std::memory_order_release);
            };
            std::thread a(add), b(add);
            a.join();
            b.join();
            return counter;
        })",
                                      {"--always", "2"});
    CHECK(explored.exit_code == 0);
}

TEST_CASE("explore --no-leak finds a block that one schedule does not free") {
    const Explored explored = explore(R"(
        #include <atomic>
        #include <thread>
        int main() {
            std::atomic<bool> stop{false};
            std::thread other([&] { stop = true; });
            int* block = new int(1);
            if (!stop) delete block;
            other.join();
        })",
                                      {"--no-leak"});
    CHECK(explored.exit_code == 1);
    CHECK(explored.says("LEAK: 1 block"));
}

}  // namespace
}  // namespace triptych
