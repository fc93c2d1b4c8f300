#include "processes/primitives/future.hpp"

#include "processes/primitives/process_pool.hpp"

namespace triptych::processes::detail {

bool Job::begin() {
    if (phase_ == Phase::done) return false;
    phase_ = Phase::running;
    return true;
}

void Job::settle(std::exception_ptr failure) {
    failure_ = std::move(failure);
    phase_ = Phase::done;
    release();
}

void Job::call_back() noexcept {
    for (const auto& callback : std::exchange(callbacks_, {}))
        callback();
}

bool Job::cancel() {
    if (phase_ != Phase::pending) return false;
    settle(std::make_exception_ptr(CancelledError{}));
    call_back();
    return true;
}

void Job::add_done_callback(std::function<void()> callback) {
    if (done())
        callback();
    else
        callbacks_.push_back(std::move(callback));
}

void Job::wait_until(Deadline deadline) {
    while (!done()) {
        pool_.drive(deadline);
        if (std::chrono::steady_clock::now() >= deadline) return;
    }
}

}  // namespace triptych::processes::detail
