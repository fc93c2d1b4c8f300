/// The bakery's shelf: what you write.
#pragma once

#include <cstddef>
#include <deque>
#include <mutex>

#include "exercises/support/bell.hpp"

/// Loaves in a row. Not safe for threads. It notes if somebody takes what is not there.
class Shelf {
public:
    explicit Shelf(std::size_t room) : room_{room} {}

    bool is_empty() const { return loaves_.empty(); }
    bool is_full() const { return loaves_.size() >= room_; }

    void put(int loaf) {
        note(is_full());
        loaves_.push_back(loaf);
    }

    /// The loaf that was put there first; -1 if there is none.
    int take() {
        note(is_empty());
        if (is_empty()) return -1;
        const int loaf = loaves_.front();
        loaves_.pop_front();
        return loaf;
    }

    /// For the checks: whether anybody took from an empty shelf or put on a full one, and whether
    /// that was right after a wait.
    bool was_misused() const { return misused_; }
    bool was_misused_after_a_wait() const { return misused_after_a_wait_; }

private:
    void note(bool misuse) {
        misused_ = misused_ || misuse;
        misused_after_a_wait_ =
            misused_after_a_wait_ || (misuse && triptych::exercises::Bell::has_waited);
        triptych::exercises::Bell::has_waited = false;
    }

    std::deque<int> loaves_;
    std::size_t room_;
    bool misused_ = false;
    bool misused_after_a_wait_ = false;
};

struct Bakery {
    explicit Bakery(std::size_t room) : shelf{room} {}

    Shelf shelf;  // guarded by mutex
    std::mutex mutex;
    triptych::exercises::Bell not_empty;
    triptych::exercises::Bell not_full;
};

/// Waits until the shelf has room, and puts the loaf there.
void put(Bakery& bakery, int loaf);

/// Waits until there is a loaf, and takes the one that was put there first.
int take(Bakery& bakery);
