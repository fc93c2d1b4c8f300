/// The frames of a generator that delegates to other generators: a stack, of which only the top is
/// resumed.
#pragma once

#include <coroutine>
#include <cstddef>
#include <exception>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "coroutines/primitives/frame_pool.hpp"

namespace triptych::coroutines {

/// The state of a generator, as Python's inspect.getgeneratorstate returns it (done is called
/// closed there).
enum class GeneratorState { created, suspended, running, done };

/// close() throws this in a generator, at its yield. It is not derived from std::exception, because
/// it is not an error.
struct GeneratorExit {};

namespace detail {

/// What a generator's coroutine and its caller share.
///
/// The frames form a stack: a Generator owns the outermost one, and each frame has delegated to the
/// one above it; the top is the innermost. A loop resumes only that one. So a value costs the same
/// however many frames there are, and the frames do not nest on the thread's stack.
template <typename Yield, typename Send>
struct GeneratorFrame {
    using Yielded = std::add_pointer_t<Yield>;  // null: it has ended

    std::coroutine_handle<> coroutine = nullptr;
    GeneratorFrame* caller = nullptr;  // null for the outermost
    GeneratorFrame* callee = nullptr;  // the frame to which it is about to delegate; may be null
    Yielded yielded = nullptr;         // points into the coroutine; valid until it is resumed
    std::add_pointer_t<Send> sent = nullptr;  // points into the frame of the sender
    std::exception_ptr error = nullptr;       // to throw at its yield; after its end, what it threw
    GeneratorFrame* innermost = this;         // valid in the outermost
    GeneratorState state = GeneratorState::created;  // valid in the outermost

    static void* operator new(std::size_t size) { return allocate_frame(size); }
    static void operator delete(void* frame, std::size_t size) { release_frame(frame, size); }

    // For the coroutine, when it resumes.

    void rethrow_if_failed() {
        if (error) std::rethrow_exception(std::exchange(error, nullptr));
    }

    // For the outermost frame.

    /// Runs up to the next yield. Throws what the outermost frame throws.
    Yielded resume() {
        const Yielded next = run_until_end_of(*this);
        rethrow_if_failed();
        return next;
    }

    /// Ends all frames, the innermost first. Throws what one throws, unless another catches it.
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

    /// Destroys all frames, including this one; in a loop, because there may be very many. A
    /// generator that is a variable of a frame is destroyed with that frame's variables.
    void destroy() noexcept {
        for (GeneratorFrame* frame = innermost; frame != nullptr;) {
            GeneratorFrame* const below = frame->caller;
            frame->coroutine.destroy();
            frame = below;
        }
    }

private:
    /// Resumes the present innermost frame, again and again, until one yields or `last` has ended.
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

    /// If the callee has itself delegated before, all of its frames come on top.
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
