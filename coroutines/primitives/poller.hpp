/// What the event loop asks the kernel: which of these descriptors are ready?
///
/// Concepts: readiness and completion
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace triptych::coroutines {

using Clock = std::chrono::steady_clock;

/// What one can wait for with a descriptor. One that has an error, or whose other end has hung
/// up, is ready for both: whoever then reads or writes is told.
struct Readiness {
    bool read = false;
    bool write = false;

    bool operator==(const Readiness&) const = default;
};

struct ReadyDescriptor {
    int descriptor = -1;
    Readiness readiness;
};

/// One of the kernel's interfaces. One loop, one thread.
class Poller {
public:
    Poller() = default;
    Poller(const Poller&) = delete;
    Poller& operator=(const Poller&) = delete;
    virtual ~Poller() = default;

    /// Waits for this readiness of `descriptor` from now on, in place of what was waited for
    /// before, and until it has been reported once; for no readiness, forgets it. Throws
    /// std::system_error if the kernel cannot, or it is no descriptor.
    virtual void watch(int descriptor, Readiness readiness) = 0;

    /// Waits until a descriptor is ready, at most until `due`; without one, for ever. What it
    /// returns lasts until the next call. Throws std::system_error.
    virtual std::span<const ReadyDescriptor> wait(std::optional<Clock::time_point> due) = 0;
};

enum class Backend {
    epoll,
    io_uring,
    poll,
};

/// The one of a loop that is not told which. epoll, unless somebody has chosen another: before any
/// loop was made, and for the whole program.
Backend default_backend() noexcept;
void set_default_backend(Backend backend) noexcept;

/// Throws std::system_error if the kernel refuses it, as many refuse io_uring.
std::unique_ptr<Poller> make_poller(Backend backend);

/// "epoll", "io_uring" or "poll".
std::string_view name_of(Backend backend);

/// The backend of that name, if there is one.
std::optional<Backend> backend_named(std::string_view name);

namespace detail {

std::unique_ptr<Poller> make_epoll();
std::unique_ptr<Poller> make_io_uring();
std::unique_ptr<Poller> make_poll();

/// Throws std::system_error if there is no such descriptor, for what does not find out by itself.
void require_open(int descriptor);

/// As ppoll and its kin want it: how long it is until `due`, not less than nothing.
timespec time_until(Clock::time_point due);

}  // namespace detail
}  // namespace triptych::coroutines
