/// Chooses how the event loop waits for descriptors: by epoll, io_uring or poll.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace triptych {

/// The names there are: "epoll", ...
std::vector<std::string> loop_backends();

/// From now on, loops wait in this way. False if there is none of that name.
bool use_loop(std::string_view name);

}  // namespace triptych
