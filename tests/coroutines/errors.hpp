/// Converts the exception of a call or of a task to a text.
#pragma once

#include <exception>
#include <string>
#include <utility>

#include "coroutines/primitives/task.hpp"

namespace triptych::coroutines {

inline std::string error_of(std::exception_ptr error) {
    try {
        std::rethrow_exception(std::move(error));
    } catch (const std::exception& thrown) {
        return thrown.what();
    } catch (const Cancelled&) {
        return "cancelled";
    }
}

template <typename Function>
std::string error_of_call(Function function) {
    try {
        function();
    } catch (...) {
        return error_of(std::current_exception());
    }
    return "";
}

/// Awaits `task`, and stores the text of what it throws.
inline Task<> hold(std::string& result, Task<> task) {
    try {
        co_await std::move(task);
    } catch (...) {
        result = error_of(std::current_exception());
    }
}

}  // namespace triptych::coroutines
