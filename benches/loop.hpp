/// Selects how event loops wait for descriptors: by epoll, io_uring or poll.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace triptych {

/// All names: "epoll", ...
std::vector<std::string> loop_backends();

/// From now on, new loops use this backend. Returns false if there is none with that name.
bool use_loop(std::string_view name);

}  // namespace triptych
