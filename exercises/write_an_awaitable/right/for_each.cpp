// An algorithm resumes.
#include <algorithm>
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
    is_open_ = true;
    const auto all = std::exchange(waiting_, {});
    std::ranges::for_each(all, [](std::coroutine_handle<> visitor) { visitor.resume(); });
}
