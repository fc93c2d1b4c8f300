#include "common/workloads/simultaneous_chess.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace triptych {
namespace {

std::string check_game(const Exhibition& exhibition, std::span<const Move> game) {
    for (std::size_t round = 0; round < game.size(); ++round) {
        const Move& move = game[round];
        if (move.ended == Move::Time{}) return fmt::format("round {} was not played", round);
        if (move.ended - move.begun < exhibition.masters_move)
            return fmt::format("the master's move of round {} was too short", round);
        if (round > 0 && move.begun - game[round - 1].ended < exhibition.opponents_move)
            return fmt::format("round {} began before the opponent had moved", round);
    }
    return {};
}

Moves by_time(const Moves& moves) {
    Moves sorted{moves};
    std::ranges::sort(sorted, {}, &Move::begun);
    return sorted;
}

}  // namespace

Game game_of(const Exhibition& exhibition, std::span<Move> moves, int board) {
    const auto rounds = static_cast<std::size_t>(exhibition.rounds);
    return moves.subspan(static_cast<std::size_t>(board) * rounds, rounds);
}

std::string check_moves(const Exhibition& exhibition, const Moves& moves) {
    if (moves.size() != exhibition.moves())
        return fmt::format("the master has made {} of {} moves", moves.size(), exhibition.moves());
    Moves games{moves};
    for (int board = 0; board < exhibition.boards; ++board) {
        const auto wrong = check_game(exhibition, game_of(exhibition, games, board));
        if (!wrong.empty()) return fmt::format("board {}: {}", board, wrong);
    }
    const auto overlap = [](const Move& one, const Move& next) { return next.begun < one.ended; };
    const Moves sorted = by_time(moves);
    if (std::ranges::adjacent_find(sorted, overlap) != sorted.end())
        return "the master was at two boards at once";
    return {};
}

Metrics chess_metrics(const Moves& moves) {
    if (moves.empty()) return {{"master_busy_percent", 0}};
    double moving = 0;
    for (const Move& move : moves)
        moving += in_seconds(move.ended - move.begun);
    const Moves sorted = by_time(moves);
    const double all = in_seconds(sorted.back().ended - sorted.front().begun);
    return {{"master_busy_percent", 100 * moving / all}};
}

double simultaneous_seconds(const Exhibition& exhibition) {
    const double master = in_seconds(exhibition.masters_move);
    const double opponent = in_seconds(exhibition.opponents_move);
    const double all_her_moves = exhibition.rounds * exhibition.boards * master;
    const double first_moves_before = (exhibition.boards - 1) * master;
    const double last_game = exhibition.rounds * (master + opponent);
    return std::max(all_her_moves + opponent, first_moves_before + last_game);
}

double one_by_one_seconds(const Exhibition& exhibition) {
    return exhibition.rounds * exhibition.boards *
           in_seconds(exhibition.masters_move + exhibition.opponents_move);
}

}  // namespace triptych
