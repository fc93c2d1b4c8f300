// Both read, then both write, the second first.
#include "exercise.hpp"

Order lose_a_ticket() {
    return {1, 2, 2, 1};
}

Order stop_both_tills() {
    return {2, 1};
}

Order miss_the_bell() {
    return {0, 0, 0, 1, 1, 1};
}
