/// Exceptions that go from one process to another.
#pragma once

#include <exception>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

#include "processes/primitives/bytes.hpp"

namespace triptych::processes {

/// What a job threw in its worker: its message and its type, for the exception stayed there.
class RemoteError : public std::runtime_error {
public:
    RemoteError(const std::string& message, std::string type)
        : runtime_error{message}, type_{std::move(type)} {}

    /// As it is written in C++, with its namespaces.
    const std::string& type() const noexcept { return type_; }

private:
    std::string type_;
};

/// Appends the exception that is being handled to `bytes`.
void append_current_exception(Bytes& bytes);

/// Makes of it what can be thrown here: of std::logic_error, std::range_error and their like
/// (those of <stdexcept> that are not std::runtime_error itself) the same again, and of
/// std::system_error, with its code; of all else a RemoteError.
std::exception_ptr take_exception(std::span<const std::byte>& bytes);

}  // namespace triptych::processes
