/// For a build without Asio: why_no_asio() gives the reason, and all other functions throw it.
#include <stdexcept>

#include "benches/peers/peers.hpp"

namespace triptych::peers {

std::optional<std::string> why_no_asio() {
    return "built without Asio; try: apt-get install libasio-dev, then cmake --preset release, "
           "then ./triptych";
}

std::string asio_version() {
    return {};
}

SleepRun asio_sleepers(SleepRun /*sleep_run*/) {
    throw std::logic_error{*why_no_asio()};
}

SleepRun asio_sleepers_callbacks(SleepRun /*sleep_run*/) {
    throw std::logic_error{*why_no_asio()};
}

Arrivals asio_delayed_messages(std::span<const Message> /*messages*/) {
    throw std::logic_error{*why_no_asio()};
}

Arrivals asio_delayed_messages_callbacks(std::span<const Message> /*messages*/) {
    throw std::logic_error{*why_no_asio()};
}

std::vector<Finding> asio_chained_tasks(std::span<const Chain> /*chains*/) {
    throw std::logic_error{*why_no_asio()};
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): the signature is the other file's
Lists asio_sort_many(Lists /*lists*/, int /*workers*/) {
    throw std::logic_error{*why_no_asio()};
}

}  // namespace triptych::peers
