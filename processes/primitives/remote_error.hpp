/// Sends exceptions from one process to another.
#pragma once

#include <exception>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

#include "processes/primitives/bytes.hpp"

namespace triptych::processes {

/// Stands for an exception that a job threw in its worker, and that cannot be created again here:
/// its message and its type.
class RemoteError : public std::runtime_error {
public:
    RemoteError(const std::string& message, std::string type)
        : runtime_error{message}, type_{std::move(type)} {}

    /// The name of the type in C++, with its namespaces.
    const std::string& type() const noexcept { return type_; }

private:
    std::string type_;
};

/// Appends the exception that is being handled to `bytes`.
void append_current_exception(Bytes& bytes);

/// Creates an exception from what append_current_exception() wrote. The types of <stdexcept>
/// (except std::runtime_error itself) and std::system_error with its code come back as the same
/// type; every other type becomes a RemoteError.
std::exception_ptr take_exception(std::span<const std::byte>& bytes);

}  // namespace triptych::processes
