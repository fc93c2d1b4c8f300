/// What the end had to wait for.
#pragma once

#include <vector>

#include "trace/timeline/summary.hpp"
#include "trace/timeline/timeline.hpp"

namespace triptych::trace {

/// The chain of tasks, from the beginning to the end, of which each had to wait for the one before:
/// to make any other part of the program faster would not end it sooner.
///
/// Found backwards from the end: where a task runs or sleeps, the path stays with it; where its
/// wait was ended by another task (a join, a message, a mutex, a notification), the path changes to
/// that one, at the time when it acted. As in Yang and Miller, "Critical Path Analysis for the
/// Execution of Parallel and Distributed Programs" (1988).
std::vector<PathPart> critical_path(const Timeline& timeline);

}  // namespace triptych::trace
