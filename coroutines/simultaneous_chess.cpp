/// Simultaneous chess with coroutines: one task per board. The master is a mutex here, too, because
/// she thinks across a co_await: without the mutex she would be at all boards at once.
#include "common/workloads/simultaneous_chess.hpp"

#include <chrono>
#include <utility>
#include <vector>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/mutex.hpp"
#include "coroutines/primitives/run.hpp"
#include "coroutines/primitives/sleep.hpp"

namespace triptych::coroutines {
namespace {

using Master = Mutex;

Task<Move> make_move(Master& master, Delay thinks) {
    const auto at_this_board = co_await master.lock();
    const auto begun = std::chrono::steady_clock::now();
    co_await sleep_for(thinks);
    const Move move{begun, std::chrono::steady_clock::now()};
    co_return move;
}

Task<> play(Game game, const Exhibition& exhibition, Master& master) {
    for (Move& move : game) {
        move = co_await make_move(master, exhibition.masters_move);
        co_await sleep_for(exhibition.opponents_move);
    }
}

}  // namespace

Moves simultaneous_chess(const Exhibition& exhibition) {
    Moves moves(exhibition.moves());
    Master master;
    std::vector<Task<>> boards;
    for (int board = 0; board < exhibition.boards; ++board)
        boards.push_back(play(game_of(exhibition, moves, board), exhibition, master));
    run(gather(std::move(boards)));
    return moves;
}

}  // namespace triptych::coroutines
