// expects: data_race, without explore: passes
#include "exercise.hpp"

void publish(Board& board, Offer offer) {
    board.offer = offer;
    board.is_there.store(true, std::memory_order_release);
}

std::optional<Offer> look(Board& board) {
    if (!board.is_there.load(std::memory_order_relaxed)) return std::nullopt;
    return board.offer;
}
