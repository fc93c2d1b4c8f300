/// A place where `wanted` threads meet: proves, without a clock, that they overlap.
#pragma once

#include <condition_variable>
#include <mutex>

namespace triptych::exercises {

/// A check hands this to the student's threads. If fewer than `wanted` can ever be inside at once,
/// they wait for ever: explore proves it, and the check's `if_stuck` says what that means.
class Meeting {
public:
    explicit Meeting(int wanted) : wanted_{wanted} {}

    /// Waits until `wanted` threads have come in.
    void enter() {
        std::unique_lock lock{mutex_};
        if (++inside_ >= wanted_) complete_.notify_all();
        complete_.wait(lock, [&] { return inside_ >= wanted_; });
    }

private:
    std::mutex mutex_;
    std::condition_variable complete_;
    int inside_ = 0;  // guarded by mutex_; never decreases
    const int wanted_;
};

}  // namespace triptych::exercises
