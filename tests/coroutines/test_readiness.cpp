/// Tests readable() and writable(), with each of the kernel's interfaces.
#include <algorithm>
#include <array>
#include <optional>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "coroutines/primitives/create_task.hpp"
#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/readiness.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/task_group.hpp"
#include "coroutines/primitives/tracer.hpp"
#include "coroutines/primitives/wait_for.hpp"
#include "tests/coroutines/descriptors.hpp"
#include "tests/coroutines/some_tasks.hpp"

using namespace triptych;
using namespace triptych::coroutines;
using namespace std::chrono_literals;

namespace {

void write_to(const Descriptor& descriptor, char what) {
    REQUIRE(::write(descriptor.get(), &what, 1) == 1);
}

/// Returns '\0' at the end of the file.
char read_from(const Descriptor& descriptor) {
    char what = '\0';
    REQUIRE(::read(descriptor.get(), &what, 1) != -1);
    return what;
}

/// Writes until the buffer is full.
void fill(const Descriptor& descriptor) {
    const std::array<char, 4'096> bytes{};
    while (::write(descriptor.get(), bytes.data(), bytes.size()) > 0) {
    }
    while (::write(descriptor.get(), bytes.data(), 1) > 0) {
    }
}

void empty(const Descriptor& descriptor) {
    std::array<char, 4'096> bytes{};
    while (::read(descriptor.get(), bytes.data(), bytes.size()) > 0) {
    }
}

Task<char> receive(const Descriptor& descriptor) {
    co_await readable(descriptor.get());
    co_return read_from(descriptor);
}

Task<> wait_until_writable(const Descriptor& descriptor) {
    co_await writable(descriptor.get());
}

Task<> wait_until_readable(const Descriptor& descriptor) {
    co_await readable(descriptor.get());
}

}  // namespace

TEST_CASE("readable resumes when there is something to read, and not before") {
    const Backend backend = GENERATE(from_range(backends()));
    const auto main = []() -> Task<> {
        const Ends pipe = make_pipe();
        for (const char what : {'a', 'b', 'c'}) {
            const Future<char> received = create_task(receive(pipe.first));
            co_await sleep_for(1ms);
            CHECK_FALSE(received.done());
            write_to(pipe.second, what);
            const char got = co_await received;
            CHECK(got == what);
        }
        write_to(pipe.second, 'd');
        const char at_once = co_await receive(pipe.first);
        CHECK(at_once == 'd');
    };
    run(main(), backend);
}

TEST_CASE("writable resumes when there is room, and not before") {
    const Backend backend = GENERATE(from_range(backends()));
    const auto main = []() -> Task<> {
        const Ends pipe = make_pipe();
        co_await wait_until_writable(pipe.second);
        fill(pipe.second);
        const Future<> waiting = create_task(wait_until_writable(pipe.second));
        co_await sleep_for(1ms);
        CHECK_FALSE(waiting.done());
        empty(pipe.first);
        co_await waiting;
        write_to(pipe.second, 'a');
    };
    run(main(), backend);
}

TEST_CASE("readable and writable may wait for the same descriptor") {
    const Backend backend = GENERATE(from_range(backends()));
    const bool reader_is_first = GENERATE(true, false);
    const auto main = [=]() -> Task<> {
        const Ends sockets = make_socketpair();
        fill(sockets.first);
        const Future<char> reading = create_task(receive(sockets.first));
        const Future<> writing = create_task(wait_until_writable(sockets.first));
        co_await sleep_for(1ms);
        CHECK_FALSE(reading.done());
        CHECK_FALSE(writing.done());
        if (reader_is_first) {
            write_to(sockets.second, 'a');
            co_await reading;
            CHECK_FALSE(writing.done());
            empty(sockets.second);
            co_await writing;
        } else {
            empty(sockets.second);
            co_await writing;
            CHECK_FALSE(reading.done());
            write_to(sockets.second, 'a');
            co_await reading;
        }
        CHECK(reading.result() == 'a');
    };
    run(main(), backend);
}

TEST_CASE("readable wakes all tasks that wait for one descriptor") {
    const Backend backend = GENERATE(from_range(backends()));
    const auto main = []() -> Task<> {
        const Ends pipe = make_pipe();
        std::vector<Task<>> waiting;
        for (int i = 0; i < 3; ++i)
            waiting.push_back(wait_until_readable(pipe.first));
        const Future<> all = create_task(gather(std::move(waiting)));
        co_await some_turns(3);
        write_to(pipe.second, 'a');
        co_await all;
    };
    run(main(), backend);
}

TEST_CASE("readable and writable resume when the other end hangs up") {
    const Backend backend = GENERATE(from_range(backends()));
    const bool is_socket = GENERATE(true, false);
    const auto main = [=]() -> Task<> {
        Ends for_reader = is_socket ? make_socketpair() : make_pipe();
        const Future<char> reading = create_task(receive(for_reader.first));
        co_await some_turns(3);
        for_reader.second.close();
        const char end_of_file = co_await reading;
        CHECK(end_of_file == '\0');

        Ends for_writer = is_socket ? make_socketpair() : make_pipe();
        fill(for_writer.second);
        const Future<> writing = create_task(wait_until_writable(for_writer.second));
        co_await some_turns(3);
        for_writer.first.close();
        co_await writing;
    };
    run(main(), backend);
}

TEST_CASE("readable that is cancelled may be called again, and the other waiters are woken") {
    const Backend backend = GENERATE(from_range(backends()));
    const auto main = []() -> Task<> {
        const Ends pipe = make_pipe();
        for (int round = 0; round < 3; ++round) {
            const Future<char> cancelled = create_task(receive(pipe.first));
            const Future<char> other = create_task(receive(pipe.first));
            co_await sleep_for(1ms);
            cancelled.cancel();
            const bool is_cancelled = co_await ends_cancelled(cancelled);
            CHECK(is_cancelled);
            co_await sleep_for(1ms);
            CHECK_FALSE(other.done());
            write_to(pipe.second, 'a');
            const char got = co_await other;
            CHECK(got == 'a');
        }
        for (int round = 0; round < 3; ++round) {
            bool is_late = false;
            try {
                co_await wait_for(receive(pipe.first), 1ms);
            } catch (const triptych::TimeoutError&) {
                is_late = true;
            }
            CHECK(is_late);
        }
        write_to(pipe.second, 'b');
        const char got = co_await receive(pipe.first);
        CHECK(got == 'b');
    };
    run(main(), backend);
}

TEST_CASE(
    "readable: after a cancellation the descriptor can be closed, and the other end sees it") {
    const Backend backend = GENERATE(from_range(backends()));
    const auto main = []() -> Task<> {
        Ends sockets = make_socketpair();
        const Future<char> cancelled = create_task(receive(sockets.first));
        const Future<char> other_end = create_task(receive(sockets.second));
        co_await sleep_for(1ms);
        cancelled.cancel();
        co_await ends_cancelled(cancelled);
        const int number = sockets.first.get();
        sockets.first.close();
        const char end_of_file = co_await wait_for(
            [](Future<char> future) -> Task<char> { co_return co_await future; }(other_end), 1min);
        CHECK(end_of_file == '\0');

        const Ends later = make_pipe();  // most likely with the same number
        CHECK(std::min(later.first.get(), later.second.get()) <= number);
        write_to(later.second, 'a');
        const char got = co_await receive(later.first);
        CHECK(got == 'a');
    };
    run(main(), backend);
}

TEST_CASE("readable: with a thousand descriptors each task reads what was written to its own") {
    const Backend backend = GENERATE(from_range(backends()));
    const bool is_written_before = GENERATE(true, false);
    const auto main = [=]() -> Task<> {
        std::vector<Ends> pipes;
        std::vector<Task<char>> receiving;
        for (int i = 0; i < 1'000; ++i)
            pipes.push_back(make_pipe());
        const auto write_to_all = [&] {
            for (std::size_t i = 0; i < pipes.size(); ++i)
                write_to(pipes[i].second, static_cast<char>('a' + i % 26));
        };
        for (const Ends& pipe : pipes)
            receiving.push_back(receive(pipe.first));
        if (is_written_before) write_to_all();
        const Future<std::vector<char>> received = create_task(gather(std::move(receiving)));
        co_await some_turns(3);
        if (!is_written_before) write_to_all();
        const std::vector<char>& got = co_await received;
        bool is_right = got.size() == 1'000;
        for (std::size_t i = 0; i < got.size(); ++i)
            is_right = is_right && got[i] == static_cast<char>('a' + i % 26);
        CHECK(is_right);
    };
    run(main(), backend);
}

TEST_CASE("readable and sleep_for do not delay each other") {
    const Backend backend = GENERATE(from_range(backends()));
    const auto main = []() -> Task<> {
        const Ends pipe = make_pipe();
        const Future<char> received = create_task(receive(pipe.first));
        const auto begun = Clock::now();
        co_await sleep_for(3ms);
        CHECK(Clock::now() - begun >= 3ms);
        CHECK_FALSE(received.done());
        const Future<> asleep = create_task(sleep_long());
        co_await yield();
        write_to(pipe.second, 'a');
        const char got = co_await received;
        CHECK(got == 'a');
        CHECK_FALSE(asleep.done());
    };
    run(main(), backend);
}

TEST_CASE("readable resumes although other tasks are always ready") {
    const Backend backend = GENERATE(from_range(backends()));
    const auto main = []() -> Task<> {
        const Ends pipe = make_pipe();
        const Future<char> received = create_task(receive(pipe.first));
        co_await some_turns(3);
        write_to(pipe.second, 'a');
        while (!received.done())
            co_await yield();
    };
    run(main(), backend);
}

TEST_CASE("readable: the loop blocks until another thread writes") {
    const Backend backend = GENERATE(from_range(backends()));
    const Ends there = make_pipe();
    const Ends back = make_pipe();
    std::jthread echo{[&] {
        char what = '\0';
        while (::read(there.first.get(), &what, 1) != 1)
            std::this_thread::yield();
        static_cast<void>(::write(back.second.get(), &what, 1));
    }};
    const auto main = [&]() -> Task<char> {
        write_to(there.second, 'a');
        co_return co_await receive(back.first);
    };
    CHECK(run(main(), backend) == 'a');
}

namespace {

/// How a wait for a descriptor that is not ready ends.
enum class End { dropped, cancelled, dropped_when_cancelled };

Task<> wait_and_go(const Descriptor& descriptor, End how) {
    TaskGroup group;
    const Future<> waiting = group.create_task(wait_until_readable(descriptor));
    co_await some_turns(3);
    if (how != End::dropped) waiting.cancel();
    if (how == End::cancelled) co_await some_turns(2);
}

/// Counts the calls of the kernel.
struct Selects final : Tracer {
    void selected(std::size_t /*descriptors*/) noexcept override { ++count; }
    int count = 0;
};

}  // namespace

TEST_CASE("readable: the other end sees the end-of-file after the waiter has gone") {
    const Backend backend = GENERATE(from_range(backends()));
    const End how = GENERATE(End::dropped, End::cancelled, End::dropped_when_cancelled);
    const auto main = [&]() -> Task<char> {
        Ends ends = make_socketpair();
        co_await wait_and_go(ends.first, how);
        ends.first.close();
        co_return co_await wait_for(receive(ends.second), 1h);
    };
    CHECK(run(main(), backend) == '\0');
}

TEST_CASE("readable: a new descriptor of the same number gets no events of the old file") {
    const Backend backend = GENERATE(from_range(backends()));
    const End how = GENERATE(End::dropped, End::cancelled, End::dropped_when_cancelled);
    const auto main = [&]() -> Task<> {
        Ends old = make_pipe();
        const Descriptor duplicate{::dup(old.first.get())};
        const int number = old.first.get();
        co_await wait_and_go(old.first, how);
        old.first.close();
        const Ends now = make_pipe();
        REQUIRE(now.first.get() == number);
        const Future<> waiting = create_task(wait_until_readable(now.first));
        co_await some_turns(3);
        write_to(old.second, 'x');
        const Ends other = make_pipe();  // shows that the loop has polled
        const Future<char> received = create_task(receive(other.first));
        write_to(other.second, 'y');
        co_await received;
        co_await some_turns(5);
        CHECK_FALSE(waiting.done());
        waiting.cancel();
        co_await some_turns(2);
    };
    run(main(), backend);
}

TEST_CASE("readable: the loop does not poll when no task waits") {
    const Backend backend = GENERATE(from_range(backends()));
    const End how = GENERATE(End::dropped, End::cancelled, End::dropped_when_cancelled);
    const auto main = [&]() -> Task<int> {
        const Ends ends = make_pipe();
        co_await wait_and_go(ends.first, how);
        Selects selects;
        EventLoop::current().set_tracer(&selects);
        co_await some_turns(100);
        EventLoop::current().set_tracer(nullptr);
        co_return selects.count;
    };
    CHECK(run(main(), backend) == 0);
}

TEST_CASE("readable: the remaining waiter is woken after another one was dropped") {
    const Backend backend = GENERATE(from_range(backends()));
    const End how = GENERATE(End::dropped, End::cancelled, End::dropped_when_cancelled);
    const auto main = [&]() -> Task<char> {
        const Ends ends = make_socketpair();
        fill(ends.first);
        const Future<char> reader = create_task(receive(ends.first));
        const Future<> writer = create_task(wait_until_writable(ends.first));
        co_await wait_and_go(ends.first, how);
        write_to(ends.second, 'a');
        const char got = co_await reader;
        empty(ends.second);
        co_await writer;
        co_return got;
    };
    CHECK(run(main(), backend) == 'a');
}

TEST_CASE("readable: a waiter whose group outlives the loop is dropped without the loop") {
    const Backend backend = GENERATE(from_range(backends()));
    const Ends ends = make_pipe();
    std::optional<TaskGroup> group{std::in_place};
    {
        EventLoop loop{backend};
        group->create_task(wait_until_readable(ends.first));
        run_until_complete(loop, some_turns(3));
    }
    group.reset();
    CHECK(run(wait_for(value_after(1, 1), 1h), backend) == 1);
}
