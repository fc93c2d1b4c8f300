// expects: awaits_in_sequence
#include "exercise.hpp"

using triptych::coroutines::Task;

Task<int> run_bakery(Bake bake, Pack pack, int /*packers*/) {
    int count = 0;
    for (int loaf = co_await bake(); loaf != 0; loaf = co_await bake()) {
        ++count;
        co_await pack(loaf);
    }
    co_return count;
}
