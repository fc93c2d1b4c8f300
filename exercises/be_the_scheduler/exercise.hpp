/// You are the scheduler: what you write.
#pragma once

#include <vector>

/// Which thread goes next, one number for each step: 0 is main, 1 the first thread it starts.
using Order = std::vector<int>;

/// sold_tickets.cpp returns 1.
Order lose_a_ticket();

/// two_drawers.cpp ends in a deadlock.
Order stop_both_tills();

/// missed_bell.cpp ends in a deadlock.
Order miss_the_bell();
