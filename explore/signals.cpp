#include "explore/signals.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <sys/time.h>

#include "explore/hooks.hpp"

namespace triptych::explore {
namespace {

constexpr int ticks_until_endless = 3;  // of a second each
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

void on_crash(int number, siginfo_t* /*info*/, void* context) {
    if (!scheduled()) {
        std::signal(number, SIG_DFL);
        std::raise(number);
        return;
    }
    const auto* const machine = static_cast<const ucontext_t*>(context);
    execution().fail(End::crashed, name_of_signal(number),
                     static_cast<std::uint64_t>(machine->uc_mcontext.gregs[REG_RIP]));
}

/// The same execution as at the last ticks, and not one hook further: it loops.
void on_tick(int /*number*/) {
    static std::int64_t hooks = 0;
    static std::uint64_t runs = 0;
    static int same = 0;
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
    struct sigaction tick{};
    tick.sa_handler = on_tick;
    tick.sa_flags = SA_NODEFER | SA_RESTART;
    ::sigaction(SIGALRM, &tick, nullptr);
    const itimerval every_second{{1, 0}, {1, 0}};
    ::setitimer(ITIMER_REAL, &every_second, nullptr);
}

}  // namespace triptych::explore
