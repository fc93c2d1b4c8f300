/// The tasks that a loop owns until they have ended.
#pragma once

#include <cstddef>

#include "coroutines/primitives/intrusive_list.hpp"
#include "coroutines/primitives/spawned.hpp"

namespace triptych::coroutines::detail {

/// Thread safety: one loop, one thread.
class SpawnedTasks {
public:
    void add(Spawned& task) noexcept {
        tasks_.push_back(task);
        ++count_;
    }
    void remove(Spawned& task) noexcept {
        task.unlink();
        --count_;
    }

    /// Returns how many have not ended.
    std::size_t count() const noexcept { return count_; }

    /// Returns whether there are tasks that cancel_all() has not cancelled yet, because they were
    /// created later.
    bool has_uncancelled() const noexcept { return !tasks_.empty(); }
    bool has_cancelled() const noexcept { return !cancelled_.empty(); }

    /// Cancels the uncancelled ones, and those that this creates.
    void cancel_all() noexcept {
        while (!tasks_.empty()) {
            Spawned& task = tasks_.pop_front();
            cancelled_.push_back(task);
            task.cancel();
        }
    }

    /// From now on the cancelled ones count as uncancelled: the next cancel_all() cancels them
    /// again.
    void forget_cancellation() noexcept { tasks_.append(cancelled_); }

    /// Destroys each where it is suspended, and those that this creates.
    void drop_all() noexcept {
        forget_cancellation();
        while (!tasks_.empty())
            tasks_.front().drop();
    }

private:
    IntrusiveList<Spawned> tasks_;
    IntrusiveList<Spawned> cancelled_;
    std::size_t count_ = 0;  // size of both lists
};

}  // namespace triptych::coroutines::detail
