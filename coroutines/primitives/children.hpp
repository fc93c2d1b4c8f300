/// The tasks of a gather(), as the coroutine that waits for them sees them.
#pragma once

#include <span>

#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines::detail {

/// Finds and destroys these tasks when the waiting coroutine is dropped.
template <typename T>
struct ChildTasks final : Children {
    explicit ChildTasks(std::span<Task<T>> waited_for) noexcept : tasks{waited_for} {}
    void collect_joining(IntrusiveList<PromiseBase>& joining) noexcept override {
        for (Task<T>& task : tasks)
            task.collect_joining(joining);
    }
    void drop() noexcept override {
        for (Task<T>& task : tasks)
            const Task<T> dropped{std::move(task)};
    }
    std::span<Task<T>> tasks;
};

}  // namespace triptych::coroutines::detail
