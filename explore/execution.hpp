/// One execution of the program under test: its threads, their steps, and what came of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <span>

#include "explore/coroutine_log.hpp"
#include "explore/engine_memory.hpp"
#include "explore/heap.hpp"
#include "explore/limits.hpp"
#include "explore/loops.hpp"
#include "explore/objects.hpp"
#include "explore/operation.hpp"
#include "explore/outcome.hpp"
#include "explore/pipes.hpp"
#include "explore/places.hpp"
#include "explore/policy.hpp"
#include "explore/process_memory.hpp"
#include "explore/process_table.hpp"
#include "explore/shadow.hpp"
#include "explore/shared_locations.hpp"
#include "explore/snapshot.hpp"
#include "explore/standing.hpp"
#include "explore/thread.hpp"

namespace triptych::explore {

/// The store buffer of a thread takes steps like a thread, under a number of its own.
constexpr int first_buffer = most_threads / 2;
constexpr int buffer_of(int thread) {
    return first_buffer + thread;
}

/// There is one, and it begins again for each schedule. Only one fiber runs at a time, and all of
/// this is touched by the one that runs.
class Execution {
public:
    Execution();

    /// The program's static initialisation is over: this is what each execution begins from.
    void remember_start();

    /// Runs the program from its start to its end under `policy`.
    void run(Policy& policy, const Limits& limits);

    // What came of it.
    const Outcome& outcome() const { return outcome_; }
    const Vector<Race>& races() const { return races_; }
    const Vector<Event>& events() const { return events_; }
    Vector<Event>& events() { return events_; }
    Thread& thread(int id) {
        return limits_.store_buffers && id >= first_buffer
                   ? buffers_[id - first_buffer]
                   : *threads_[static_cast<std::size_t>(id)];
    }
    int threads() const { return static_cast<int>(threads_.size()); }
    bool found_shared() const { return found_shared_; }
    long leaked() const { return leaked_; }
    bool waited_in_turns() const { return waited_in_turns_; }  // in a loop of several steps
    std::uint64_t runs() const { return runs_; }
    std::int64_t hooks() const { return hooks_; }

    // For the hooks, where the program's acts arrive. `me` is the thread that runs.
    bool active() const { return active_; }
    bool concurrent() const { return live_ > 0; }
    Thread& me() { return *me_; }
    const Fiber& my_fiber() const { return runs_on_[static_cast<std::size_t>(me_->id)]; }
    Heap& heap() { return heap_; }
    Objects& objects() { return objects_; }
    ProcessMemory& memory() { return memory_; }

    /// A plain access to memory; returns when it may be done.
    void access(std::uint64_t address, std::size_t size, bool writes, std::uint64_t place);

    /// An atomic access. True if it is a step of the schedule; then me().variant is chosen.
    bool atomic_access(std::uint64_t address, std::size_t size, Kind kind, std::uint64_t place,
                       bool can_fail);

    bool has_store_buffers() const { return limits_.store_buffers; }
    /// Whether the store is now in the running thread's buffer; else it is to be done at once.
    bool buffer_store(std::uint64_t address, std::size_t size, std::uint64_t value,
                      std::uint64_t place, const Clock& released);
    /// The running thread's own latest store there that is still in its buffer, or null.
    const BufferedStore* own_store(std::uint64_t address, std::size_t size);
    /// Returns when the running thread's buffer is empty; or only if it has a store to this memory.
    void drain();
    void drain_if_it_has(std::uint64_t begin, std::uint64_t end);
    /// By which address the engine knows this memory.
    std::uint64_t object_at(std::uint64_t address, std::size_t size) const;

    /// What the last atomic access of the running thread did to the memory.
    void atomic_done(bool changed);

    /// A step on a mutex or the like: returns when it may be done. True as above.
    bool reach(Kind kind, std::uint64_t object, std::uint64_t place, bool can_fail = false);

    /// The running thread waits in the queue of `object` until it is notified.
    void wait_in_queue(std::uint64_t object, std::uint64_t place, bool has_deadline);
    /// Wakes one waiter, whom the schedule chose, or all of them.
    void notify(std::uint64_t object, bool all);

    /// How many results the pending step of this thread can have.
    int results_of(int id) { return variants_of(thread(id).pending); }
    int create(void* (*body)(void*), void* argument, std::uint64_t place);
    void join(int thread, std::uint64_t place);
    [[noreturn]] void end_thread(void* result);
    void yield();
    /// A block of the heap is new, or is no more. (lifetimes.cpp)
    void allocated(std::uint64_t address, std::size_t size);
    void freed(std::uint64_t address, std::size_t size, std::uint64_t place);
    void pass_time_until(const timespec& until);

    /// 0 in the child, the child's pid in the parent.
    int fork(std::uint64_t place);
    [[noreturn]] void end_process(int status, std::uint64_t place);
    /// The pid found (of any if `pid` is -1), 0 if `at_once` and none has ended, or -errno.
    int wait_for_child(int pid, bool at_once, bool leave, int* status, std::uint64_t place);
    /// 0 or an error number.
    int kill(int pid, int signal, std::uint64_t place);
    /// A kill may come between any two steps of its target: the search cannot reduce.
    bool needs_all_orders() const { return kills_; }
    bool is_process(int thread) const { return processes_.find(thread) != nullptr; }
    ProcessTable& processes() { return processes_; }
    Pipes& pipes() { return pipes_; }
    void close_pipe_end(int descriptor, std::uint64_t place);
    int choose_turn(std::uint64_t loop, std::span<const void* const> frames, std::uint64_t place);
    void turn_begins(std::uint64_t frame);
    void turn_ends();
    int* event_counter(int descriptor);
    int new_event_counter(unsigned value);
    bool close_event_counter(int descriptor);
    const Vector<Standing>& standings() const { return standings_; }
    const CoroutineLog& coroutines() const { return coroutines_; }
    const Vector<CoroutineLog::Entry>& coroutine_entries() { return coroutines_.finish(); }

    /// This execution has its outcome, and the running thread stops here.
    [[noreturn]] void fail(End end, const char* text, std::uint64_t place, long value = 0);

    /// The last event wrote, or exchanged, this: for the story.
    void settle();
    void record(bool on) { recording_ = on; }
    /// Calls triptych_breakpoint() before the step of this number, and where the program fails.
    void stop_before(std::size_t step) { stop_before_ = step; }

    std::int64_t now = 0;  // virtual time, in nanoseconds
    unsigned random = 1;   // of rand()
    SharedLocations shared;
    Places places;

private:
    friend class Scheduling;
    std::int32_t last_event() const { return static_cast<std::int32_t>(events_.size()) - 1; }
    void count_hook();
    bool is_step(std::uint64_t word, std::uint8_t mask, std::uint64_t& object) const;
    void access_word(std::uint64_t word, std::uint8_t mask, bool writes, std::uint64_t place,
                     std::uint64_t address, std::size_t size);
    void check(std::uint64_t word, std::uint8_t mask, bool writes, bool atomic,
               std::uint64_t place);
    void note_race(const Access& before, bool writes, bool atomic, std::uint64_t place,
                   std::uint64_t word);
    void step(const Operation& operation);
    std::uint32_t enabled_threads();
    bool lets_others_go(const Thread& thread);  // waiting.cpp
    bool is_unfair(std::uint32_t enabled) const;
    bool watch_loop();
    void begin_anew();
    void show_oldest_store(int thread);
    bool is_shared(std::uint64_t address, std::size_t size) const;
    void check_atomic_store(std::uint64_t address, std::size_t size, std::uint64_t place);
    void flush(int thread);

    // scheduling.cpp
    void give_turn();
    int next_thread();
    bool can_go(const Thread& thread);
    int variants_of(const Operation& operation);
    void commit(Thread& thread, int variant);
    void note_others(const Thread& thread);
    [[noreturn]] void stop();
    void finish();
    void serve();
    void keep_memory(int process);
    void has_ended(int process, int status);
    void wake_joiners(int thread);
    void begin_clocks(Thread& child);
    Thread& new_thread(int parent);
    static void run_main(void* self);
    static void run_thread(void* self);

    Policy* policy_ = nullptr;
    Limits limits_;
    Heap heap_;
    Objects objects_;
    Shadow shadow_;
    Snapshot snapshot_;
    ProcessMemory memory_;
    ProcessTable processes_;
    Pipes pipes_;

    Vector<Thread*> threads_;
    Vector<Thread*> all_threads_;
    Thread buffers_[most_threads - first_buffer];
    Vector<Fiber> fibers_;
    Vector<Fiber> runs_on_;  // in this execution: a process's first thread on its parent's stack
    Vector<int> family_;     // (parent, which child) to thread
    Fiber home_;
    std::uintptr_t first_borrowed_ = 0;
    Thread* me_ = nullptr;

    Vector<Event> events_;
    Vector<Standing> standings_;  // by event; of replays only
    CoroutineLog coroutines_;
    Vector<int*> event_counters_;  // by descriptor
    Vector<Race> races_;
    Outcome outcome_;
    std::int64_t hooks_ = 0;
    std::uint64_t runs_ = 0;
    int live_ = 0;  // threads created and neither joined nor ...
    long leaked_ = 0;
    bool active_ = false;
    bool recording_ = false;
    bool waits_for_any_ = false;   // the program asks which child has ended: then it is a step
    bool kills_ = false;           // a process is killed: then all that it shares is a step
    int forked_ = 0;               // asks home_ to copy memory for this thread
    bool moves_ = false;           // asks home_ for the memory of another process
    std::size_t stop_before_ = 0;  // a number of events; 0: nowhere
    bool found_shared_ = false;
    bool main_returned_ = false;
    int hidden_atomics_ = 0;  // since the last step
    int idle_rounds_ = 0;     // steps for which all that can go wait in loops
    Loops loops_;
    Loops::Loop watched_{.thread = -1};  // it makes steps for which nobody has changed anything
    bool goes_alone_ = false;            // until it leaves the loop
    bool waited_in_turns_ = false;
    std::uint32_t running_ = 0;  // threads in that state, a bit each
};

/// The one there is, for the hooks, which are plain functions. Null before the program begins.
extern Execution* the_execution;

/// Where a debugger stops (--gdb). Does nothing.
extern "C" void triptych_breakpoint();

inline Execution& execution() {
    return *the_execution;
}

}  // namespace triptych::explore
