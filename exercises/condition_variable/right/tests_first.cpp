// Waits only if it must.
#include "exercise.hpp"

void put(Bakery& bakery, int loaf) {
    std::unique_lock lock{bakery.mutex};
    bakery.not_full.wait(lock, [&] { return !bakery.shelf.is_full(); });
    bakery.shelf.put(loaf);
    bakery.not_empty.notify_one();
}

int take(Bakery& bakery) {
    std::unique_lock lock{bakery.mutex};
    if (bakery.shelf.is_empty())
        bakery.not_empty.wait(lock, [&shelf = bakery.shelf] { return !shelf.is_empty(); });
    const int loaf = bakery.shelf.take();
    bakery.not_full.notify_one();
    return loaf;
}
