/// Simultaneous chess: a master plays many opponents at once, on a board each. Her move takes 5 s,
/// theirs 55 s. While an opponent thinks, she can move on other boards; but she can be at only one
/// board at a time. (After Judit Polgar; many asyncio tutorials use this example.)
///
/// All boards need one lock. std::mutex does not promise that the thread that has waited longest is
/// the next, so nothing here relies on its fairness. And a thread with a high priority would have
/// to wait while one with a low priority holds the lock: that is priority inversion.
///
/// Concepts: critical section, contention, fairness, starvation, priority inversion
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "common/delay.hpp"
#include "common/metrics.hpp"

namespace triptych {

/// 24 games, in which a second of the real game takes 100 us.
struct Exhibition {
    int rounds;
    int boards = 24;
    Delay masters_move = std::chrono::microseconds{500};
    Delay opponents_move = std::chrono::microseconds{5'500};

    std::size_t moves() const noexcept {
        return static_cast<std::size_t>(boards) * static_cast<std::size_t>(rounds);
    }
};

/// One of the master's moves: from when to when she was at the board.
struct Move {
    using Time = std::chrono::steady_clock::time_point;

    Time begun{};
    Time ended{};
};

/// Her moves on one board, a move for each round.
using Game = std::span<Move>;

/// All her moves, board after board.
using Moves = std::vector<Move>;

/// The part of `moves` that belongs to `board`.
Game game_of(const Exhibition& exhibition, std::span<Move> moves, int board);

/// Returns an error message; empty if all rounds were played on every board, each move took its
/// time, the opponent moved before her next move, and she was never at two boards at once.
std::string check_moves(const Exhibition& exhibition, const Moves& moves);

/// master_busy_percent: how much of the time, from her first move to her last, she spent on moves.
Metrics chess_metrics(const Moves& moves);

/// The least possible time in seconds. It is the larger of two: all of the master's moves, and then
/// the opponent's answer to the last; and the game that begins last, after her first moves on all
/// other boards.
double simultaneous_seconds(const Exhibition& exhibition);

/// The time in seconds of one game after another.
double one_by_one_seconds(const Exhibition& exhibition);

}  // namespace triptych
