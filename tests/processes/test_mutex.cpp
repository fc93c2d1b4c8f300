/// The mutex that works across fork.
#include <csignal>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <vector>

#include "catch.hpp"
#include "processes/primitives/mutex.hpp"
#include "processes/primitives/pipe.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/shared.hpp"

using namespace triptych;
using namespace triptych::processes;

namespace {

struct Counter {
    Mutex mutex;
    long value = 0;  // guarded by mutex
};

/// A child takes the lock, and is killed.
void die_with_the_lock(Shared<Counter>& counter) {
    Process child{[&] {
        counter->mutex.lock();
        ::raise(SIGKILL);
    }};
    REQUIRE(child.wait() != "");
}

std::error_code error_of_lock(Mutex& mutex) {
    try {
        mutex.lock();
        mutex.unlock();
    } catch (const std::system_error& error) {
        return error.code();
    }
    return {};
}

}  // namespace

TEST_CASE("Mutex is held by one process at a time") {
    constexpr int workers = 4;
    constexpr int additions = 500;
    Shared<Counter> counter;
    std::vector<Process> adders;
    for (int worker = 0; worker < workers; ++worker)
        adders.emplace_back([&] {
            for (int i = 0; i < additions; ++i) {
                const std::lock_guard lock{counter->mutex};
                const long seen = counter->value;
                std::this_thread::yield();  // without the lock, another process could run here
                counter->value = seen + 1;
            }
        });
    for (Process& adder : adders)
        adder.join();
    CHECK(counter->value == workers * additions);
}

TEST_CASE("Mutex::lock throws after its owner has died, and so do all later calls") {
    Shared<Counter> counter;
    die_with_the_lock(counter);
    CHECK(error_of_lock(counter->mutex) == std::errc::owner_dead);
    CHECK(error_of_lock(counter->mutex) == std::errc::state_not_recoverable);
    CHECK(error_of_lock(counter->mutex) == std::errc::state_not_recoverable);
    Process child{[&] {
        if (error_of_lock(counter->mutex) != std::errc::state_not_recoverable) ::_exit(1);
    }};
    CHECK(child.wait() == "");
}

TEST_CASE("Mutex::lock wakes up and throws if the owner dies while it waits") {
    Shared<Counter> counter;
    Pipe<char> has_it;
    Process owner{[&] {
        counter->mutex.lock();
        has_it.put('!');
        ::pause();
    }};
    REQUIRE(has_it.take());
    Pipe<char> asking;
    std::vector<Process> waiting;
    for (int i = 0; i < 3; ++i)
        waiting.emplace_back([&] {
            asking.put('!');
            if (!error_of_lock(counter->mutex)) ::_exit(1);
        });
    for (int i = 0; i < 3; ++i)
        REQUIRE(asking.take());
    ::kill(owner.pid(), SIGKILL);
    for (Process& child : waiting)
        CHECK(child.wait() == "");
}

TEST_CASE(
    "Mutex::lock_and_recover gets the lock of a dead owner, and the mutex works from then on") {
    Shared<Counter> counter;
    CHECK_FALSE(counter->mutex.lock_and_recover());
    counter->mutex.unlock();
    die_with_the_lock(counter);
    CHECK(counter->mutex.lock_and_recover());
    counter->mutex.unlock();
    CHECK_FALSE(error_of_lock(counter->mutex));
    die_with_the_lock(counter);
    CHECK(error_of_lock(counter->mutex) == std::errc::owner_dead);
    CHECK_THROWS_AS(counter->mutex.lock_and_recover(), std::system_error);
}
