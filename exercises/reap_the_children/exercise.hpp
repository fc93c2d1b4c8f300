/// The print shop: what you write.
#pragma once

#include <functional>
#include <vector>

/// Forks one child for each job, all before it waits for any. Each child calls its job and exits
/// with what the job returned. Returns how many ended with exit code 0; no child is left then.
int run_all(const std::vector<std::function<int()>>& jobs);
