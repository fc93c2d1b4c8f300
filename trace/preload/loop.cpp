/// Coroutines: what an event loop of this project tells of them.
#include <array>

#include "coroutines/primitives/tracer.hpp"
#include "trace/preload/inside.hpp"
#include "trace/preload/this_thread.hpp"

using namespace triptych::trace;
using triptych::coroutines::PromiseBase;
using triptych::coroutines::WaitsFor;

namespace {

constexpr std::array reasons{Reason::sleep,      Reason::mutex,  Reason::semaphore,
                             Reason::condition,  Reason::queue,  Reason::event,
                             Reason::barrier,    Reason::future, Reason::tasks,
                             Reason::descriptor, Reason::thread};
static_assert(reasons[static_cast<std::size_t>(WaitsFor::thread)] == Reason::thread);

/// The coroutine that had its turn last in this thread, at its beginning; 0 if it has ended.
constinit thread_local std::uint64_t running __attribute__((tls_model("initial-exec"))) = 0;

/// All loops of all threads report here: what differs is the lane of the thread.
class LoopTracer final : public triptych::coroutines::Tracer {
public:
    void selects(bool may_block) noexcept override {
        if (may_block) hold_loop();
        record(Kind::selects, {.value = may_block ? 1U : 0U});
    }
    void selected(std::size_t descriptors) noexcept override {
        record(Kind::selected, {.value = static_cast<std::uint32_t>(descriptors)});
    }
    void woken(const PromiseBase& task) noexcept override { tell(Kind::ready, task); }
    void runs(const PromiseBase& task) noexcept override {
        running = address_of(&task);
        tell(Kind::runs, task);
    }
    void begins(const PromiseBase& task, bool at_once) noexcept override {
        this_thread.has_children = true;
        note_creator(running);
        record(Kind::begins, {.value = at_once ? 1U : 0U, .task = address_of(&task)});
    }
    void returns() noexcept override { record(Kind::returns); }
    void waits(const PromiseBase& task, WaitsFor kind, const void* object) noexcept override {
        // Who waits for tasks that it has started is no task itself.
        if (kind == WaitsFor::tasks)
            note_creator(address_of(&task));
        else
            note_first_wait(address_of(&task));
        record(Kind::awaits, {.reason = reasons[static_cast<std::size_t>(kind)],
                              .object = address_of(object),
                              .task = address_of(&task)});
    }
    void cancelled(const PromiseBase& task) noexcept override { tell(Kind::cancels, task); }
    void ends(const PromiseBase& task) noexcept override {
        note_end(address_of(&task));
        if (running == address_of(&task)) running = 0;
        tell(Kind::ends, task);
    }

private:
    static void tell(Kind kind, const PromiseBase& task) {
        record(kind, {.task = address_of(&task)});
    }
};

constinit LoopTracer loop_tracer;

}  // namespace

/// See coroutines/primitives/tracer.cpp.
extern "C" triptych::coroutines::Tracer* triptych_trace_loop_1() {
    return shared ? &loop_tracer : nullptr;
}
