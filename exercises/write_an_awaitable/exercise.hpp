/// The door that opens once: what you write.
#pragma once

#include <coroutine>
#include <exception>
#include <vector>

/// A coroutine that begins at once, belongs to nobody, and destroys itself at its end.
struct Visitor {
    struct promise_type {
        Visitor get_return_object() const noexcept { return {}; }
        std::suspend_never initial_suspend() const noexcept { return {}; }
        std::suspend_never final_suspend() const noexcept { return {}; }
        void return_void() const noexcept {}
        [[noreturn]] void unhandled_exception() const noexcept { std::terminate(); }
    };
};

class Door {
public:
    class Wait {
    public:
        explicit Wait(Door& door) noexcept : door_{door} {}
        bool await_ready() const noexcept;
        void await_suspend(std::coroutine_handle<> visitor);
        void await_resume() const noexcept;

    private:
        Door& door_;
    };

    Wait wait() noexcept { return Wait{*this}; }

    /// Called once.
    void open();

private:
    bool is_open_ = false;
    std::vector<std::coroutine_handle<>> waiting_;  // in the order in which they came
};
