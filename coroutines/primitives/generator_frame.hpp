/// How the coroutines of a generator, each delegating to the next, are resumed: one at a time.
#pragma once

#include <coroutine>
#include <cstddef>
#include <exception>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "coroutines/primitives/frame_pool.hpp"

namespace triptych::coroutines {

/// What a generator is at; Python's inspect.getgeneratorstate, where done is called closed.
enum class GeneratorState { created, suspended, running, done };

/// What close() throws into a generator, at its yield. It is no std::exception, for whoever
/// catches those means errors, and this is none.
struct GeneratorExit {};

namespace detail {

/// What a generator's coroutine and those who resume it have to tell each other.
///
/// Frames stand on each other: a Generator owns the outermost, and each has delegated to the one
/// on top of it, the last of which is the innermost. Only that one is resumed, by a loop: so an
/// element costs the same however many frames there are, and none of them is on the thread's
/// stack while another runs.
template <typename Yield, typename Send>
struct GeneratorFrame {
    using Yielded = std::add_pointer_t<Yield>;  // null: nothing, it has ended

    std::coroutine_handle<> coroutine = nullptr;
    GeneratorFrame* caller = nullptr;         // null for the outermost
    GeneratorFrame* callee = nullptr;         // to whom it is about to delegate; null if it is not
    Yielded yielded = nullptr;                // into the coroutine, until it is resumed
    std::add_pointer_t<Send> sent = nullptr;  // into the frame of who sends it
    std::exception_ptr error = nullptr;       // for it to throw; what it has thrown, once it ended
    GeneratorFrame* innermost = this;         // the outermost knows
    GeneratorState state = GeneratorState::created;  // the outermost knows

    static void* operator new(std::size_t size) { return allocate_frame(size); }
    static void operator delete(void* frame, std::size_t size) { release_frame(frame, size); }

    // What the coroutine finds when it goes on.

    void rethrow_if_failed() {
        if (error) std::rethrow_exception(std::exchange(error, nullptr));
    }

    // What is done to the outermost.

    /// Runs up to the next yield. Throws what the outermost lets out.
    Yielded resume() {
        const Yielded next = run_until_end_of(*this);
        rethrow_if_failed();
        return next;
    }

    /// Ends them all, the innermost first. Throws what one throws, unless another catches it.
    void close() {
        for (GeneratorFrame* closing = nullptr; closing != this;) {
            closing = innermost;
            if (!closing->error) closing->error = std::make_exception_ptr(GeneratorExit{});
            if (run_until_end_of(*closing) != nullptr)
                throw std::logic_error{"generator ignored GeneratorExit"};
            if (is_exit(innermost->error)) innermost->error = nullptr;
        }
        rethrow_if_failed();
    }

    /// Destroys them all, itself included: by a loop, for there may be very many.
    /// A generator that one of them holds but has not delegated to goes with that one's variables.
    void destroy() noexcept {
        for (GeneratorFrame* frame = innermost; frame != nullptr;) {
            GeneratorFrame* const below = frame->caller;
            frame->coroutine.destroy();
            frame = below;
        }
    }

private:
    /// Resumes the innermost, whichever that is by then, until one yields or `last` has ended.
    Yielded run_until_end_of(GeneratorFrame& last) {
        state = GeneratorState::running;
        for (;;) {
            GeneratorFrame& frame = *innermost;
            frame.coroutine.resume();
            if (frame.callee != nullptr) {
                push(frame);
            } else if (frame.coroutine.done()) {
                pop(frame);
                if (&frame == &last) return nullptr;
            } else {
                state = GeneratorState::suspended;
                return frame.yielded;
            }
        }
    }

    /// The callee may itself have delegated before: then all of its frames come on top.
    void push(GeneratorFrame& frame) noexcept {
        GeneratorFrame* const callee_of_frame = std::exchange(frame.callee, nullptr);
        callee_of_frame->caller = &frame;
        innermost = callee_of_frame->innermost;
    }

    void pop(GeneratorFrame& frame) noexcept {
        frame.innermost = &frame;
        frame.state = GeneratorState::done;
        if (&frame == this) return;
        innermost = std::exchange(frame.caller, nullptr);
        innermost->error = std::exchange(frame.error, nullptr);
    }

    static bool is_exit(const std::exception_ptr& error) {
        try {
            if (error) std::rethrow_exception(error);
        } catch (const GeneratorExit&) {
            return true;
        } catch (...) {
            return false;
        }
        return false;
    }
};

}  // namespace detail
}  // namespace triptych::coroutines
