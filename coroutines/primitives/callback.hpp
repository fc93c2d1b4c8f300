/// A call that the loop makes soon, without any coroutine: the twin of asyncio.Handle.
#pragma once

#include <boost/intrusive_ptr.hpp>
#include <cstddef>
#include <utility>

#include "coroutines/primitives/frame_pool.hpp"
#include "coroutines/primitives/intrusive_list.hpp"

namespace triptych::coroutines {

namespace detail {

/// In a line of the loop, which owns it as long as it is in there.
struct Callback : ListNode {
    virtual ~Callback() = default;
    virtual void call() = 0;

    // From the stock of frames: like these, it is made and dropped all the time.
    static void* operator new(std::size_t size) { return allocate_frame(size); }
    static void operator delete(void* callback, std::size_t size) { release_frame(callback, size); }

    int owners = 0;  // no atomic: all of them are in one thread
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

/// To call off a call; it is made whether anybody keeps this or not. One loop, one thread.
class Handle {
public:
    explicit Handle(boost::intrusive_ptr<detail::Callback> callback) noexcept
        : callback_{std::move(callback)} {}

    /// It will not be made. False if it has been made, or cancelled, already.
    bool cancel() const noexcept {
        if (!pending()) return false;
        callback_->unlink();
        intrusive_ptr_release(callback_.get());  // which the loop owned
        return true;
    }

    /// Whether it has yet to be made.
    bool pending() const noexcept { return callback_->is_linked(); }

private:
    boost::intrusive_ptr<detail::Callback> callback_;
};

}  // namespace triptych::coroutines
