/// The parent of a task, which is notified when the task ends: an awaiter, a group, or the loop.
#pragma once

#include <chrono>
#include <exception>

namespace triptych::coroutines {

struct PromiseBase;
template <typename T>
class IntrusiveList;

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

namespace detail {

/// The tasks that a coroutine in the state `joining` waits for. These may wait for children, too,
/// and so on; if destructors destroyed them, the calls would nest on the stack.
struct Children {
    Children() = default;
    Children(const Children&) = delete;
    Children& operator=(const Children&) = delete;

    /// For each child whose chain waits for children of its own, appends the last of that chain.
    virtual void collect_joining(IntrusiveList<PromiseBase>& joining) noexcept = 0;
    /// Destroys the tasks.
    virtual void drop() noexcept = 0;

    /// Until when the coroutine waits for them, if it is among the sleepers, too.
    std::chrono::steady_clock::time_point due;

protected:
    ~Children() = default;
};

}  // namespace detail
}  // namespace triptych::coroutines
