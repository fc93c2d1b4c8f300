/// Kills one worker process while the others work.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

namespace triptych {

/// Returns the message of what `solve` throws, and what it leaves behind, if one of the `workers`
/// processes that it starts (index `which`) is killed `after` it has started them. Runs in a child
/// process.
std::string message_if_one_is_killed(std::size_t workers, std::size_t which,
                                     std::chrono::microseconds after,
                                     const std::function<void()>& solve);

}  // namespace triptych
