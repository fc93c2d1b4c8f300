/// Simultaneous chess with processes: one child per board. The master is a mutex in shared memory:
/// the process that holds it has her at its board, and all others wait for her.
#include "common/workloads/simultaneous_chess.hpp"

#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

#include "processes/primitives/mutex.hpp"
#include "processes/primitives/process.hpp"
#include "processes/primitives/shared.hpp"
#include "processes/primitives/shared_array.hpp"

namespace triptych::processes {
namespace {

using Master = Mutex;

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
    SharedArray<Move> moves{exhibition.moves()};
    Shared<Master> master;
    std::vector<Process> boards;
    for (int board = 0; board < exhibition.boards; ++board)
        boards.emplace_back([&, game = game_of(exhibition, moves.values(), board)] {
            play(game, exhibition, *master);
        });
    for (Process& board : boards)
        board.join();
    return {moves.values().begin(), moves.values().end()};
}

}  // namespace triptych::processes
