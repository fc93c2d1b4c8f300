/// The interface to the kernel: which of these file descriptors are ready?
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

/// What a task can wait for on a descriptor. A descriptor with an error, or whose other end has
/// hung up, is ready for both: the next read or write reports the error.
struct Readiness {
    bool read = false;
    bool write = false;

    bool operator==(const Readiness&) const = default;
};

struct ReadyDescriptor {
    int descriptor = -1;
    Readiness readiness;
};

/// One of the kernel's interfaces. Thread safety: one loop, one thread.
class Poller {
public:
    Poller() = default;
    Poller(const Poller&) = delete;
    Poller& operator=(const Poller&) = delete;
    virtual ~Poller() = default;

    /// Watches `descriptor` for this readiness, once: after a report it is no longer watched.
    /// Replaces the previous readiness; an empty one removes the descriptor. Throws
    /// std::system_error if the kernel returns an error, or the descriptor is not open.
    virtual void watch(int descriptor, Readiness readiness) = 0;

    /// Waits until a descriptor is ready, at most until `due`; without `due`, for ever. The result
    /// is valid until the next call. Throws std::system_error.
    virtual std::span<const ReadyDescriptor> wait(std::optional<Clock::time_point> due) = 0;
};

enum class Backend {
    epoll,
    io_uring,
    poll,
};

/// The backend of loops that are created without one: epoll, unless the program has chosen another,
/// once, before it created any loop.
Backend default_backend() noexcept;
void set_default_backend(Backend backend) noexcept;

/// Throws std::system_error if the kernel does not allow it, as many do not allow io_uring.
std::unique_ptr<Poller> make_poller(Backend backend);

/// Returns "epoll", "io_uring" or "poll".
std::string_view name_of(Backend backend);

/// Returns the backend of that name; empty if there is none.
std::optional<Backend> backend_named(std::string_view name);

namespace detail {

std::unique_ptr<Poller> make_epoll();
std::unique_ptr<Poller> make_io_uring();
std::unique_ptr<Poller> make_poll();

/// Throws std::system_error if the descriptor is not open; for backends that do not check it.
void require_open(int descriptor);

/// Returns the time left until `due`, not negative, as ppoll and similar calls take it.
timespec time_until(Clock::time_point due);

}  // namespace detail
}  // namespace triptych::coroutines
