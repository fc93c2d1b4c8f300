/// The ways a program ends without returning from main.
#include <cassert>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cxxabi.h>
#include <exception>
#include <sys/syscall.h>
#include <typeinfo>
#include <unistd.h>

#include "explore/hooks.hpp"
#include "explore/real.hpp"

namespace explore = triptych::explore;
using explore::End;

namespace {

[[noreturn]] void leave(int code, const void* from) {
    if (explore::scheduled() && explore::execution().memory().current != 0)
        explore::execution().end_process(explore::exited(code), explore::place_of(from));
    if (explore::scheduled())
        explore::execution().fail(End::exited, "", explore::place_of(from), code);
    explore::real::syscall(SYS_exit_group, code);
    __builtin_unreachable();
}

/// Why std::terminate was called: the exception that nobody caught, if there is one.
void describe_exception(char* text, std::size_t size) {
    std::snprintf(text, size, "std::terminate was called (is a joinable std::thread destroyed?)");
    const std::type_info* const type = abi::__cxa_current_exception_type();
    if (type == nullptr) return;
    std::snprintf(text, size, "an exception was not caught");
    try {
        throw;
    } catch (const std::exception& error) {
        std::snprintf(text, size, "an exception was not caught: %s", error.what());
    } catch (...) {  // of another type: what was said above
    }
}

}  // namespace

namespace triptych::explore {

void on_terminate() {
    if (!scheduled()) std::abort();
    char text[sizeof Outcome::text];
    describe_exception(text, sizeof text);
    execution().fail(End::terminated, text, place_of(__builtin_return_address(0)));
}

}  // namespace triptych::explore

extern "C" {

void __assert_fail(const char* expression, const char* file, unsigned line,
                   const char* /*function*/) noexcept {
    char text[sizeof explore::Outcome::text];
    const char* const slash = std::strrchr(file, '/');
    std::snprintf(text, sizeof text, "assert(%s) failed, %s:%u", expression,
                  slash == nullptr ? file : slash + 1, line);
    if (!explore::scheduled()) {
        std::fprintf(stderr, "%s\n", text);
        ::_Exit(1);
    }
    explore::execution().fail(End::assertion, text, explore::place_of(__builtin_return_address(0)));
}

void abort() noexcept {
    if (explore::scheduled())
        explore::execution().fail(End::terminated, "abort() was called",
                                  explore::place_of(__builtin_return_address(0)));
    ::_Exit(134);
}

void exit(int code) noexcept {
    leave(code, __builtin_return_address(0));
}
void _exit(int code) {
    leave(code, __builtin_return_address(0));
}
void _Exit(int code) noexcept {
    leave(code, __builtin_return_address(0));
}
void quick_exit(int code) noexcept {
    leave(code, __builtin_return_address(0));
}
}
