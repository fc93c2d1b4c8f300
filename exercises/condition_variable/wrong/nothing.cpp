// expects: wrong_result
#include "exercise.hpp"

void put(Bakery& /*bakery*/, int /*loaf*/) {}

int take(Bakery& /*bakery*/) {
    return 5;
}
