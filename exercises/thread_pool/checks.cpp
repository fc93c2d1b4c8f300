#include <atomic>
#include <thread>

#include "exercise.hpp"
#include "exercises/support/check.hpp"
#include "exercises/support/meeting.hpp"

namespace triptych::exercises {
namespace {

void many_jobs() {
    std::vector<std::atomic<int>> done(20);
    Pool pool{3};
    bool accepted = true;
    for (auto& one : done)
        accepted = pool.submit([&one] { ++one; }) && accepted;
    pool.shut_down();
    const bool late = pool.submit([&done] { ++done[0]; });
    expect(accepted, "submit returned false before the pool was shut down");
    for (auto& one : done)
        expect_equal(one, 1, "the number of times that a job ran");
    expect(!late, "submit returned true after the pool was shut down");
}

void two_at_once() {
    Meeting meeting{2};
    Pool pool{2};
    for (int i = 0; i < 2; ++i)
        pool.submit([&meeting] { meeting.enter(); });
    pool.shut_down();
}

void last_job() {
    std::atomic<int> done = 0;
    Pool pool{1};
    pool.submit([&done] { ++done; });
    pool.shut_down();
    expect_equal(done, 1, "the number of jobs that ran, of one that was accepted before the end,");
}

void nothing_to_do() {
    Pool pool{2};
    pool.shut_down();
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "twenty jobs run once each, and none after the end", .run = many_jobs},
        {.name = "two jobs can run at the same time",
         .run = two_at_once,
         .if_stuck = "sequential_in_disguise"},
        {.name = "a job that was accepted runs before the pool has ended",
         .run = last_job,
         .explored = true},
        {.name = "threads that have nothing to do end, too",
         .run = nothing_to_do,
         .explored = true},
    };
}

}  // namespace triptych::exercises
