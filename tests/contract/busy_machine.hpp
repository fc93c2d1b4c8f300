/// Timing properties that can be tested even on a busy machine.
#pragma once

#include "common/delay.hpp"

namespace triptych {

/// Whether `holds(unit)` is true for waits of `unit`, or for waits ten or a hundred times as long.
/// A short wait may be shorter than the time it takes to start a worker.
template <typename Holds>
bool holds_for_waits_long_enough(Delay unit, Holds&& holds) {
    return holds(unit) || holds(10 * unit) || holds(100 * unit);
}

}  // namespace triptych
