/// A worker process that somebody kills while the others work.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

namespace triptych {

/// What `solve` throws, and what it leaves behind, if of the `workers` processes that it begins
/// the one with the index `which` is killed after so many `turns` of others. A child calls it.
std::string told_of_one_killed(std::size_t workers, std::size_t which, int turns,
                               const std::function<void()>& solve);

}  // namespace triptych
