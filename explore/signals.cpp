#include "explore/signals.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/time.h>
#include <unistd.h>

#include "explore/hooks.hpp"

namespace triptych::explore {
namespace {

constexpr int tick = 100'000;           // microseconds of this process's own time
constexpr int ticks_until_endless = 5;  // so that a busy computer accuses nobody
constexpr off_t most_output = 1 << 20;
char stack_for_handlers[1 << 16];

const char* name_of_signal(int number) {
    switch (number) {
        case SIGSEGV: return "SIGSEGV: it used memory that is not its own";
        case SIGBUS: return "SIGBUS";
        case SIGFPE: return "SIGFPE: it divided by zero";
        case SIGILL: return "SIGILL";
        default: return "a signal";
    }
}

void on_crash(int number, siginfo_t* info, void* context) {
    if (!scheduled()) {
        std::signal(number, SIG_DFL);
        std::raise(number);
        return;
    }
    const auto* const machine = static_cast<const ucontext_t*>(context);
    const bool overflow = number == SIGSEGV && execution().my_fiber().overflows_at(
                                                   reinterpret_cast<std::uintptr_t>(info->si_addr));
    execution().fail(
        End::crashed,
        overflow ? "SIGSEGV: its stack is full (1 MiB for each thread)" : name_of_signal(number),
        static_cast<std::uint64_t>(machine->uc_mcontext.gregs[REG_RIP]));
}

/// What is printed in a search is not shown: that it was is enough to keep.
void shorten_output() {
    if (::fcntl(1, F_GET_SEALS) < 0) return;  // not the file of start.cpp
    if (::lseek(1, 0, SEEK_END) <= most_output) return;
    if (::ftruncate(1, 1) == 0) ::lseek(1, 0, SEEK_END);
}

/// The same execution as at the last ticks, and not one hook further: it loops.
void on_tick(int /*number*/) {
    static std::int64_t hooks = 0;
    static std::uint64_t runs = 0;
    static int same = 0;
    shorten_output();
    if (!scheduled()) return;
    Execution& now = execution();
    same = now.runs() == runs && now.hooks() == hooks ? same + 1 : 0;
    runs = now.runs();
    hooks = now.hooks();
    if (same < ticks_until_endless) return;
    same = 0;
    now.fail(End::endless, "it loops without any access to memory that others could change", 0);
}

}  // namespace

void watch_signals() {
    stack_t stack{};
    stack.ss_sp = stack_for_handlers;
    stack.ss_size = sizeof stack_for_handlers;
    ::sigaltstack(&stack, nullptr);
    struct sigaction action{};
    action.sa_sigaction = on_crash;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL})
        ::sigaction(number, &action, nullptr);
    struct sigaction action_of_tick{};
    action_of_tick.sa_handler = on_tick;
    action_of_tick.sa_flags = SA_NODEFER | SA_RESTART;
    ::sigaction(SIGPROF, &action_of_tick, nullptr);
    const itimerval timer{{0, tick}, {0, tick}};
    ::setitimer(ITIMER_PROF, &timer, nullptr);
}

}  // namespace triptych::explore
