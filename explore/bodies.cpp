/// What the fibers begin with: main, or the function of a thread.
#include <cstring>
#include <cxxabi.h>

#include "explore/execution.hpp"
#include "explore/program.hpp"

namespace triptych::explore {
namespace {

/// An execution that was given up may have left exceptions in flight in this thread's block.
void forget_exceptions() {
    std::memset(static_cast<void*>(abi::__cxa_get_globals()), 0, 2 * sizeof(void*));
}

}  // namespace

void Execution::run_main(void* self) {
    auto& execution = *static_cast<Execution*>(self);
    forget_exceptions();
    const long value = run_program();
    if (execution.me_->process != 0)  // a child returns from its copy of main
        execution.end_process(exited(value), execution.me_->pending.place);
    execution.settle();
    execution.main_returned_ = true;
    execution.leaked_ = execution.heap_.in_use();
    if (execution.outcome_.end == End::none) {
        execution.outcome_.end = End::returned;
        execution.outcome_.value = value;
    }
    execution.end_thread(nullptr);
}

void Execution::run_thread(void* self) {
    auto& execution = *static_cast<Execution*>(self);
    forget_exceptions();
    void* const result = execution.me_->body(execution.me_->argument);
    Thread& me = *execution.me_;
    while (!me.destructors.empty()) {
        const Thread::Destructor last = me.destructors.back();
        me.destructors.pop_back();
        last.function(last.object);
    }
    execution.end_thread(result);
}

}  // namespace triptych::explore
