/// Somewhere else to run a job: what a model that has no threads of its own is handed.
#pragma once

#include <functional>

namespace triptych {

/// Runs a job at some time, in some other thread; jobs do not throw. Must outlive its jobs.
using RunElsewhere = std::function<void(std::function<void()> job)>;

}  // namespace triptych
