#include "coroutines/primitives/poller.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <utility>

namespace triptych::coroutines {
namespace {

constexpr std::array names{
    std::pair{Backend::epoll, std::string_view{"epoll"}},
    std::pair{Backend::io_uring, std::string_view{"io_uring"}},
    std::pair{Backend::poll, std::string_view{"poll"}},
};

Backend chosen = Backend::epoll;

}  // namespace

Backend default_backend() noexcept {
    return chosen;
}

void set_default_backend(Backend backend) noexcept {
    chosen = backend;
}

std::unique_ptr<Poller> make_poller(Backend backend) {
    switch (backend) {
        case Backend::epoll: return detail::make_epoll();
        case Backend::io_uring: return detail::make_io_uring();
        case Backend::poll: break;
    }
    return detail::make_poll();
}

std::string_view name_of(Backend backend) {
    return std::ranges::find(names, backend, &decltype(names)::value_type::first)->second;
}

std::optional<Backend> backend_named(std::string_view name) {
    const auto* const found = std::ranges::find(names, name, &decltype(names)::value_type::second);
    if (found == names.end()) return std::nullopt;
    return found->first;
}

void detail::require_open(int descriptor) {
    if (::fcntl(descriptor, F_GETFD) == -1)
        throw std::system_error{errno, std::generic_category(), "fcntl"};
}

timespec detail::time_until(Clock::time_point due) {
    const auto left = std::max(due - Clock::now(), Clock::duration::zero());
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(left);
    return {.tv_sec = seconds.count(), .tv_nsec = std::chrono::nanoseconds{left - seconds}.count()};
}

}  // namespace triptych::coroutines
