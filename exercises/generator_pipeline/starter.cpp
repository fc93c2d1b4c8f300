#include <vector>

#include "exercise.hpp"

Values below(Values source, int limit) {
    for (const int value : source)
        if (value < limit) co_yield value;
}

Values changes(Values source) {
    std::vector<int> all;  // Your turn: how much of the source is needed for the first difference?
    for (const int value : source)
        all.push_back(value);
    for (std::size_t i = 1; i < all.size(); ++i)
        co_yield all[i] - all[i - 1];
}

Values first(Values source, int count) {
    for (const int value : source) {
        if (count-- <= 0) co_return;  // Your turn: what was taken by then?
        co_yield value;
    }
}
