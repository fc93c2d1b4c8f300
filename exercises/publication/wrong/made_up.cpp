// expects: wrong_result
#include "exercise.hpp"

void publish(Board& board, Offer /*offer*/) {
    board.is_there = true;
}

std::optional<Offer> look(Board& board) {
    if (!board.is_there) return std::nullopt;
    return Offer{3, 40};
}
