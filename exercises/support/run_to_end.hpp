/// Runs a task of an answer; if it waits for what nothing can bring about, that proves a diagnosis.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "coroutines/primitives/event.hpp"
#include "coroutines/primitives/run.hpp"
#include "exercises/support/check.hpp"

namespace triptych::exercises {

/// As coroutines::run(), but throws Wrong{what, key} if the task waits for ever. Give a key only if
/// nothing else can be the reason: what else could be is checked before.
template <typename T>
T run_to_end(coroutines::Task<T> task, const std::string& what, const std::string& key = "hang") {
    try {
        return coroutines::run(std::move(task));
    } catch (const Wrong&) {
        throw;
    } catch (const std::logic_error& error) {
        if (std::string_view{error.what()}.starts_with("deadlock")) throw Wrong{what, key};
        throw;
    }
}

/// A place where `wanted` tasks meet: if they can never be there together, they wait for ever.
class TaskMeeting {
public:
    explicit TaskMeeting(int wanted) : wanted_{wanted} {}

    coroutines::Task<> enter() {
        if (++inside_ >= wanted_) complete_.set();
        co_await complete_.wait();
    }

private:
    int inside_ = 0;  // never decreases
    const int wanted_;
    coroutines::Event complete_;
};

}  // namespace triptych::exercises
