/// A task that was created and runs by itself, as its keeper sees it.
#pragma once

#include "coroutines/primitives/intrusive_list.hpp"
#include "coroutines/primitives/parent.hpp"

namespace triptych::coroutines::detail {

/// In a list of whoever keeps it until it has ended: the loop, or a TaskGroup.
struct Spawned : ListNode, Parent {
    /// Throws Cancelled in it where it waits; one that has not begun never does.
    virtual void cancel() noexcept = 0;
    /// Destroys it where it is; whoever waits for it finds Cancelled.
    virtual void drop() noexcept = 0;

protected:
    ~Spawned() = default;
};

}  // namespace triptych::coroutines::detail
