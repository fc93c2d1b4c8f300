/// A callback that the loop will call soon, without a coroutine: the counterpart of asyncio.Handle.
#pragma once

#include <boost/intrusive_ptr.hpp>
#include <cstddef>
#include <utility>

#include "coroutines/primitives/frame_pool.hpp"
#include "coroutines/primitives/intrusive_list.hpp"

namespace triptych::coroutines {

namespace detail {

/// In a list of the loop, which owns it as long as it is in that list.
struct Callback : ListNode {
    virtual ~Callback() = default;
    virtual void call() = 0;

    // From the frame pool: like frames, callbacks are created and destroyed all the time.
    static void* operator new(std::size_t size) { return allocate_frame(size); }
    static void operator delete(void* callback, std::size_t size) { release_frame(callback, size); }

    int owners = 0;  // not atomic: all owners are in one thread
};

inline void intrusive_ptr_add_ref(Callback* callback) noexcept {
    ++callback->owners;
}
inline void intrusive_ptr_release(Callback* callback) noexcept {
    if (--callback->owners == 0) delete callback;
}

template <typename Function>
struct CallbackOf final : Callback {
    explicit CallbackOf(Function called) : function{std::move(called)} {}
    void call() override { function(); }
    Function function;
};

}  // namespace detail

/// Cancels a callback. The loop calls it whether or not this Handle is kept. Thread safety: one
/// loop, one thread.
class Handle {
public:
    explicit Handle(boost::intrusive_ptr<detail::Callback> callback) noexcept
        : callback_{std::move(callback)} {}

    /// The loop will not call it. Returns false if it has already been called or cancelled.
    bool cancel() const noexcept {
        if (!pending()) return false;
        callback_->unlink();
        intrusive_ptr_release(callback_.get());  // the loop's reference
        return true;
    }

    /// Returns whether the loop has yet to call it.
    bool pending() const noexcept { return callback_->is_linked(); }

private:
    boost::intrusive_ptr<detail::Callback> callback_;
};

}  // namespace triptych::coroutines
