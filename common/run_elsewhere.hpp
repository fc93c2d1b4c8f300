/// A function that runs a job in another thread. The caller passes it to a model that has no
/// threads of its own.
#pragma once

#include <functional>

namespace triptych {

/// Runs a job later, in another thread. Requires: the job does not throw, and ends before this
/// function is destroyed.
using RunElsewhere = std::function<void(std::function<void()> job)>;

}  // namespace triptych
