// expects: wrong_result
#include "exercise.hpp"

void put(Bakery& bakery, int loaf) {
    const std::lock_guard lock{bakery.mutex};
    bakery.shelf.put(loaf);
}

int take(Bakery& bakery) {
    const std::lock_guard lock{bakery.mutex};
    return bakery.shelf.take();
}
