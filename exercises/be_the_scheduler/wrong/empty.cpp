// expects: wrong_result
#include "exercise.hpp"

Order lose_a_ticket() {
    return {};
}

Order stop_both_tills() {
    return {};
}

Order miss_the_bell() {
    return {};
}
