// expects: data_race, without explore: passes
#include "exercise.hpp"

void publish(Board& board, Offer offer) {
    board.is_there = true;
    board.offer = offer;
}

std::optional<Offer> look(Board& board) {
    if (!board.is_there.load(std::memory_order_acquire)) return std::nullopt;
    return board.offer;
}
