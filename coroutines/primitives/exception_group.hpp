/// The errors of several tasks as one exception: the counterpart of Python's ExceptionGroup.
#pragma once

#include <exception>
#include <fmt/format.h>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "coroutines/primitives/cancellation.hpp"

namespace triptych::coroutines {

/// The exceptions of a group's tasks, in the order in which they were thrown.
class ExceptionGroup : public std::runtime_error {
public:
    explicit ExceptionGroup(std::vector<std::exception_ptr> errors)
        : std::runtime_error{describe(errors)}, errors_{std::move(errors)} {}

    const std::vector<std::exception_ptr>& errors() const noexcept { return errors_; }

private:
    static std::string describe(const std::vector<std::exception_ptr>& errors) {
        std::string text = errors.size() == 1 ? std::string{"a task failed"}
                                              : fmt::format("{} tasks failed", errors.size());
        const char* separator = ": ";
        for (const auto& error : errors) {
            try {
                std::rethrow_exception(error);
            } catch (const std::exception& thrown) {
                text += separator + std::string{thrown.what()};
            } catch (const Cancelled&) {
                text += separator + std::string{"cancelled without a request"};
            } catch (...) {
                text += separator + std::string{"an exception that is no std::exception"};
            }
            separator = "; ";
        }
        return text;
    }

    std::vector<std::exception_ptr> errors_;
};

}  // namespace triptych::coroutines
