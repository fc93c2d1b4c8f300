#include "exercise.hpp"

Order lose_a_ticket() {
    return {1, 2, 2, 1};  // both read 0, and both write 1
}

Order stop_both_tills() {
    return {1, 2};  // each has its own drawer, and wants the other's
}

Order miss_the_bell() {
    return {0, 0, 0, 1, 1, 1};  // the bell rings before the doorkeeper listens
}
