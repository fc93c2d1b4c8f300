/// The queue between processes, and the condition it waits by.
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

/// Something to wait for.
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

    /// Until so many wait, or are just about to.
    void await(int number) {
        while (true) {
            const std::lock_guard lock{mutex};
            if (waiting == number) return;
            std::this_thread::yield();
        }
    }

    void unlock() {
        {
            const std::lock_guard lock{mutex};
            open = true;
        }
        changed.notify_all();
    }
};

/// Larger than two pages, wherever they begin: so one page at least is all inside of it.
struct Large {
    std::array<char, 20'000> bytes;
};
using LargeItems = Queue<Large, 2>;

/// A child that touches an item's place in the queue dies there, which is under the lock.
void die_at_the_item(Shared<LargeItems>& queue, void (*touch)(LargeItems&)) {
    Process child{[&] {
        constexpr rlimit none{0, 0};
        ::setrlimit(RLIMIT_CORE, &none);
        ::signal(SIGSEGV, SIG_DFL);  // or Catch2 would report it, or a sanitizer
        const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
        auto* const start = reinterpret_cast<char*>(&*queue);  // where the mapping begins, too
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

TEST_CASE("all who wait for a condition are woken, also if one of them was killed") {
    for (const bool one_is_killed : {false, true}) {
        Shared<Gate> gate;
        std::vector<Process> waiting;
        for (int i = 0; i < 3; ++i)
            waiting.emplace_back([&] { gate->pass(); });
        gate->await(3);
        if (one_is_killed) {
            const std::lock_guard lock{gate->mutex};  // so it waits, and does not hold it
            waiting.front().kill();
            CHECK(waiting.front().wait() != "");
            waiting.erase(waiting.begin());
        }
        gate->unlock();
        for (Process& child : waiting)
            CHECK(child.wait() == "");
    }
}

TEST_CASE("what is put first into a shared queue is got first, also around its end") {
    Shared<Queue<int, 3>> queue;
    for (int round = 0; round < 5; ++round) {
        for (const int item : {3, 1})
            CHECK(queue->put(round + item));
        for (const int item : {3, 1})
            CHECK(queue->get() == round + item);
    }
}

TEST_CASE("of many producing and consuming processes nothing is lost or doubled") {
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

TEST_CASE("closing a shared queue sends home who waits for room or for an item") {
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
    Pipe<char> holding_out;
    Process putting{[&] {
        holding_out.put('!');
        if (full->put(2)) ::_exit(1);
    }};
    REQUIRE(holding_out.take());
    full->close();
    CHECK(putting.wait() == "");
    CHECK(full->get() == 1);
    CHECK(full->get() == std::nullopt);
}

TEST_CASE("no more is done of a shared queue than was got") {
    Shared<Queue<int, 2>> queue;
    CHECK_THROWS_AS(queue->task_done(), std::logic_error);
    queue->put(1);
    CHECK_THROWS_AS(queue->task_done(), std::logic_error);
    queue->get();
    queue->task_done();
    queue->join();
}

TEST_CASE("items are declared lost if a process dies while it puts or gets one") {
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

TEST_CASE("who waits for an item is told when the items are lost") {
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

TEST_CASE("a process killed while it waits for an item takes none along") {
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
