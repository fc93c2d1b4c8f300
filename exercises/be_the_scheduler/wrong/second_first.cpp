// expects: program_survived, without explore: passes
#include "exercise.hpp"

Order lose_a_ticket() {
    return {2, 2, 1, 1};
}

Order stop_both_tills() {
    return {2, 1};
}

Order miss_the_bell() {
    return {0, 0, 0, 1, 1, 1};
}
