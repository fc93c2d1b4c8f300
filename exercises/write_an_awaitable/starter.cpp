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
    // Your turn: which coroutines wait, and what may each of them do when it is resumed?
}
