// expects: lost_wake_up
#include <utility>

#include "exercise.hpp"

bool Door::Wait::await_ready() const noexcept {
    return door_.is_open_;
}

void Door::Wait::await_suspend(std::coroutine_handle<> visitor) {
    door_.waiting_.push_back(visitor);
}

void Door::Wait::await_resume() const noexcept {}

void Door::open() {
    const auto all = std::exchange(waiting_, {});  // the door may be gone before the last one runs
    for (const std::coroutine_handle<> visitor : all)
        visitor.resume();
    is_open_ = true;
}
