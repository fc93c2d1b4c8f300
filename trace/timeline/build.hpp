/// From events to a timeline.
#pragma once

#include <span>
#include <vector>

#include "trace/recorder/recording.hpp"
#include "trace/timeline/cores.hpp"
#include "trace/timeline/delays.hpp"
#include "trace/timeline/timeline.hpp"

namespace triptych::trace {

/// The timeline of a recording that ended at the time `until` (of the clock), when no task was
/// left. Without `switches` (empty), threads are "ready or running", except where `delays` tell. If
/// the harness has marked where the problem begins and is solved, only what lies between.
Timeline build(std::vector<RecordedLane> recorded, std::span<const Switch> switches,
               std::uint64_t until, std::span<const Delay> delays = {});

/// Only what lies between two times, as a timeline of its own.
Timeline clip(const Timeline& timeline, Time from, Time to);

}  // namespace triptych::trace
