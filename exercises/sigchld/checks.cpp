#include <array>
#include <cerrno>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

#include "exercise.hpp"
#include "exercises/support/check.hpp"

namespace {

bool waits_for_the_end = false;  // of the next child, before launch returns
pid_t last = 0;

/// Returns when the child has ended; does not reap it. (If the handler has reaped it, it has ended,
/// too.)
void await_end(pid_t child) {
    siginfo_t how{};
    while (::waitid(P_PID, static_cast<id_t>(child), &how, WEXITED | WNOWAIT) != 0 &&
           errno == EINTR) {
    }
}

}  // namespace

pid_t launch(const std::function<void()>& job) {
    const pid_t child = ::fork();
    if (child == 0) {
        sigset_t none;
        sigemptyset(&none);
        std::signal(SIGCHLD, SIG_DFL);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        job();
        ::_exit(0);
    }
    last = child;
    if (waits_for_the_end) await_end(child);
    return child;
}

namespace triptych::exercises {
namespace {

/// Lets jobs go on until they are allowed to end.
class Gate {
public:
    Gate() {
        if (::pipe(ends_.data()) != 0) throw Wrong{"no pipe"};
    }
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;
    ~Gate() {
        ::close(ends_[0]);
        ::close(ends_[1]);
    }

    std::function<void()> job() const {
        return [this] {
            char letter = 0;
            (void)!::read(ends_[0], &letter, 1);
        };
    }
    void let_it_end() const { (void)!::write(ends_[1], "x", 1); }

private:
    std::array<int, 2> ends_{};
};

/// Blocks SIGCHLD: those that come meanwhile arrive as one, at the end.
class Held {
public:
    Held() {
        sigset_t child_signal;
        sigemptyset(&child_signal);
        sigaddset(&child_signal, SIGCHLD);
        ::sigprocmask(SIG_BLOCK, &child_signal, &before_);
    }
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    ~Held() { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }

private:
    sigset_t before_{};
};

/// With every right answer, a slow job is counted while it runs, and no longer.
void slow_job() {
    const Gate one;
    const Gate two;
    expect_equal(running(), 0, "running() before the first job");
    start(one.job());
    const pid_t first = last;
    expect_equal(running(), 1, "running() with one job that goes on");
    start(two.job());
    const pid_t second = last;
    expect_equal(running(), 2, "running() with two jobs that go on");
    one.let_it_end();
    await_end(first);
    expect_equal(running(), 1, "running() after one of two jobs has ended");
    two.let_it_end();
    await_end(second);
    expect_equal(running(), 0, "running() after both jobs have ended");
}

void slow_jobs() {
    begin_watching();
    slow_job();
    end_watching();
}

void quick_job() {
    begin_watching();
    slow_job();
    waits_for_the_end = true;
    start([] {});
    const int count = running();
    const int later = running();
    end_watching();
    expect(count == 0 && later == 0,
           "a job ended before launch returned; running() returned " + std::to_string(count) +
               ", and later " + std::to_string(later),
           "sigchld_before_bookkeeping");
}

void two_at_once() {
    begin_watching();
    slow_job();
    const Gate gate;
    start(gate.job());
    const pid_t first = last;
    start(gate.job());
    const pid_t second = last;
    {
        const Held held;
        gate.let_it_end();
        gate.let_it_end();
        await_end(first);
        await_end(second);
    }
    const int count = running();
    end_watching();
    expect(count == 0,
           "two jobs ended, and their signals came as one; running() returned " +
               std::to_string(count),
           "zombie");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "a job is counted while it runs, and no longer", .run = slow_jobs},
        {.name = "a job may end before it is written down", .run = quick_job},
        {.name = "two jobs may end at the same time", .run = two_at_once},
    };
}

}  // namespace triptych::exercises
