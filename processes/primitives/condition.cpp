#include "processes/primitives/condition.hpp"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace triptych::processes {
namespace {

static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t) &&
                  std::atomic<std::uint32_t>::is_always_lock_free,
              "the kernel looks at it");

/// Not FUTEX_PRIVATE_FLAG: the page is shared, and so is the futex.
void futex(std::atomic<std::uint32_t>& word, int operation, std::uint32_t value) noexcept {
    ::syscall(SYS_futex, &word, operation, value, nullptr, nullptr, 0);
}

}  // namespace

// Whoever changes what is waited for does so under the lock. So either the one who waits has seen
// the change, or its number is read here before the change is notified: then the kernel, which
// compares, puts nobody to sleep.
void Condition::wait(std::unique_lock<Mutex>& lock) {
    const std::uint32_t seen = notifications_;
    ++waiting_;
    lock.unlock();
    futex(notifications_, FUTEX_WAIT, seen);
    --waiting_;
    lock.lock();
}

void Condition::notify(int most) noexcept {
    if (waiting_ == 0) return;  // it saves a system call
    ++notifications_;
    futex(notifications_, FUTEX_WAKE, static_cast<std::uint32_t>(most));
}

}  // namespace triptych::processes
