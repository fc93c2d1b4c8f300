/// Tills and locks: what you write.
#pragma once

#include <functional>
#include <mutex>

struct Till {
    std::mutex mutex;
    int cash = 0;
    int sales = 0;
};

struct Reading {
    int cash;
    int sales;
};

/// Calls pay() while nobody else uses this till, adds what it returns to the cash, and 1 to the
/// sales.
void sell(Till& till, const std::function<int()>& pay);

/// Both numbers, as they were at one moment.
Reading read(Till& till);
