/// The queue between processes, and its condition variable.
#include <array>
#include <csignal>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <string>
#include <sys/mman.h>
#include <sys/resource.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <vector>

#include "catch.hpp"
#include "processes/primitives/pipe.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/queue.hpp"
#include "processes/primitives/shared.hpp"
#include "processes/primitives/shared_array.hpp"
#include "tests/census.hpp"

using namespace triptych;
using namespace triptych::processes;

namespace {

/// A gate at which processes wait until it is opened.
struct Gate {
    Mutex mutex;
    Condition changed;
    bool open = false;  // guarded by mutex
    int waiting = 0;    // guarded by mutex

    void pass() {
        std::unique_lock lock{mutex};
        ++waiting;
        while (!open)
            changed.wait(lock);
    }

    /// Waits until `number` processes wait, or are just about to.
    void await(int number) {
        while (true) {
            const std::lock_guard lock{mutex};
            if (waiting == number) return;
            std::this_thread::yield();
        }
    }

    void open_it() {
        {
            const std::lock_guard lock{mutex};
            open = true;
        }
        changed.notify_all();
    }
};

/// Larger than two pages, so at least one page lies completely inside it.
struct Large {
    std::array<char, 20'000> bytes;
};
using LargeItems = Queue<Large, 2>;

/// A child dies while it accesses an item in the queue, so it dies while it holds the lock.
void die_at_the_item(Shared<LargeItems>& queue, void (*touch)(LargeItems&)) {
    Process child{[&] {
        constexpr rlimit none{0, 0};
        ::setrlimit(RLIMIT_CORE, &none);
        ::signal(SIGSEGV, SIG_DFL);  // otherwise Catch2 or a sanitizer would report it
        const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
        auto* const start = reinterpret_cast<char*>(&*queue);  // also the start of the mapping
        ::mprotect(start + 2 * page, page, PROT_NONE);
        touch(*queue);
        ::_exit(0);
    }};
    REQUIRE(child.wait() != "");
}

template <typename Call>
std::error_code error_of(Call call) {
    try {
        call();
    } catch (const std::system_error& error) {
        return error.code();
    }
    return {};
}

}  // namespace

TEST_CASE("Condition::notify_all wakes all waiting processes, also if one of them was killed") {
    for (const bool one_is_killed : {false, true}) {
        Shared<Gate> gate;
        std::vector<Process> waiting;
        for (int i = 0; i < 3; ++i)
            waiting.emplace_back([&] { gate->pass(); });
        gate->await(3);
        if (one_is_killed) {
            const std::lock_guard lock{
                gate->mutex};  // so the child waits, and does not hold the lock
            waiting.front().kill();
            CHECK(waiting.front().wait() != "");
            waiting.erase(waiting.begin());
        }
        gate->open_it();
        for (Process& child : waiting)
            CHECK(child.wait() == "");
    }
}

TEST_CASE("Queue is first in, first out, also around the end of its ring buffer") {
    Shared<Queue<int, 3>> queue;
    for (int round = 0; round < 5; ++round) {
        for (const int item : {3, 1})
            CHECK(queue->put(round + item));
        for (const int item : {3, 1})
            CHECK(queue->get() == round + item);
    }
}

TEST_CASE("Queue with several producers and consumers loses and doubles no item") {
    constexpr int producers = 3;
    constexpr int items_each = 700;
    Shared<Queue<int, 4>> queue;
    SharedArray<int> got{producers * items_each};
    std::vector<Process> consumers;
    for (int consumer = 0; consumer < 3; ++consumer)
        consumers.emplace_back([&] {
            while (const auto item = queue->get()) {
                ++got.values()[static_cast<std::size_t>(*item)];
                queue->task_done();
            }
        });
    std::vector<Process> putting;
    for (int producer = 0; producer < producers; ++producer)
        putting.emplace_back([&, producer] {
            for (int number = 0; number < items_each; ++number)
                queue->put(producer * items_each + number);
        });
    for (Process& producer : putting)
        producer.join();
    queue->join();
    queue->close();
    for (Process& consumer : consumers)
        CHECK(consumer.wait() == "");
    for (const int times : got.values())
        REQUIRE(times == 1);
}

TEST_CASE("Queue::close wakes a process that waits in put or get") {
    Shared<Queue<int, 1>> queue;
    Pipe<char> asking;
    Process getting{[&] {
        asking.put('!');
        if (queue->get()) ::_exit(1);
    }};
    REQUIRE(asking.take());
    queue->close();
    CHECK(getting.wait() == "");

    Shared<Queue<int, 1>> full;
    full->put(1);
    Pipe<char> asking_too;
    Process putting{[&] {
        asking_too.put('!');
        if (full->put(2)) ::_exit(1);
    }};
    REQUIRE(asking_too.take());
    full->close();
    CHECK(putting.wait() == "");
    CHECK(full->get() == 1);
    CHECK(full->get() == std::nullopt);
}

TEST_CASE("Queue::task_done throws if it is called more often than get") {
    Shared<Queue<int, 2>> queue;
    CHECK_THROWS_AS(queue->task_done(), std::logic_error);
    queue->put(1);
    CHECK_THROWS_AS(queue->task_done(), std::logic_error);
    queue->get();
    queue->task_done();
    queue->join();
}

TEST_CASE("Queue throws from all calls after a process died while it put or got an item") {
    const auto put = [](LargeItems& items) { items.put(Large{}); };
    const auto get = [](LargeItems& items) { (void)items.get(); };
    for (void (*const touch)(LargeItems&) : {+put, +get}) {
        Shared<LargeItems> queue;
        const bool gets = touch == +get;
        if (gets) queue->put(Large{});
        die_at_the_item(queue, touch);
        CHECK(error_of([&] { queue->task_done(); }) == std::errc::owner_dead);
        CHECK(error_of([&] { queue->put(Large{}); }) == std::errc::state_not_recoverable);
        CHECK(error_of([&] { (void)queue->get(); }) == std::errc::state_not_recoverable);
        CHECK(error_of([&] { queue->join(); }) == std::errc::state_not_recoverable);
    }
}

TEST_CASE("Queue::get wakes up and throws when the items are lost") {
    const Census before = take_census();
    {
        Shared<LargeItems> queue;
        Pipe<char> asking;
        std::vector<Process> waiting;
        for (int i = 0; i < 3; ++i)
            waiting.emplace_back([&] {
                asking.put('!');
                if (!error_of([&] { (void)queue->get(); })) ::_exit(1);
            });
        for (int i = 0; i < 3; ++i)
            REQUIRE(asking.take());
        die_at_the_item(queue, [](LargeItems& items) { items.put(Large{}); });
        CHECK(error_of([&] { queue->close(); }).value() != 0);
        for (Process& child : waiting)
            CHECK(child.wait() == "");
    }
    CHECK(changes_since(before) == "");
}

TEST_CASE("Queue loses no item if a process is killed while it waits in get") {
    Shared<Queue<int, 2>> queue;
    Pipe<char> asking;
    Process idle{[&] {
        asking.put('!');
        (void)queue->get();
    }};
    REQUIRE(asking.take());
    idle.kill();
    REQUIRE(idle.wait() != "");
    if (!error_of([&] { queue->put(7); })) CHECK(queue->get() == 7);
}
