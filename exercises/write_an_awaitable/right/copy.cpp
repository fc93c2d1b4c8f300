// Walks through a copy.
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
    const std::vector<std::coroutine_handle<>> all{waiting_};
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i].resume();
}
