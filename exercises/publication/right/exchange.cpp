// An exchange announces.
#include "exercise.hpp"

void publish(Board& board, Offer offer) {
    board.offer.product = offer.product;
    board.offer.price = offer.price;
    board.is_there.exchange(true, std::memory_order_acq_rel);
}

std::optional<Offer> look(Board& board) {
    if (!board.is_there.load(std::memory_order_acquire)) return std::nullopt;
    return board.offer;
}
