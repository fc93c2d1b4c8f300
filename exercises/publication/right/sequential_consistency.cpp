// No order given: sequential consistency.
#include "exercise.hpp"

void publish(Board& board, Offer offer) {
    board.offer = offer;
    board.is_there = true;
}

std::optional<Offer> look(Board& board) {
    return board.is_there ? std::optional{board.offer} : std::nullopt;
}
