/// The parent of a task, which is notified when the task ends: an awaiter, a group, or the loop.
#pragma once

#include <exception>

namespace triptych::coroutines {

struct PromiseBase;

/// Each task that has begun has a parent, which lives until the task has ended.
struct Parent {
    Parent() = default;
    Parent(const Parent&) = delete;
    Parent& operator=(const Parent&) = delete;

    /// The body of `child` has thrown. Called before ended().
    virtual void failed(PromiseBase& child, std::exception_ptr error) noexcept = 0;
    /// `child` has ended, and may be destroyed.
    virtual void ended(PromiseBase& child) noexcept = 0;
    /// If the task is a call: destroys it, if its caller owns it, and returns the caller.
    virtual PromiseBase* drop_call() noexcept { return nullptr; }

    /// If the task is a call: the first of the caller's chain. Null if the task begins a new chain.
    PromiseBase* chain = nullptr;

protected:
    ~Parent() = default;
};

}  // namespace triptych::coroutines
