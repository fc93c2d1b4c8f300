/// What the standard library has for threads, under every schedule.
#include "explored.hpp"

namespace triptych {
namespace {

/// All its schedules return this value, and nothing is left allocated.
void always(const std::string& program, long value) {
    const Explored explored = explore(program, {"--always", std::to_string(value), "--no-leak"});
    INFO(explored.text << explored.errors);
    CHECK(explored.exit_code == 0);
    CHECK_FALSE(explored.says("DATA RACE"));
    CHECK_FALSE(explored.says("NOT all"));
}

TEST_CASE("explore runs std::latch: a thread that waited sees what came before the count") {
    always(R"(
        #include <latch>
        #include <thread>
        int main() {
            std::latch done(2);
            int x = 0, y = 0;
            std::thread a([&] { x = 1; done.count_down(); }), b([&] { y = 1; done.count_down(); });
            done.wait();
            const int sum = x + y;
            a.join(); b.join();
            return sum;
        })",
           2);
}

TEST_CASE("explore runs std::barrier: each round sees the one before") {
    always(R"(
        #include <barrier>
        #include <thread>
        int main() {
            std::barrier round(2);
            int x = 0, y = 0, seen = 0;
            std::thread a([&] { x = 1; round.arrive_and_wait(); seen += y; round.arrive_and_wait(); x = 2; });
            std::thread b([&] { y = 1; round.arrive_and_wait(); round.arrive_and_wait(); y = seen + x % 1; });
            a.join(); b.join();
            return seen + y;
        })",
           2);
}

TEST_CASE("explore runs std::counting_semaphore: one place lets one thread in") {
    always(R"(
        #include <semaphore>
        #include <thread>
        int main() {
            std::counting_semaphore<3> place(1);
            int used = 0;
            auto use = [&] { place.acquire(); ++used; place.release(); };
            std::thread a(use), b(use), c(use);
            a.join(); b.join(); c.join();
            return used;
        })",
           3);
}

TEST_CASE("explore runs promise, future and async, with values and exceptions") {
    always(R"(
        #include <future>
        #include <stdexcept>
        #include <thread>
        int main() {
            std::promise<int> promise;
            auto kept = promise.get_future();
            std::thread keeper([&] { promise.set_value(7); });
            auto broken = std::async(std::launch::async, []() -> int { throw std::runtime_error("x"); });
            int sum = kept.get();
            try { sum += broken.get(); } catch (const std::runtime_error&) { sum += 100; }
            keeper.join();
            return sum;
        })",
           107);
}

TEST_CASE("explore runs call_once and static variables: once, and seen by all") {
    always(R"(
        #include <mutex>
        #include <thread>
        struct Three { int value; Three() : value(3) {} };
        int three() { static Three one; return one.value; }
        int main() {
            std::once_flag once;
            int times = 0;
            auto use = [&] { std::call_once(once, [&] { ++times; }); return times + three(); };
            std::thread a(use), b(use);
            a.join(); b.join();
            return times * 10 + three();
        })",
           13);
}

TEST_CASE("explore runs std::jthread and stop_token: a stop wakes a waiter") {
    always(R"(
        #include <condition_variable>
        #include <mutex>
        #include <stop_token>
        #include <thread>
        int main() {
            std::mutex mutex;
            std::condition_variable_any changed;
            int ended = 0;
            {
                std::jthread waiter([&](std::stop_token stop) {
                    std::unique_lock lock(mutex);
                    changed.wait(lock, stop, [] { return false; });
                    ++ended;
                });
            }
            return ended;
        })",
           1);
}

TEST_CASE("explore runs std::shared_mutex: readers together, a writer alone") {
    const auto found = explore_json(R"(
        #include <mutex>
        #include <shared_mutex>
        #include <thread>
        int main() {
            std::shared_mutex mutex;
            int value = 0, seen = 0;
            std::thread writer([&] { std::unique_lock lock(mutex); ++value; });
            std::thread reader([&] { std::shared_lock lock(mutex); seen = value; });
            writer.join(); reader.join();
            return seen;
        })");
    CHECK(found["races"].empty());
    CHECK(found["outcomes"].size() == 2);
}

TEST_CASE("explore runs timed and recursive mutexes: time runs out or it does not") {
    const auto found = explore_json(R"(
        #include <chrono>
        #include <mutex>
        #include <thread>
        int main() {
            std::timed_mutex timed;
            std::recursive_mutex recursive;
            int late = 0;
            std::thread other([&] {
                std::lock_guard one(recursive);
                std::lock_guard two(recursive);
                if (timed.try_lock_for(std::chrono::hours(1))) timed.unlock();
                else late = 1;
            });
            timed.lock();
            timed.unlock();
            other.join();
            return late;
        })");
    CHECK(found["outcomes"].size() == 2);
}

TEST_CASE("explore runs shared_ptr's counts of references as the atomics they are") {
    always(R"(
        #include <memory>
        #include <thread>
        int main() {
            auto shared = std::make_shared<int>(3);
            std::thread a([shared] {}), b([shared] {});
            shared.reset();
            a.join(); b.join();
            return 1;
        })",
           1);
}

TEST_CASE("explore gives each thread its own thread_local variables, and runs their destructors") {
    always(R"(
        #include <atomic>
        #include <thread>
        std::atomic<int> ended{0};
        struct Own { int value = 5; ~Own() { ended += value; } };
        thread_local Own own;
        int main() {
            auto use = [] { ++own.value; };
            std::thread a(use), b(use);
            a.join(); b.join();
            return ended;
        })",
           12);
}

TEST_CASE("explore lets threads throw and catch while others do the same") {
    always(R"(
        #include <atomic>
        #include <stdexcept>
        #include <thread>
        int main() {
            std::atomic<int> caught{0};
            auto risk = [&] {
                try {
                    throw std::runtime_error("x");
                } catch (const std::runtime_error&) {
                    ++caught;
                }
            };
            std::thread a(risk), b(risk);
            a.join(); b.join();
            return caught;
        })",
           2);
}

TEST_CASE("explore chooses whom notify_one wakes") {
    const auto found = explore_json(R"(
        #include <condition_variable>
        #include <mutex>
        #include <thread>
        int main() {
            std::mutex mutex;
            std::condition_variable changed;
            int waiting = 0, tokens = 0, first = 0;
            auto wait = [&](int me) {
                std::unique_lock lock(mutex);
                ++waiting;
                while (tokens == 0) changed.wait(lock);
                --tokens;
                if (first == 0) first = me;
            };
            std::thread a(wait, 1), b(wait, 2);
            for (int i = 0; i < 2; ++i) {
                std::lock_guard lock(mutex);
                ++tokens;
                changed.notify_one();
            }
            a.join(); b.join();
            return first;
        })");
    CHECK(found["complete"] == true);
    CHECK(found["outcomes"].size() == 2);
}

TEST_CASE("explore --surprises 0 leaves out spurious wake-ups") {
    const std::string program = R"(
        #include <condition_variable>
        #include <mutex>
        #include <thread>
        int main() {
            std::mutex mutex;
            std::condition_variable changed;
            bool ready = false, early = false;
            std::thread waiter([&] {
                std::unique_lock lock(mutex);
                if (!ready) { changed.wait(lock); early = !ready; }
            });
            { std::lock_guard lock(mutex); ready = true; changed.notify_one(); }
            waiter.join();
            return early;
        })";
    CHECK(explore(program, {"--always", "0"}).exit_code == 1);
    CHECK(explore(program, {"--always", "0", "--surprises", "0"}).exit_code == 0);
}

TEST_CASE("explore names what it does not support") {
    const Explored explored =
        explore("#include <poll.h>\nint main() { return poll(nullptr, 0, 0); }");
    CHECK(explored.exit_code == 1);
    CHECK(explored.says("Not supported: poll (program.cpp:2:"));
}

TEST_CASE("explore lets a thread that woke spuriously go on before what it waited for") {
    const std::string program = R"(
        #include <atomic>
        #include <condition_variable>
        #include <mutex>
        #include <thread>
        int main() {
            std::mutex mutex;
            std::condition_variable bell;
            std::atomic<int> rung = 0;
            bool early = false;
            std::thread one{[&] {
                std::unique_lock lock{mutex};
                bell.wait(lock);
                lock.unlock();
                early = rung.load() < 1;
            }};
            rung = 1;
            { std::unique_lock lock{mutex}; }
            bell.notify_all();
            one.join();
            return early;
        })";
    const auto reduced = explore_json(program);
    const auto all = explore_json(program, {"--all"});
    CHECK(schedules_that_return(reduced, 1) > 0);
    for (const long value : {0, 1})
        CHECK(schedules_that_return(reduced, value) == schedules_that_return(all, value));
    CHECK(reduced["schedules"] == all["schedules"]);
}

}  // namespace
}  // namespace triptych
