/// Who receives the end of a task: an awaiter, a group, or the loop. And whom such a one waits for.
#pragma once

#include <exception>

namespace triptych::coroutines {

struct PromiseBase;
template <typename T>
class IntrusiveList;

/// Each task that has begun has one, which lives until the task has ended.
struct Parent {
    Parent() = default;
    Parent(const Parent&) = delete;
    Parent& operator=(const Parent&) = delete;

    /// The body of `child` has left an exception. Called before ended().
    virtual void failed(PromiseBase& child, std::exception_ptr error) noexcept = 0;
    /// `child` has come to its end, and may be destroyed.
    virtual void ended(PromiseBase& child) noexcept = 0;
    /// Of a call: destroys the one that was called, if whoever calls owns it; returns the caller.
    virtual PromiseBase* drop_call() noexcept { return nullptr; }

    /// If the task is a call: the first of the caller's chain. Null: the task begins a new chain.
    PromiseBase* chain = nullptr;

protected:
    ~Parent() = default;
};

namespace detail {

/// The tasks that a coroutine in the state `joining` waits for. They may wait for such tasks
/// themselves, and so on: dropped by their owners' destructors, they would nest on the stack.
struct Children {
    Children() = default;
    Children(const Children&) = delete;
    Children& operator=(const Children&) = delete;

    /// Appends those whose chains wait for children of their own: the last of each chain.
    virtual void collect_joining(IntrusiveList<PromiseBase>& joining) noexcept = 0;
    /// Destroys the tasks.
    virtual void drop() noexcept = 0;

protected:
    ~Children() = default;
};

}  // namespace detail
}  // namespace triptych::coroutines
