/// Channels between a parent and one child, and values as bytes.
#include <csignal>
#include <cstdint>
#include <cstring>
#include <string>
#include <sys/socket.h>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "processes/primitives/bytes.hpp"
#include "processes/primitives/channel.hpp"
#include "processes/primitives/process.hpp"
#include "tests/census.hpp"

using namespace triptych;
using namespace triptych::processes;

namespace {

/// `size` bytes that are not all equal.
Bytes message_of(std::size_t size) {
    Bytes message(size);
    for (std::size_t i = 0; i < size; ++i)
        message[i] = static_cast<std::byte>(i * 7 + i / 251);
    return message;
}

}  // namespace

TEST_CASE("Channel carries messages of any size, whole and in order, both ways") {
    const Census before = take_census();
    {
        auto [ours, theirs] = Channel::make();
        Process echo{[&] {
            ours.close();
            while (const auto message = theirs.receive())
                if (!theirs.send(*message)) return;
        }};
        theirs.close();
        for (const std::size_t size : {0U, 1U, 7U, 8U, 4'096U, 65'537U, 5'000'000U}) {
            const Bytes message = message_of(size);
            REQUIRE(ours.send(message));
            REQUIRE(ours.receive() == message);
        }
        ours.hang_up();
        echo.join();
    }
    CHECK(changes_since(before).empty());
}

TEST_CASE(
    "Channel::hang_up reaches the other side although another process has a copy of this end") {
    auto [ours, theirs] = Channel::make();
    Process listener{[&] {
        // It has not closed its copy of the parent's end.
        while (theirs.receive()) {
        }
    }};
    REQUIRE(ours.send(message_of(10)));
    ours.hang_up();
    listener.join();
    CHECK_FALSE(ours.send(message_of(10)));
    CHECK(ours.receive() == std::nullopt);
}

TEST_CASE("Channel::send to a dead process returns false, without SIGPIPE") {
    auto [ours, theirs] = Channel::make();
    Process child{[] {}};
    theirs.close();
    child.join();
    CHECK_FALSE(ours.send(message_of(10)));
    CHECK(ours.receive() == std::nullopt);
}

TEST_CASE("Channel::receive returns nothing if the sender dies in the middle of a message") {
    auto [ours, theirs] = Channel::make();
    const std::size_t announced = 100;
    Process child{[&] {
        Bytes begun(sizeof announced + announced / 2);
        std::memcpy(begun.data(), &announced, sizeof announced);
        ::send(theirs.descriptor(), begun.data(), begun.size(), 0);
        ::raise(SIGKILL);
    }};
    theirs.close();
    CHECK(ours.receive() == std::nullopt);
}

TEST_CASE("Channel::send returns false if the receiver dies in the middle of a message") {
    auto [ours, theirs] = Channel::make();
    Process child{[&] {
        char first = 0;
        ::recv(theirs.descriptor(), &first, 1, 0);
        ::raise(SIGKILL);
    }};
    theirs.close();
    CHECK_FALSE(ours.send(message_of(5'000'000)));  // more than the socket holds
}

TEST_CASE("take returns the values in the order in which append wrote them") {
    struct Pair {
        char letter;
        double number;
    };
    const auto add = [offset = 5](int value) { return value + offset; };
    Bytes bytes;
    append(bytes, 42);
    append(bytes, std::vector<std::int16_t>{1, 2, 3});
    append(bytes, std::vector<Pair>{});
    append(bytes, Pair{'x', 0.5});
    append(bytes, add);
    std::span<const std::byte> rest{bytes};
    CHECK(take<int>(rest) == 42);
    CHECK(take<std::vector<std::int16_t>>(rest) == std::vector<std::int16_t>{1, 2, 3});
    CHECK(take<std::vector<Pair>>(rest).empty());
    CHECK(take<Pair>(rest).number == 0.5);
    CHECK(take<decltype(add)>(rest)(1) == 6);
    CHECK(rest.empty());
}

TEST_CASE("append and take accept vectors of bool, and of types without a default constructor") {
    struct Numbered {
        explicit Numbered(int value) : number{value} {}
        int number;
    };
    Bytes bytes;
    append(bytes, std::vector<bool>{true, false, true});
    append(bytes, std::vector<Numbered>{Numbered{1}, Numbered{2}});
    std::span<const std::byte> rest{bytes};
    CHECK(take<std::vector<bool>>(rest) == std::vector<bool>{true, false, true});
    const auto numbered = take<std::vector<Numbered>>(rest);
    CHECK(numbered.size() == 2);
    CHECK(numbered.back().number == 2);
    CHECK(rest.empty());
}

TEST_CASE("Sendable excludes types that own memory elsewhere") {
    STATIC_REQUIRE(Sendable<int>);
    STATIC_REQUIRE(Sendable<std::vector<int>>);
    STATIC_REQUIRE_FALSE(Sendable<std::string>);
    STATIC_REQUIRE_FALSE(Sendable<std::vector<std::string>>);
    STATIC_REQUIRE_FALSE(Sendable<std::vector<std::vector<int>>>);
}
