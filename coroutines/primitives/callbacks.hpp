/// The callbacks that a loop has yet to call, and the errors that they throw.
#pragma once

#include <boost/intrusive_ptr.hpp>
#include <exception>
#include <functional>
#include <utility>

#include "coroutines/primitives/callback.hpp"
#include "coroutines/primitives/intrusive_list.hpp"

namespace triptych::coroutines::detail {

/// Thread safety: one loop, one thread.
class Callbacks {
public:
    Callbacks() = default;
    Callbacks(const Callbacks&) = delete;
    Callbacks& operator=(const Callbacks&) = delete;
    ~Callbacks() { drop(); }

    template <typename Function>
    Handle add(Function function) {
        const boost::intrusive_ptr<Callback> callback{
            new CallbackOf<Function>{std::move(function)}};
        boost::intrusive_ptr{callback}.detach();  // the list owns it, too
        waiting_.push_back(*callback);
        return Handle{callback};
    }

    bool empty() const noexcept { return waiting_.empty(); }

    /// Calls those that have been added so far. (What they add is called in the next turn.) If one
    /// throws, and neither the handler takes its error nor are errors held, throws it; the others
    /// stay for the next turn.
    void call_all();

    /// Destroys them, uncalled. Their destructors may add others: those are destroyed as well.
    void drop() noexcept;

    void set_exception_handler(std::function<void(std::exception_ptr)> handler) {
        exception_handler_ = std::move(handler);
    }

    /// Errors that no handler takes are not thrown from now on: the first one is kept.
    void hold_errors() noexcept { holds_errors_ = true; }

    /// Ends that. Returns the error that was kept, or null.
    std::exception_ptr release_error() noexcept {
        holds_errors_ = false;
        return std::exchange(held_error_, nullptr);
    }

private:
    void call(Callback& callback);
    void report(std::exception_ptr error);

    IntrusiveList<Callback> waiting_;                            // owned by the list
    std::function<void(std::exception_ptr)> exception_handler_;  // may be empty
    bool holds_errors_ = false;
    std::exception_ptr held_error_;
};

}  // namespace triptych::coroutines::detail
