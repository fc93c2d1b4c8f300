/// A task that runs on its own, as its owner sees it: the loop, or a TaskGroup.
#pragma once

#include "coroutines/primitives/intrusive_list.hpp"
#include "coroutines/primitives/parent.hpp"

namespace triptych::coroutines::detail {

/// In a list of its owner until it has ended.
struct Spawned : ListNode, Parent {
    /// Requests cancellation; a task that has not begun never begins.
    virtual void cancel() noexcept = 0;
    /// Destroys it where it is suspended; Cancelled is thrown in tasks that wait for it.
    virtual void drop() noexcept = 0;

protected:
    ~Spawned() = default;
};

}  // namespace triptych::coroutines::detail
