// Asks by next() everywhere.
#include "exercise.hpp"

Values below(Values source, int limit) {
    while (const int* const value = source.next())
        if (*value < limit) co_yield *value;
}

Values changes(Values source) {
    const int* value = source.next();
    if (value == nullptr) co_return;
    int before = *value;
    while ((value = source.next()) != nullptr) {
        const int now = *value;
        const int difference = now - before;
        before = now;
        co_yield difference;
    }
}

Values first(Values source, int count) {
    while (count-- > 0) {
        const int* const value = source.next();
        if (value == nullptr) break;
        co_yield *value;
    }
}
