/// Exceptions that are sent from a worker to its parent.
#include <new>
#include <stdexcept>
#include <string>
#include <system_error>

#include "catch.hpp"
#include "processes/primitives/process_pool.hpp"

using namespace triptych::processes;

namespace lesson {

struct BadMark : std::out_of_range {
    using std::out_of_range::out_of_range;
};

}  // namespace lesson

namespace {

template <typename Error>
void throw_it() {
    throw Error{"no luck"};
}

template <typename Error>
void check_comes_back() {
    ProcessPool pool{1};
    const auto future = pool.submit(throw_it<Error>);
    CHECK_THROWS_AS(future.result(), Error);
    CHECK_THROWS_WITH(future.result(), "no luck");
    try {
        future.result();
    } catch (const std::exception& error) {
        CHECK(typeid(error) == typeid(Error));  // exactly this type, not a base class
    }
}

/// Type and message of the RemoteError that `job` causes.
std::string remote_error_of(void (*job)()) {
    ProcessPool pool{1};
    try {
        pool.submit(job).result();
    } catch (const RemoteError& error) {
        return error.type() + ": " + error.what();
    }
    return "nothing";
}

}  // namespace

TEST_CASE("take_exception returns the exceptions of <stdexcept> with their own types") {
    check_comes_back<std::logic_error>();
    check_comes_back<std::domain_error>();
    check_comes_back<std::invalid_argument>();
    check_comes_back<std::length_error>();
    check_comes_back<std::out_of_range>();
    check_comes_back<std::range_error>();
    check_comes_back<std::overflow_error>();
    check_comes_back<std::underflow_error>();
}

TEST_CASE("take_exception returns any other exception as RemoteError with its type and message") {
    CHECK(remote_error_of(throw_it<std::runtime_error>) == "std::runtime_error: no luck");
    CHECK(remote_error_of(throw_it<lesson::BadMark>) == "lesson::BadMark: no luck");
    CHECK(remote_error_of([] { throw std::bad_alloc{}; }) == "std::bad_alloc: std::bad_alloc");
    CHECK(remote_error_of([] { throw std::runtime_error{""}; }) == "std::runtime_error: ");
    CHECK(remote_error_of([] { throw std::runtime_error{std::string(500'000, 'x')}; }).size() >
          500'000);
}

TEST_CASE("take_exception returns what is not a std::exception as RemoteError with its type") {
    CHECK(remote_error_of([] { throw 42; }) == "int: an exception that is not a std::exception");
}
