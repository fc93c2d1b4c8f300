#include <array>
#include <csignal>
#include <unistd.h>

#include "exercise.hpp"
#include "exercises/support/check.hpp"

namespace triptych::exercises {
namespace {

void nothing_to_do() {
    expect_equal(run_all({}), 0, "run_all of no jobs");
}

void counts_successes() {
    expect_equal(run_all({[] { return 0; }, [] { return 3; }, [] { return 0; }}), 2,
                 "run_all of jobs that end with 0, 3, 0");
}

void counts_no_crash() {
    expect_equal(run_all({[] { return 0; }, [] { return ::raise(SIGKILL); }}), 1,
                 "run_all of a job that ends with 0 and one that is killed");
}

/// The first job waits for a message of the second.
void at_the_same_time() {
    std::array<int, 2> ends{};
    expect(::pipe(ends.data()) == 0, "the check could not make a pipe");
    const auto receive = [&] {
        char letter = 0;
        return ::read(ends[0], &letter, 1) == 1 ? 0 : 1;
    };
    const auto send = [&] { return ::write(ends[1], "x", 1) == 1 ? 0 : 1; };
    const int succeeded = run_all({receive, send});
    ::close(ends[0]);
    ::close(ends[1]);
    expect_equal(succeeded, 2, "run_all of a job that waits for a message of the second");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "no job, no success", .run = nothing_to_do},
        {.name = "it counts those that end with exit code 0", .run = counts_successes},
        {.name = "a child that a signal killed is no success", .run = counts_no_crash},
        {.name = "all children begin before it waits for any",
         .run = at_the_same_time,
         .if_stuck = "sequential_in_disguise"},
    };
}

}  // namespace triptych::exercises
