/// The errors of several tasks as one exception: the counterpart of Python's ExceptionGroup.
#pragma once

#include <cstddef>
#include <exception>
#include <fmt/format.h>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "coroutines/primitives/cancellation.hpp"
#include "coroutines/primitives/enough_stack.hpp"

namespace triptych::coroutines {

/// The exceptions of a group's tasks, in the order in which they were thrown.
class ExceptionGroup : public std::runtime_error {
public:
    explicit ExceptionGroup(std::vector<std::exception_ptr> errors)
        : std::runtime_error{describe(errors)}, errors_{std::move(errors)} {}
    ExceptionGroup(const ExceptionGroup&) = default;
    ExceptionGroup& operator=(const ExceptionGroup&) = default;
    /// The errors may be groups, too, and so on.
    ~ExceptionGroup() override {
        detail::call_with_enough_stack(
            [](void* errors) { static_cast<decltype(errors_)*>(errors)->clear(); }, &errors_);
    }

    const std::vector<std::exception_ptr>& errors() const noexcept { return errors_; }

private:
    /// The text is cut off at 500 bytes: that of an error which is a group has all texts of that
    /// group, and so on.
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
            if (text.size() > longest) return text.substr(0, longest) + " ...";
        }
        return text;
    }

    static constexpr std::size_t longest = 500;

    std::vector<std::exception_ptr> errors_;
};

}  // namespace triptych::coroutines
