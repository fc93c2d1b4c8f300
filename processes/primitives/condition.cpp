#include "processes/primitives/condition.hpp"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace triptych::processes {
namespace {

static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t) &&
                  std::atomic<std::uint32_t>::is_always_lock_free,
              "the kernel reads it as a futex word");

/// Without FUTEX_PRIVATE_FLAG, because the futex is shared between processes.
void futex(std::atomic<std::uint32_t>& word, int operation, std::uint32_t value) noexcept {
    ::syscall(SYS_futex, &word, operation, value, nullptr, nullptr, 0);
}

}  // namespace

// No wake-up is lost. The condition changes only under the lock. So either the waiting process has
// seen the change before it waits; or it reads the number of notifications here before the change
// is notified. Then the kernel compares that number, finds it changed, and does not put the process
// to sleep.
void Condition::wait(std::unique_lock<Mutex>& lock) {
    const std::uint32_t seen = notifications_;
    ++waiting_;
    lock.unlock();
    futex(notifications_, FUTEX_WAIT, seen);
    --waiting_;
    lock.lock();
}

void Condition::notify(int most) noexcept {
    if (waiting_ == 0) return;  // saves a system call
    ++notifications_;
    futex(notifications_, FUTEX_WAKE, static_cast<std::uint32_t>(most));
}

}  // namespace triptych::processes
