/// fork, the end of a process, and waiting for it. A process begins as a copy of a fiber.
#include <cerrno>
#include <csignal>
#include <cxxabi.h>

#include "explore/execution.hpp"

namespace triptych::explore {
namespace {

constexpr std::size_t exception_globals = 16;  // of the Itanium C++ ABI: two words

}  // namespace

/// The stack of the kernel thread: no process's memory is moved while it is in use.
void Execution::serve() {
    for (;;) {
        moves_ = false;
        forked_ = 0;
        Fiber::switch_to(home_, runs_on_[static_cast<std::size_t>(me_->id)]);
        if (forked_ != 0) {
            keep_memory(forked_);
            memory_.image(forked_).blocks = 0;
            runs_on_[static_cast<std::size_t>(forked_)] =
                runs_on_[static_cast<std::size_t>(me_->id)];
        } else if (moves_) {
            const ProcessState* const left = processes_.find(memory_.current);
            if (left == nullptr || !left->ended) keep_memory(memory_.current);
            memory_.current = me_->process;
            memory_.image(memory_.current).put_back();
            heap_.set_in_use(memory_.image(memory_.current).blocks);
        } else {
            return;
        }
    }
}

/// What is in place now becomes the memory of `process`.
void Execution::keep_memory(int process) {
    ProcessMemory::Image& image = memory_.image(process);
    image.clear();
    const auto keep = [&image](const void* begin, std::size_t size) { image.keep(begin, size); };
    snapshot_.each_part(keep);
    heap_.each_region(keep);
    keep(abi::__cxa_get_globals(), exception_globals);
    keep(&errno, sizeof errno);
    const Fiber& fiber = runs_on_[static_cast<std::size_t>(memory_.current)];
    const auto top = reinterpret_cast<std::uintptr_t>(fiber.stack_pointer());
    keep(fiber.stack_pointer(), fiber.stack_end() - top);
    image.blocks = heap_.in_use();
}

int Execution::fork(std::uint64_t place) {
    if (recording_) place = places.take_stack();
    me_->pending.place = place;
    if (limits_.store_buffers) fail(End::unsupported, "fork with --memory tso", place);
    if (!event_counters_.empty()) fail(End::unsupported, "fork beside an event loop", place);
    for (const Thread* other : threads_)
        if (other != me_ && other->process == me_->process && other->state != State::ended &&
            other->state != State::unborn)
            fail(End::unsupported, "fork in a process with threads", place);
    if (me_->id != me_->process) fail(End::unsupported, "fork by a thread", place);
    count_hook();
    if (processes_.all().empty()) processes_.add(0, -1).ended_children = memory_.new_counter();
    Thread& child = new_thread(me_->id);
    child.process = child.id;
    begin_clocks(child);
    processes_.add(child.id, me_->id).ended_children = memory_.new_counter();
    pipes_.inherit(me_->id, child.id);
    for (const Object* object : objects_.owned_by(me_->id)) {
        if (ProcessMemory::is_shared(object->address)) continue;
        // A lock of its own that it has: the child's copy of it is the child's.
        const std::uint64_t address = ProcessMemory::address_of(object->address);
        memory_.current = child.id;
        Object& copy = objects_.at(memory_.name(address));
        memory_.current = me_->id;
        copy.owner = static_cast<std::int16_t>(child.id);
        copy.depth = object->depth;
        copy.locked_at = object->locked_at;
    }
    forked_ = child.id;
    const int number = child.id;
    Fiber::switch_to(runs_on_[static_cast<std::size_t>(me_->id)], home_);
    return me_->id == number ? 0 : ProcessTable::pid_of(number);  // it returns in both
}

/// Its threads do nothing more, and a process that waits for it can continue.
void Execution::has_ended(int process, int status) {
    for (Thread* other : threads_) {
        if (other->process != process || other->state == State::unborn) continue;
        other->state = State::ended;
        running_ &= ~(std::uint32_t{1} << other->id);
        objects_.forget_waiter(other->id);
    }
    ProcessState& self = *processes_.find(process);
    self.status = status;
    self.ended = true;
    ProcessState& parent = *processes_.find(self.parent);
    ++*parent.ended_children;
    parent.ends.push_back(process);
    Object& ends = objects_.at(reinterpret_cast<std::uint64_t>(parent.ended_children));
    ends.released.join(thread(process).sync);
    wake_joiners(process);
}

void Execution::end_process(int status, std::uint64_t place) {
    const int number = me_->process;
    if (me_->id != number)
        fail(End::unsupported, "a child process that ends while it has threads", place);
    settle();
    for (int descriptor = Pipes::first; descriptor < pipes_.end(); ++descriptor)
        if (pipes_.find(descriptor, number) != nullptr) close_pipe_end(descriptor, place);
    for (Object* object : objects_.owned_by(number)) {
        if (!object->is_robust || !ProcessMemory::is_shared(object->address)) continue;
        reach(Kind::unlock, object->address, place);
        object->owner = -1;
        object->owner_died = true;
        object->released = me_->sync;
        ++me_->sync[me_->id];
    }
    const ProcessState& parent = *processes_.find(processes_.find(number)->parent);
    const auto ended = reinterpret_cast<std::uint64_t>(parent.ended_children);
    // A step only if somebody asks which child has ended, or whether one has.
    if (waits_for_any_ || kills_ || policy_->says_what_is_a_step())
        reach(Kind::release, ended, place);
    else
        count_hook();
    has_ended(number, status);
    ++me_->sync[me_->id];
    end_thread(nullptr);
}

int Execution::kill(int pid, int signal, std::uint64_t place) {
    const int target = ProcessTable::process_of(pid);
    const ProcessState* const found = processes_.find(target);
    if (found == nullptr || found->reaped) return ESRCH;
    if (target == me_->process && target != 0) end_process(signal, place);
    if (target == 0) fail(End::unsupported, "kill of the first process", place);
    if (signal == 0) fail(End::unsupported, "kill with signal 0", place);
    struct sigaction action{};
    ::sigaction(signal, nullptr, &action);
    if (signal != SIGKILL && action.sa_handler != SIG_DFL)
        fail(End::unsupported, "kill with a signal that the program handles", place);
    if (!policy_->says_what_is_a_step()) {
        found_shared_ = found_shared_ || !kills_;
        kills_ = true;
    }
    const auto ended =
        reinterpret_cast<std::uint64_t>(processes_.find(found->parent)->ended_children);
    if (kills_) found_shared_ = shared.add(ended, 1) || found_shared_;
    if (reach(Kind::kill, ended, place)) events_.back().written = static_cast<unsigned>(target);
    if (processes_.find(target)->ended) return 0;
    for (Object* object : objects_.owned_by(target)) {
        if (!object->is_robust || !ProcessMemory::is_shared(object->address)) continue;
        object->owner = -1;
        object->owner_died = true;
        object->released = thread(target).sync;
    }
    pipes_.close_all(target);
    has_ended(target, signal);
    return 0;
}

int Execution::wait_for_child(int pid, bool at_once, bool leave, int* status, std::uint64_t place) {
    int child = pid > 0 ? ProcessTable::process_of(pid) : 0;
    const int self = me_->process;
    int children = 0;
    int last = 0;
    for (const ProcessState& one : processes_.all()) {
        if (one.parent != self || one.reaped || (child != 0 && one.number != child)) continue;
        ++children;
        last = one.number;
    }
    if (children == 0) return -ECHILD;
    if (children == 1) child = last;
    int* const ended = processes_.find(self)->ended_children;
    if (child == 0 || at_once) {
        if (!waits_for_any_ && !policy_->says_what_is_a_step())
            waits_for_any_ = found_shared_ = true;
        const auto object = reinterpret_cast<std::uint64_t>(ended);
        reach(at_once ? Kind::try_acquire : Kind::acquire, object, place);
        me_->sync.join(objects_.at(object).released);
        int found = 0;
        for (const int one : processes_.find(self)->ends)
            if (found == 0 && !processes_.find(one)->reaped && (child == 0 || one == child))
                found = one;
        if (found == 0) return 0;
        child = found;
    }
    join(child, place);
    ProcessState& state = *processes_.find(child);
    if (!leave) {
        state.reaped = true;
        --*ended;
    }
    *status = state.status;
    return ProcessTable::pid_of(child);
}

}  // namespace triptych::explore
