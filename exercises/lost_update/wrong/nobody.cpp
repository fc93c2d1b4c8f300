// expects: wrong_result
#include "exercise.hpp"

int count_visitors(int /*doors*/, int /*visitors*/) {
    return 0;
}
