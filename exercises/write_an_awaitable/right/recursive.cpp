// Resumes the first, and then the others.
#include <utility>

#include "exercise.hpp"

bool Door::Wait::await_ready() const noexcept {
    return door_.is_open_;
}

void Door::Wait::await_suspend(std::coroutine_handle<> visitor) {
    door_.waiting_.push_back(visitor);
}

void Door::Wait::await_resume() const noexcept {}

namespace {

void resume_from(const std::vector<std::coroutine_handle<>>& all, std::size_t index) {
    if (index == all.size()) return;
    all[index].resume();
    resume_from(all, index + 1);
}

}  // namespace

void Door::open() {
    is_open_ = true;
    const auto all = std::exchange(waiting_, {});
    resume_from(all, 0);
}
