// Keeps the value before in an optional.
#include <optional>

#include "exercise.hpp"

Values below(Values source, int limit) {
    for (const int value : source)
        if (value < limit) co_yield value;
}

Values changes(Values source) {
    std::optional<int> before;
    for (const int value : source) {
        if (before) co_yield value - *before;
        before = value;
    }
}

Values first(Values source, int count) {
    for (; count > 0; --count) {
        const int* const value = source.next();
        if (value == nullptr) co_return;
        co_yield *value;
    }
}
