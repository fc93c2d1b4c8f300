/// The last seat: what you write.
#pragma once

#include <atomic>
#include <mutex>
#include <vector>

struct Hall {
    explicit Hall(int seats) : owner(static_cast<std::size_t>(seats)) {}

    std::vector<std::atomic<int>> owner;  // of each seat: a visitor's number, or 0: it is free
    std::mutex mutex;                     // use it if you like
};

/// Books the seat for the visitor, if it is free. Returns whether it did.
bool book(Hall& hall, int seat, int visitor);

/// Books the free seat with the lowest number. Returns that number, or -1 if there is none.
int book_first(Hall& hall, int visitor);
