/// Pipes from children to their parent.
#include <csignal>
#include <optional>
#include <stdexcept>
#include <unistd.h>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "processes/primitives/pipe.hpp"
#include "processes/primitives/process.hpp"
#include "tests/census.hpp"

using namespace triptych;
using namespace triptych::processes;

TEST_CASE("Pipe::take returns one child's values in their order, and then nothing") {
    const Census before = take_census();
    {
        Pipe<int> pipe;
        Process child{[&] {
            for (int i = 0; i < 100'000; ++i)  // more than the pipe holds
                pipe.put(i);
        }};
        for (int i = 0; i < 100'000; ++i)
            REQUIRE(pipe.take() == i);
        CHECK(pipe.take() == std::nullopt);
        CHECK(pipe.take() == std::nullopt);
        child.join();
    }
    CHECK(changes_since(before).empty());
}

TEST_CASE("Pipe does not mix values of several children, and keeps the order of each child") {
    struct Value {  // its size is neither a power of two nor small
        int child = 0;
        int number = 0;
        int padding[100] = {};
    };
    constexpr int numbers = 500;
    Pipe<Value> pipe;
    std::vector<Process> children;
    for (int child = 0; child < 4; ++child)
        children.emplace_back([&, child] {
            Value value{.child = child};
            for (; value.number < numbers; ++value.number) {
                for (int& each : value.padding)
                    each = child * numbers + value.number;
                pipe.put(value);
            }
        });
    std::vector<int> next(children.size(), 0);
    while (const auto value = pipe.take()) {
        REQUIRE(value->number == next.at(static_cast<std::size_t>(value->child))++);
        for (const int each : value->padding)
            REQUIRE(each == value->child * numbers + value->number);
    }
    CHECK(next == std::vector<int>(children.size(), numbers));
}

TEST_CASE("Pipe::take returns nothing when the last writer has died") {
    Pipe<int> pipe;
    Process child{[&] {
        pipe.put(1);
        ::raise(SIGKILL);
    }};
    CHECK(pipe.take() == 1);
    CHECK(pipe.take() == std::nullopt);
    CHECK_THROWS_AS(child.join(), std::runtime_error);
}

TEST_CASE("Pipe::take returns nothing at once if there is no writer") {
    Pipe<int> pipe;
    CHECK(pipe.take() == std::nullopt);
}

TEST_CASE("PipeEnds::read throws if the pipe ends in the middle of a value") {
    PipeEnds ends;
    int values[2] = {};
    ends.write(values, 6);
    ends.close_writer();
    CHECK_THROWS_WITH(ends.read(values, sizeof values, sizeof(int)),
                      "a pipe ended in the middle of a value");
}

TEST_CASE("Pipe::take reaches end-of-file although a killed child had a child of its own") {
    Pipe<int> pipe;
    Process child{[&] {
        const Process helper{[&] {
            pipe.put(7);
            ::pause();
        }};
        ::pause();
    }};
    CHECK(pipe.take() == 7);
    child.kill();
    CHECK(pipe.take() == std::nullopt);
    CHECK_THROWS_WITH(child.join(), EndsWith("was killed by SIGKILL"));
}
