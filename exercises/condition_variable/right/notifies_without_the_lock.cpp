// Lets go of the lock before it notifies.
#include "exercise.hpp"

void put(Bakery& bakery, int loaf) {
    {
        std::unique_lock lock{bakery.mutex};
        bakery.not_full.wait(lock, [&shelf = bakery.shelf] { return !shelf.is_full(); });
        bakery.shelf.put(loaf);
    }
    bakery.not_empty.notify_one();
}

int take(Bakery& bakery) {
    std::unique_lock lock{bakery.mutex};
    bakery.not_empty.wait(lock, [&shelf = bakery.shelf] { return !shelf.is_empty(); });
    const int loaf = bakery.shelf.take();
    lock.unlock();
    bakery.not_full.notify_one();
    return loaf;
}
