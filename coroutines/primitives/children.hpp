/// The tasks that a coroutine waits for: how they are found and destroyed from outside.
#pragma once

#include <span>

#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines::detail {

/// The tasks of a gather(), for the coroutine that waits until they have ended.
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
