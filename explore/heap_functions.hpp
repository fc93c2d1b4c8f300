/// When malloc gives out blocks that stay from one execution to the next.
#pragma once

namespace triptych::explore {

/// From here on (or until here) the program's static initialisation runs.
void static_initialisation(bool begins);

}  // namespace triptych::explore
