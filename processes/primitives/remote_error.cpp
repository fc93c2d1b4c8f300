#include "processes/primitives/remote_error.hpp"

#include <array>
#include <cstdlib>
#include <cxxabi.h>
#include <memory>
#include <string_view>
#include <system_error>
#include <typeinfo>
#include <vector>

namespace triptych::processes {
namespace {

/// Creates an exception from a message. It is sent as a pointer: both processes run the same
/// program.
using Make = std::exception_ptr (*)(const std::string& message);

template <typename Error>
std::exception_ptr make(const std::string& message) {
    return std::make_exception_ptr(Error{message});
}

struct Known {
    const std::type_info* type;
    Make make;
};

template <typename Error>
const Known known{&typeid(Error), make<Error>};

const std::array all_known{known<std::logic_error>,      known<std::domain_error>,
                           known<std::invalid_argument>, known<std::length_error>,
                           known<std::out_of_range>,     known<std::range_error>,
                           known<std::overflow_error>,   known<std::underflow_error>};

/// Null if the type is unknown. It must be exactly one of the types: a derived type would lose its
/// own members.
Make maker_of(const std::type_info& type) {
    for (const Known& one : all_known)
        if (*one.type == type) return one.make;
    return nullptr;
}

std::string written(const std::type_info& type) {
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> name{
        abi::__cxa_demangle(type.name(), nullptr, nullptr, &status), &std::free};
    return status == 0 ? name.get() : type.name();
}

void append_text(Bytes& bytes, std::string_view text) {
    append(bytes, std::vector<char>(text.begin(), text.end()));
}

std::string take_text(std::span<const std::byte>& bytes) {
    const auto text = take<std::vector<char>>(bytes);
    return {text.begin(), text.end()};
}

void append_exception(Bytes& bytes, const std::type_info& type, std::string_view message,
                      int error = 0) {
    append(bytes, maker_of(type));
    append(bytes, error);
    append_text(bytes, written(type));
    append_text(bytes, message);
}

/// The text that was passed to the constructor of std::system_error: what() appends a colon and the
/// meaning of the code.
std::string_view call_of(std::string_view said, std::string_view meaning) {
    if (said.ends_with(meaning)) said.remove_suffix(meaning.size());
    if (said.ends_with(": ")) said.remove_suffix(2);
    return said;
}

}  // namespace

void append_current_exception(Bytes& bytes) {
    try {
        throw;
    } catch (const std::system_error& error) {
        const bool is_errno = error.code().category() == std::generic_category() ||
                              error.code().category() == std::system_category();
        if (typeid(error) == typeid(std::system_error) && is_errno)
            append_exception(bytes, typeid(error), call_of(error.what(), error.code().message()),
                             error.code().value());
        else
            append_exception(bytes, typeid(error), error.what());
    } catch (const std::exception& error) {
        append_exception(bytes, typeid(error), error.what());
    } catch (...) {
        append_exception(bytes, *abi::__cxa_current_exception_type(),
                         "an exception that is not a std::exception");
    }
}

std::exception_ptr take_exception(std::span<const std::byte>& bytes) {
    const auto maker = take<Make>(bytes);
    const auto error = take<int>(bytes);
    const std::string type = take_text(bytes);
    const std::string message = take_text(bytes);
    if (maker != nullptr) return maker(message);
    if (error == 0) return std::make_exception_ptr(RemoteError{message, type});
    return std::make_exception_ptr(
        message.empty() ? std::system_error{error, std::generic_category()}
                        : std::system_error{error, std::generic_category(), message});
}

}  // namespace triptych::processes
