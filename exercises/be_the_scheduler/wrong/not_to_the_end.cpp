// expects: wrong_result, without explore: passes
#include "exercise.hpp"

Order lose_a_ticket() {
    return {1, 2, 2};
}

Order stop_both_tills() {
    return {1, 2};
}

Order miss_the_bell() {
    return {0, 0, 0, 1, 1, 1};
}
