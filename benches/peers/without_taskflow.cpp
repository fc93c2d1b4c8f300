/// For a build without Taskflow: why_no_taskflow() gives the reason, and all other functions throw
/// it.
#include <stdexcept>

#include "benches/peers/peers.hpp"

namespace triptych::peers {

std::optional<std::string> why_no_taskflow() {
    return "built without Taskflow; try: apt-get install libtaskflow-cpp-dev (not in Debian 12: "
           "put its headers into /usr/local/include, see taskflow.github.io), then cmake --preset "
           "release, then ./triptych";
}

std::string taskflow_version() {
    return {};
}

std::int64_t taskflow_fork_join(const Division& /*division*/) {
    throw std::logic_error{*why_no_taskflow()};
}

}  // namespace triptych::peers
