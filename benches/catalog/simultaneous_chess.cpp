#include "benches/catalog/prepared_run.hpp"
#include "benches/catalog/python_run.hpp"
#include "benches/catalog/refusals.hpp"
#include "benches/catalog/workloads.hpp"
#include "benches/implementations/coroutines.hpp"
#include "benches/implementations/processes.hpp"
#include "benches/implementations/threads.hpp"
#include "common/workloads/sequential.hpp"

namespace triptych {
namespace {

auto playing(Moves (*solve)(const Exhibition&)) {
    return [solve](std::int64_t size, std::uint64_t /*seed*/) {
        const Exhibition exhibition{.rounds = static_cast<int>(size)};
        PreparedRun prepared = prepare_run(
            exhibition, solve, [=](const Moves& moves) { return check_moves(exhibition, moves); },
            chess_metrics);
        prepared.wait_seconds = simultaneous_seconds(exhibition);
        return prepared;
    };
}

/// The master's moves, from two lists for each board: when her moves began and when they ended, in
/// microseconds since the start.
Moves read_moves(const Exhibition& exhibition, const peers::Lists& output) {
    const auto at = [](int microseconds) {
        return Move::Time{std::chrono::microseconds{microseconds}};
    };
    const auto boards = static_cast<std::size_t>(exhibition.boards);
    Moves moves;
    for (std::size_t board = 0; board < boards; ++board)
        for (std::size_t round = 0; round < output.at(board).size(); ++round)
            moves.push_back({at(output[board][round]), at(output.at(boards + board).at(round))});
    return moves;
}

PreparedRun play_by_python(std::int64_t size, std::uint64_t /*seed*/) {
    const Exhibition exhibition{.rounds = static_cast<int>(size)};
    PreparedRun prepared = python_run(
        "simultaneous_chess_asyncio",
        {{exhibition.rounds, exhibition.boards, exhibition.masters_move.count(),
          exhibition.opponents_move.count()}},
        peers::lengths(2 * std::int64_t{exhibition.boards}, size),
        [=](const peers::Lists& output) { return read_moves(exhibition, output); },
        [=](const Moves& moves) { return check_moves(exhibition, moves); }, chess_metrics);
    prepared.wait_seconds = simultaneous_seconds(exhibition);
    return prepared;
}

/// A round has 24 moves of 500 us each; with asyncio, each takes more than a millisecond.
constexpr double python_microseconds_each = 50'000;

}  // namespace

Workload simultaneous_chess_workload() {
    return {
        .name = "simultaneous_chess",
        .problem = "A master plays 24 opponents, and can be at one board at a time.",
        .unit = "rounds",
        .usual = 2,
        .sizes = {2},
        .quick = {2},
        .largest = 10'000,
        .implementations = {{"sequential", "", "one game after another", Role::baseline,
                             playing(sequential::simultaneous_chess),
                             one_after_another(one_by_one_seconds({.rounds = 1}), 10)},
                            {"threads", "", "a thread per board", Role::contender,
                             playing(threads::simultaneous_chess), never_skipped},
                            {"processes", "", "a process per board", Role::contender,
                             playing(processes::simultaneous_chess), never_skipped},
                            {"coroutines", "", "a task per board", Role::contender,
                             playing(coroutines::simultaneous_chess), never_skipped},
                            {"python", "asyncio", "a task per board, and asyncio.Lock", Role::peer,
                             play_by_python, python_takes(python_microseconds_each)}},
    };
}

}  // namespace triptych
