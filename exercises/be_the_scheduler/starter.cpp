#include "exercise.hpp"

Order lose_a_ticket() {
    return {};  // Your turn: play sold_tickets.cpp, and write down who went
}

Order stop_both_tills() {
    return {};  // Your turn
}

Order miss_the_bell() {
    return {};  // Your turn
}
