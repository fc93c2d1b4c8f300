// expects: wrong_result
#include "exercise.hpp"

Order lose_a_ticket() {
    return {2, 3, 3, 2};
}

Order stop_both_tills() {
    return {2, 3};
}

Order miss_the_bell() {
    return {1, 1, 1, 2, 2, 2};
}
