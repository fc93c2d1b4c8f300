/// The laboratory: what you write.
#pragma once

#include <functional>
#include <mutex>
#include <vector>

struct Table {
    explicit Table(int seats) : instruments(static_cast<std::size_t>(seats)) {}

    std::vector<std::mutex> instruments;  // locked: a chemist has taken it; two or more
    std::mutex keeper;                    // use it if you like
};

/// Calls work() while it has the instruments `seat` and `seat + 1`, which for the last seat is 0.
void experiment(Table& table, int seat, const std::function<void()>& work);
