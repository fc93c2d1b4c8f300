/// The moves of simultaneous_chess, and their check.
#include <cmath>

#include "catch.hpp"
#include "common/workloads/sequential.hpp"
#include "common/workloads/simultaneous_chess.hpp"

using namespace triptych;
using namespace std::chrono_literals;

namespace {

constexpr Exhibition small{.rounds = 2, .boards = 2, .masters_move = 1ms, .opponents_move = 3ms};

Move from_ms(int begun, int ended) {
    const Move::Time start{1h};
    return {start + begun * 1ms, start + ended * 1ms};
}

/// Board 0, then board 1.
const Moves right{from_ms(0, 1), from_ms(4, 5), from_ms(1, 2), from_ms(5, 6)};

Moves but(std::size_t index, Move move) {
    Moves moves{right};
    moves[index] = move;
    return moves;
}

}  // namespace

TEST_CASE("check_moves accepts the moves of one master who goes from board to board") {
    CHECK(check_moves(small, right).empty());
    CHECK(check_moves({.rounds = 0}, {}).empty());
}

TEST_CASE("check_moves says what is wrong, and at which board") {
    CHECK(check_moves(small, {from_ms(0, 1)}) == "the master has made 1 of 4 moves");
    CHECK(check_moves(small, but(3, {})) == "board 1: round 1 was not played");
    CHECK(check_moves(small, but(1, from_ms(4, 4))) ==
          "board 0: the master's move of round 1 was too short");
    CHECK(check_moves(small, but(1, from_ms(3, 4))) ==
          "board 0: round 1 began before the opponent had moved");
    CHECK(check_moves(small, but(0, from_ms(0, 1))).empty());
    CHECK(check_moves(small, but(0, from_ms(-1, 2))) ==
          "board 0: round 1 began before the opponent had moved");
}

TEST_CASE("check_moves reports a master who was at two boards at once") {
    CHECK(check_moves(small, but(3, from_ms(5, 7))).empty());
    const Moves both{from_ms(0, 1), from_ms(4, 6), from_ms(1, 2), from_ms(5, 6)};
    CHECK(check_moves(small, both) == "the master was at two boards at once");
}

TEST_CASE("chess_metrics: the master is busy for the part of the time in which she moves") {
    CHECK(std::abs(chess_metrics(right).at("master_busy_percent") - 100 * 4.0 / 6) < 1e-6);
    CHECK(chess_metrics({}).at("master_busy_percent") == 0);
}

TEST_CASE("game_of returns one board's part of all moves") {
    Moves moves{right};
    CHECK(game_of(small, moves, 1).data() == &moves[2]);
    CHECK(game_of(small, moves, 1).size() == 2);
}

TEST_CASE("simultaneous_seconds: 24 games of 30 rounds take an hour and a last answer at once") {
    const Exhibition original{.rounds = 30, .masters_move = 5s, .opponents_move = 55s};
    CHECK(std::abs(one_by_one_seconds(original) - 43'200) < 1e-6);  // 12 hours
    CHECK(std::abs(simultaneous_seconds(original) - 3'655) < 1e-6);
}

TEST_CASE("simultaneous_seconds ends with the last answer if the master is never idle") {
    const Exhibition usual{.rounds = 2};
    CHECK(std::abs(simultaneous_seconds(usual) - (0.024 + 0.0055)) < 1e-9);
    const Exhibition one_round{
        .rounds = 1, .boards = 3, .masters_move = 1ms, .opponents_move = 4ms};
    CHECK(std::abs(simultaneous_seconds(one_round) - 0.007) < 1e-9);
}

TEST_CASE("simultaneous_seconds is that of the last game if the opponents are slow") {
    Exhibition exhibition{.rounds = 10, .boards = 4, .masters_move = 1ms, .opponents_move = 4ms};
    CHECK(std::abs(simultaneous_seconds(exhibition) - 0.053) < 1e-9);  // from the third ms on
    exhibition.boards = 5;
    CHECK(std::abs(simultaneous_seconds(exhibition) - 0.054) < 1e-9);
    exhibition.boards = 6;
    CHECK(std::abs(simultaneous_seconds(exhibition) - 0.064) < 1e-9);
}

TEST_CASE("sequential::simultaneous_chess plays correct games") {
    const Exhibition quick{.rounds = 2, .boards = 3, .masters_move = 1ms, .opponents_move = 2ms};
    CHECK(check_moves(quick, sequential::simultaneous_chess(quick)).empty());
}
