/// Descriptors under random use, with each backend: a waiting task is woken when there is something
/// to read, and not by another file that had the same number. (How to run it longer: fuzz.hpp.)
#include <array>
#include <optional>
#include <unistd.h>

#include "coroutines/primitives/readiness.hpp"
#include "tests/coroutines/descriptors.hpp"
#include "tests/coroutines/fuzz.hpp"

using namespace triptych;
using namespace triptych::coroutines;

namespace {

/// A connection. Tasks wait for its first end; the test holds the second, and a duplicate of the
/// first, as a child of fork() would.
struct Connection {
    Connection() : ends{make_socketpair()}, duplicate{::dup(ends.first.get())} {}

    Ends ends;
    Descriptor duplicate;
    std::size_t bytes = 0;      // can be read at the first end
    std::uint64_t written = 0;  // in all
};

struct World {
    explicit World(Random& numbers) : random{numbers} {}

    Random& random;
    Verdict verdict;
    std::array<Connection, 3> connections;
    std::array<std::size_t, 3> reading{};
    std::vector<Connection> old;  // whose first end is closed
};

Task<> read(World& world, std::size_t which) {
    Connection& connection = world.connections[which];
    const Counted counted{world.reading[which]};
    const std::uint64_t written = connection.written;
    const bool was_ready = connection.bytes > 0;
    co_await readable(connection.ends.first.get());
    world.verdict.require(was_ready || connection.written > written,
                          "no task is woken without data, or for another file");
    char byte = '\0';
    if (::read(connection.ends.first.get(), &byte, 1) == 1) --connection.bytes;
}

Task<> write(World& world, std::size_t which) {
    co_await writable(world.connections[which].ends.first.get());
}

/// The descriptor's number is reused at once, while the other end of the old file still exists, and
/// will be written to.
Task<> reconnect(World& world, std::size_t which) {
    Connection& connection = world.connections[which];
    const int number = connection.ends.first.get();
    connection.ends.first.close();
    world.old.push_back(std::move(connection));
    connection = Connection{};
    world.verdict.require(connection.ends.first.get() == number, "the kernel reuses the number");
    co_return;
}

Task<> drive(World& world, int steps) {
    std::array<std::optional<Crowd>, 3> crowds;  // one for each connection
    for (auto& crowd : crowds)
        crowd.emplace(world.random);
    for (int step = 0; step < steps && world.verdict.is_right(); ++step) {
        const std::size_t which = random_below(world.random, 3);
        Connection& connection = world.connections[which];
        const auto make = [&] {
            return is_one_in(world.random, 4) ? write(world, which) : read(world, which);
        };
        crowds[which]->act(make);
        if (is_one_in(world.random, 3) && ::write(connection.ends.second.get(), "x", 1) == 1) {
            ++connection.bytes;
            ++connection.written;
        }
        if (!world.old.empty() && is_one_in(world.random, 3)) {
            const auto count = static_cast<std::uint32_t>(world.old.size());
            const Descriptor& other_end = world.old[random_below(world.random, count)].ends.second;
            static_cast<void>(::write(other_end.get(), "x", 1));
        }
        if (is_one_in(world.random, 2)) co_await yield();
        if (is_one_in(world.random, 40)) {  // all tasks that use it are dropped
            crowds[which].emplace(world.random);
            co_await reconnect(world, which);
        }
        const auto all_waiters_were_woken = [&] {
            return connection.bytes == 0 || world.reading[which] == 0;
        };
        if (is_one_in(world.random, 20)) {
            const bool is_true = co_await bebecomes_true(all_waiters_were_woken);
            world.verdict.require(is_true, "no wake-up is lost");
        }
    }
}

}  // namespace

TEST_CASE("readable and writable keep their rules when tasks are cancelled, dropped or timed out") {
    const Backend backend = GENERATE(from_range(backends()));
    INFO(name_of(backend));
    fuzz(30'000, [=](Random& random, int steps) {
        World world{random};
        run(drive(world, steps), backend);
        return world.verdict.wrong();
    });
}
