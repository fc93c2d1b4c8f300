#include "coroutines/primitives/callbacks.hpp"

namespace triptych::coroutines::detail {

void Callbacks::call_all() {
    IntrusiveList<Callback> turn;
    turn.append(waiting_);
    try {
        while (!turn.empty())
            call(turn.pop_front());
    } catch (...) {  // the others are called when the loop runs again
        turn.append(waiting_);
        waiting_.append(turn);
        throw;
    }
}

void Callbacks::drop() noexcept {
    while (!waiting_.empty())
        intrusive_ptr_release(&waiting_.pop_front());
}

/// Takes over the list's ownership of `callback`.
void Callbacks::call(Callback& callback) {
    const boost::intrusive_ptr<Callback> owned{&callback, false};
    try {
        owned->call();
    } catch (...) {
        report(std::current_exception());
    }
}

/// Handles what a callback has thrown.
void Callbacks::report(std::exception_ptr error) {
    try {
        if (!exception_handler_) std::rethrow_exception(std::move(error));
        exception_handler_(std::move(error));
    } catch (...) {
        if (!holds_errors_) throw;
        if (!held_error_) held_error_ = std::current_exception();
    }
}

}  // namespace triptych::coroutines::detail
