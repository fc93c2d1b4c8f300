// A fence after a relaxed load.
#include "exercise.hpp"

void publish(Board& board, Offer offer) {
    board.offer = offer;
    board.is_there.store(true, std::memory_order_release);
}

std::optional<Offer> look(Board& board) {
    if (!board.is_there.load(std::memory_order_relaxed)) return std::nullopt;
    std::atomic_thread_fence(std::memory_order_acquire);
    return board.offer;
}
