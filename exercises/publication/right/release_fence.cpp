// A fence before a relaxed store.
#include "exercise.hpp"

void publish(Board& board, Offer offer) {
    board.offer = offer;
    std::atomic_thread_fence(std::memory_order_release);
    board.is_there.store(true, std::memory_order_relaxed);
}

std::optional<Offer> look(Board& board) {
    if (!board.is_there.load(std::memory_order_acquire)) return std::nullopt;
    return board.offer;
}
