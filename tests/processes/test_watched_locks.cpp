/// Locks with a watchdog.
#include <atomic>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "processes/primitives/watched_locks.hpp"
#include "tests/census.hpp"

using namespace triptych;
using namespace triptych::processes;

namespace {

struct Rendezvous {
    std::atomic<int> arrivals{0};

    void arrive_and_wait(int all) {
        arrivals.fetch_add(1);
        while (arrivals.load() < all)
            std::this_thread::yield();
    }
};

}  // namespace

TEST_CASE(
    "WatchedLocks::end kills one of three processes in a cycle, and the others get their locks") {
    const Census before = take_census();
    {
        WatchedLocks locks;
        Shared<Rendezvous> rendezvous;
        Shared<std::atomic<int>> served{0};
        std::vector<Process> children;
        for (std::size_t worker = 0; worker < 3; ++worker)
            children.emplace_back([&, worker] {
                const auto one = locks.lock(worker, worker);
                rendezvous->arrive_and_wait(3);
                const auto other = locks.lock(worker, (worker + 1) % 3);
                ++*served;
            });
        std::vector<std::string> found;
        while (const auto worker = locks.next_waiting())
            if (const auto who = locks.deadlock_of(*worker); !who.empty()) {
                found.push_back(who);
                locks.end(*worker, children[*worker]);
                CHECK(locks.deadlock_of(*worker) == "");
                CHECK_THAT(children[*worker].wait(), Contains("was killed by SIGKILL"));
            }
        for (Process& child : children)
            if (child.pid() != 0) child.join();
        CHECK(found == std::vector<std::string>{
                           "worker 0 holds lock 0 and waits for lock 1; worker 1 holds lock 1 and "
                           "waits for lock 2; worker 2 holds lock 2 and waits for lock 0"});
        CHECK(*served == 2);
    }
    CHECK(changes_since(before) == "");
}

TEST_CASE(
    "WatchedLocks reports no deadlock without a cycle, and one process at a time holds a lock") {
    WatchedLocks locks;
    Shared<int> count{0};  // guarded by lock 0
    std::vector<Process> children;
    for (std::size_t worker = 0; worker < 3; ++worker)
        children.emplace_back([&, worker] {
            for (int i = 0; i < 1'000; ++i) {
                const auto lock = locks.lock(worker, 0);
                ++*count;
            }
        });
    while (const auto worker = locks.next_waiting())
        CHECK(locks.deadlock_of(*worker) == "");
    for (Process& child : children)
        child.join();
    CHECK(*count == 3'000);
}

TEST_CASE("WatchedLocks::end does not kill a worker whose opponent was killed from outside") {
    for (int round = 0; round < 20; ++round) {
        WatchedLocks locks;
        Shared<Rendezvous> rendezvous;
        Shared<std::atomic<bool>> go{false};
        std::vector<Process> children;
        children.emplace_back([&] {
            const auto one = locks.lock(0, 0);
            rendezvous->arrive_and_wait(2);
            const auto other = locks.lock(0, 1);
        });
        children.emplace_back([&] {
            const auto one = locks.lock(1, 1);
            rendezvous->arrive_and_wait(2);
            while (!*go)
                std::this_thread::yield();
            const auto other = locks.lock(1, 0);  // free: its owner is dead
        });
        REQUIRE(locks.next_waiting() == 0U);
        children[0].kill();
        static_cast<void>(children[0].wait());
        *go = true;
        while (const auto worker = locks.next_waiting()) {
            CHECK(locks.deadlock_of(*worker) == "");
            locks.end(*worker, children[*worker]);  // must not kill it: it is in no cycle
        }
        CHECK(children[1].wait() == "");
    }
}

TEST_CASE("WatchedLocks::lock leaves nothing in the graph if the lock does not exist") {
    WatchedLocks locks;
    CHECK_THROWS_AS(static_cast<void>(locks.lock(0, 100)), std::out_of_range);
    CHECK(locks.deadlock_of(0) == "");
    const auto one = locks.lock(0, 1);
    CHECK(locks.deadlock_of(0) == "");
}
