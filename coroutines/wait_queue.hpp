/// Coroutines that wait in line.
#pragma once

#include <coroutine>

namespace triptych::coroutines {

/// First in, first out. It allocates nothing: each place in the line is a member of an awaiter,
/// and so lives in the frame of the coroutine that waits.
class WaitQueue {
public:
    /// A place in the line, once it was pushed; left by pop(), or by dying.
    class Place {
    public:
        Place() = default;
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        ~Place() { leave(); }

    private:
        friend WaitQueue;

        void leave() noexcept {
            before_->behind_ = behind_;
            behind_->before_ = before_;
            before_ = behind_ = this;
        }

        std::coroutine_handle<> coroutine_;  // who waits
        // A ring, closed by the queue's own place; a place that is in no line is a ring by itself.
        Place* before_ = this;
        Place* behind_ = this;
    };

    bool empty() const noexcept { return ends_.behind_ == &ends_; }

    /// `coroutine` is the last in the line. Requires: `place` is in none.
    void push(Place& place, std::coroutine_handle<> coroutine) noexcept {
        place.coroutine_ = coroutine;
        place.before_ = ends_.before_;
        place.behind_ = &ends_;
        ends_.before_->behind_ = &place;
        ends_.before_ = &place;
    }

    /// The first leaves the line, and is returned. Requires: not empty.
    std::coroutine_handle<> pop() noexcept {
        Place& first = *ends_.behind_;
        first.leave();
        return first.coroutine_;
    }

private:
    Place ends_;
};

}  // namespace triptych::coroutines
