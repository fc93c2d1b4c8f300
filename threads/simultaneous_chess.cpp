/// Simultaneous chess with threads: one thread per board. The master is a mutex: the thread that
/// holds it has her at its board, and all others wait for her.
#include "common/workloads/simultaneous_chess.hpp"

#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

namespace triptych::threads {
namespace {

using Master = std::mutex;

Move make_move(Master& master, Delay thinks) {
    const std::lock_guard at_this_board{master};
    const auto begun = std::chrono::steady_clock::now();
    std::this_thread::sleep_for(thinks);
    return {begun, std::chrono::steady_clock::now()};
}

void play(Game game, const Exhibition& exhibition, Master& master) {
    for (Move& move : game) {
        move = make_move(master, exhibition.masters_move);
        std::this_thread::sleep_for(exhibition.opponents_move);
    }
}

}  // namespace

Moves simultaneous_chess(const Exhibition& exhibition) {
    Moves moves(exhibition.moves());
    Master master;
    std::vector<std::jthread> boards;
    for (int board = 0; board < exhibition.boards; ++board)
        boards.emplace_back(
            [&, game = game_of(exhibition, moves, board)] { play(game, exhibition, master); });
    for (std::jthread& board : boards)
        board.join();
    return moves;
}

}  // namespace triptych::threads
