// Field by field, and one expression.
#include "exercise.hpp"

void publish(Board& board, Offer offer) {
    board.offer.product = offer.product;
    board.offer.price = offer.price;
    board.is_there.store(true, std::memory_order_release);
}

std::optional<Offer> look(Board& board) {
    const bool there = board.is_there.load(std::memory_order_acquire);
    return there ? std::optional<Offer>{board.offer} : std::nullopt;
}
