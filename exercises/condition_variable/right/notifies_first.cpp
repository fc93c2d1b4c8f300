// Notifies before it changes the shelf: it has the lock.
#include "exercise.hpp"

void put(Bakery& bakery, int loaf) {
    std::unique_lock lock{bakery.mutex};
    bakery.not_full.wait(lock, [&] { return !bakery.shelf.is_full(); });
    bakery.not_empty.notify_one();
    bakery.shelf.put(loaf);
}

int take(Bakery& bakery) {
    std::unique_lock lock{bakery.mutex};
    bakery.not_empty.wait(lock, [&] { return !bakery.shelf.is_empty(); });
    const int loaf = bakery.shelf.take();
    bakery.not_full.notify_one();
    return loaf;
}
