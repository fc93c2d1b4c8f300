/// The messages of errors that are caused by a limit.
#include <cerrno>
#include <string>
#include <sys/resource.h>

#include "catch.hpp"
#include "common/refusal.hpp"
#include "common/sanitizers.hpp"
#include "tests/in_child.hpp"

using namespace triptych;

namespace {

std::string message(int error) {
    return std::generic_category().message(error);
}

std::string refused(int error) {
    try {
        throw_refused(error, "pipe2");
    } catch (const std::system_error& thrown) {
        CHECK(thrown.code().value() == error);
        return thrown.what();
    }
}

std::string explained(int error, const char* call) {
    return explain(call == nullptr ? std::system_error{error, std::generic_category()}
                                   : std::system_error{error, std::generic_category(), call});
}

}  // namespace

TEST_CASE("throw_refused names the call, and the limit if one was reached") {
    CHECK(refused(EMFILE) == "pipe2 (limit: ulimit -n): " + message(EMFILE));
    CHECK(refused(ENFILE) == "pipe2 (limit: fs.file-max): " + message(ENFILE));
    CHECK(refused(EBADF) == "pipe2: " + message(EBADF));
}

TEST_CASE(
    "explain adds the limit to an error that names no call, and leaves other messages unchanged") {
    CHECK(explained(EAGAIN, nullptr) == message(EAGAIN) + " (limit: " + limit_behind(EAGAIN) + ')');
    CHECK(explained(EBADF, nullptr) == message(EBADF));
    CHECK(explained(EAGAIN, "fork") == "fork: " + message(EAGAIN));
    CHECK_FALSE(limit_behind(EAGAIN).empty());
}

TEST_CASE(
    "limit_behind names ulimit -v, for memory and for threads, if that is the strictest limit") {
    if (address_sanitizer || thread_sanitizer) return;  // a sanitizer reserves the address space
    const std::string result = in_child([] {
        constexpr rlim_t little = 300'000'000;
        const rlimit limit{little, little};
        if (::setrlimit(RLIMIT_AS, &limit) == -1) return std::string{"setrlimit"};
        return limit_behind(ENOMEM) + ", " + limit_behind(EAGAIN);
    });
    CHECK(result == "ulimit -v, ulimit -v");
}
