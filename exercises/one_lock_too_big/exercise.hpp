/// The price list: what you write.
#pragma once

#include <functional>
#include <map>
#include <mutex>

struct PriceList {
    std::map<int, int> known;  // from product to price; guarded by mutex
    std::mutex mutex;
};

/// The product's price: from the list, or else from ask(product), which is then in the list.
int price_of(PriceList& list, int product, const std::function<int(int)>& ask);
