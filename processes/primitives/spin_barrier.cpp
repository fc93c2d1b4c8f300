#include "processes/primitives/spin_barrier.hpp"

#include <stdexcept>
#include <thread>

namespace triptych::processes {

void SpinBarrier::arrive_and_wait(std::int64_t round) {
    constexpr int turns_between_checks = 1'000;  // a check is a system call
    arrivals_->fetch_add(1);
    for (int turn = 1; !is_complete(round); ++turn) {
        std::this_thread::yield();
        if (other_ == nullptr || turn % turns_between_checks != 0 || !other_->has_ended()) continue;
        if (is_complete(round)) return;  // it arrived before it ended
        other_->join();
        throw std::runtime_error{"a process ended before it reached the barrier"};
    }
}

}  // namespace triptych::processes
