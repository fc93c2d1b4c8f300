/// Threads and blocks of the heap begin and end, and so does an execution.
#include <cstring>
#include <utility>

#include "explore/execution.hpp"

namespace triptych::explore {
namespace {

constexpr std::size_t small_block = std::size_t{64} << 10;

}  // namespace

Execution::Execution() : home_{Fiber::of_caller()} {
    events_.reserve(256);
}

void Execution::remember_start() {
    // With a second thread, libstdc++ counts references by atomic operations: from the start.
    first_borrowed_ = borrow_thread_pointer();
    snapshot_.take();
    heap_.remember();
}

Thread& Execution::new_thread(int parent) {
    // The same thread has the same number in every execution: the number of a (parent, child).
    int id = 0;
    if (parent >= 0) {
        const int child = threads_[static_cast<std::size_t>(parent)]->children++;
        const int key = parent * 1024 + child;
        int known = 0;
        for (; known < static_cast<int>(family_.size()); ++known)
            if (family_[static_cast<std::size_t>(known)] == key) break;
        if (known == static_cast<int>(family_.size())) family_.push_back(key);
        id = known + 1;
    }
    if (id >= (limits_.store_buffers ? first_buffer : most_threads))
        fail(End::unsupported, "it starts more threads than 31, or 15 with --memory tso",
             me_->pending.place);
    while (static_cast<int>(all_threads_.size()) <= id) {
        auto* place = EngineAllocator<Thread>{}.allocate(1);
        all_threads_.push_back(new (place) Thread);
        const int number = static_cast<int>(fibers_.size());
        const bool was_active = std::exchange(active_, false);  // what it allocates is not the
        fibers_.emplace_back(number, number == 0   ? 0
                                     : number == 1 ? first_borrowed_
                                                   : borrow_thread_pointer());  // program's
        active_ = was_active;
    }
    while (static_cast<int>(threads_.size()) <= id) {
        const auto next = threads_.size();
        threads_.push_back(all_threads_[next]);
        threads_.back()->state = State::unborn;
    }
    Thread& thread = *threads_[static_cast<std::size_t>(id)];
    Vector<Thread::Destructor> destructors = std::move(thread.destructors);
    destructors.clear();
    thread = Thread{};
    thread.destructors = std::move(destructors);
    thread.id = id;
    thread.parent = parent;
    thread.surprises = limits_.surprises;
    thread.state = State::running;
    running_ |= bit(id);
    if (parent >= 0) thread.process = threads_[static_cast<std::size_t>(parent)]->process;
    while (runs_on_.size() < fibers_.size())
        runs_on_.push_back(fibers_[runs_on_.size()]);
    Fiber& fiber = runs_on_[static_cast<std::size_t>(id)];
    fiber = fibers_[static_cast<std::size_t>(id)];
    if (id == 0)
        snapshot_.restore_main_thread();
    else
        snapshot_.restart_thread(fiber.thread_pointer());
    fiber.restart(id == 0 ? run_main : run_thread, this);
    return thread;
}

void Execution::run(Policy& policy, const Limits& limits) {
    policy_ = &policy;
    limits_ = limits;
    snapshot_.restore();
    heap_.reset();
    objects_.begin_execution();
    shadow_.begin_execution();
    threads_.clear();
    if (limits_.store_buffers)
        for (Thread& buffer : buffers_)
            buffer = Thread{};
    events_.clear();
    standings_.clear();
    coroutines_.clear();
    memory_.begin_execution();
    processes_.clear();
    pipes_.clear();
    event_counters_.clear();
    races_.clear();
    outcome_ = Outcome{};
    hooks_ = 0;
    ++runs_;
    live_ = 0;
    now = 0;
    random = 1;
    running_ = 0;
    found_shared_ = false;
    main_returned_ = false;
    idle_rounds_ = 0;
    watched_ = {.thread = -1};
    goes_alone_ = false;
    waited_in_turns_ = false;
    hidden_atomics_ = 0;
    places.clear();
    me_ = &new_thread(-1);
    me_->structure[0] = 1;
    me_->sync[0] = 1;
    active_ = true;
    serve();
    active_ = false;
    memory_.current = 0;
    me_ = nullptr;
}

int Execution::create(void* (*body)(void*), void* argument, std::uint64_t place) {
    if (recording_) place = places.take_stack();
    count_hook();
    drain();
    me_->pending.place = place;
    Thread& parent = *me_;
    Thread& child = new_thread(parent.id);
    child.body = body;
    child.argument = argument;
    begin_clocks(child);
    return child.id;
}

void Execution::begin_clocks(Thread& child) {
    Thread& parent = *me_;
    child.structure = parent.structure;
    child.sync = parent.sync;
    child.order = parent.order;
    child.structure[child.id] = 1;
    child.sync[child.id] = 1;
    // What the parent does from now on is not known to the child.
    ++parent.structure[parent.id];
    ++parent.sync[parent.id];
    ++live_;
}

void Execution::join(int id, std::uint64_t place) {
    if (recording_) place = places.take_stack();
    if (concurrent()) count_hook();
    drain();  // the C library's pthread_join makes an exchange
    Thread& other = thread(id);
    if (other.state != State::ended) {
        me_->blocked_at = place;
        me_->joining = id;
        me_->state = State::joining;
        running_ &= ~bit(me_->id);
        give_turn();
    }
    me_->structure.join(other.structure);
    me_->sync.join(other.sync);
    me_->order.join(other.order);
    if (!other.joined) --live_;
    other.joined = true;
}

void Execution::end_thread(void* result) {
    settle();
    drain();
    me_->result = result;
    me_->state = State::ended;
    running_ &= ~bit(me_->id);
    wake_joiners(me_->id);
    give_turn();
    __builtin_unreachable();
}

void Execution::wake_joiners(int thread) {
    for (Thread* other : threads_)
        if (other->state == State::joining && other->joining == thread) {
            other->state = State::running;
            running_ |= bit(other->id);
        }
}

void Execution::yield() {
    // Does nothing: another thread may be scheduled at every step anyway.
}

void Execution::allocated(std::uint64_t address, std::size_t size) {
    if (recording_ && memory_.current == 0) coroutines_.allocated(address, size);
    shadow_.each_known(address, address + size, [](Shadow::Cell& cell) {
        cell.first = -1;
        cell.freed_at = 0;
    });
    objects_.forget(address, address + size);
}

void Execution::freed(std::uint64_t address, std::size_t size, std::uint64_t place) {
    if (recording_ && memory_.current == 0) coroutines_.freed(address, size);
    drain_if_it_has(address, address + size);
    if (recording_) place = places.take_stack();
    const auto end = [&](Shadow::Cell& cell) {
        if (concurrent()) check(cell.word, 0xFF, true, false, place);
        cell.freed_at = place;
    };
    // Of a large block, only what was used: else the shadow were larger than the heap.
    if (size > small_block) return shadow_.each_known(address, address + size, end);
    for (std::uint64_t word = address & ~std::uint64_t{7}; word < address + size; word += 8)
        end(shadow_.at(word));
}

}  // namespace triptych::explore
