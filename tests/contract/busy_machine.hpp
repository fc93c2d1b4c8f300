/// What waits can be seen to do, however busy the machine is.
#pragma once

#include "common/delay.hpp"

namespace triptych {

/// Whether `holds(unit)` for waits of `unit`, or else for ten or a hundred times as long ones: a
/// short wait may drown in what starting somebody takes.
template <typename Holds>
bool holds_for_waits_long_enough(Delay unit, Holds&& holds) {
    return holds(unit) || holds(10 * unit) || holds(100 * unit);
}

}  // namespace triptych
