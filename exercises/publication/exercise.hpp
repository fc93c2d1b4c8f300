/// The offer on the board: what you write.
#pragma once

#include <atomic>
#include <optional>

struct Offer {
    int product;
    int price;
};

struct Board {
    Offer offer{0, 0};
    std::atomic<bool> is_there{false};
};

/// Writes the offer on the board and announces it. Called once.
void publish(Board& board, Offer offer);

/// The offer, if it has been announced. Never waits.
std::optional<Offer> look(Board& board);
