// A compare-exchange announces.
#include "exercise.hpp"

void publish(Board& board, Offer offer) {
    board.offer = offer;
    bool before = false;
    board.is_there.compare_exchange_strong(before, true, std::memory_order_acq_rel);
}

std::optional<Offer> look(Board& board) {
    if (!board.is_there.load(std::memory_order_acquire)) return std::nullopt;
    return board.offer;
}
