#include "exercises/checker/diagnosis.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include "common/stable_order.hpp"

namespace triptych::checker {
namespace {

struct Meaning {
    const char* key = "";
    const char* sentence = "";
    bool knows_why = true;
};

// The most specific first: an answer with a wrong lock also has a data race, and loses updates.
constexpr std::array meanings{
    Meaning{"does_not_compile", "The answer does not compile.", false},
    Meaning{"lock_order_deadlock",
            "Deadlock: threads wait for each other's locks, because they take them in different "
            "orders."},
    Meaning{"locked_twice", "A thread waits for a lock that it holds itself."},
    Meaning{"lock_held_for_ever", "A lock is never released, and others wait for it."},
    Meaning{"wrong_lock",
            "Both threads hold a lock, but not the same one: so neither keeps the other out."},
    Meaning{"condition_with_if",
            "A wait on a condition returned, and what it waited for was not true: test it again in "
            "a loop."},
    Meaning{"wrong_condition", "A notification reached a thread that waits for something else."},
    Meaning{"notify_without_state",
            "A notification came before anyone waited, and no variable remembers it."},
    Meaning{"lost_wake_up",
            "A thread waits for a notification, and nobody is left who would send it."},
    Meaning{"barrier_used_again",
            "A barrier was used again while threads of the round before were still in it."},
    Meaning{"semaphore_miscounted", "A semaphore was acquired and released unequally often."},
    Meaning{"sleep_as_synchronisation",
            "The order depends on a sleep; but any thread may be later than its sleep says."},
    Meaning{"over_synchronised",
            "Two tasks that may overlap never can: a lock keeps one out for too long."},
    Meaning{"sequential_in_disguise",
            "Tasks that should run at the same time run one after another."},
    Meaning{"check_then_act",
            "Check, then act: between the test and what it allows, another one came in."},
    Meaning{"publication_without_release",
            "A flag was seen before the data that it announces: its store does not release them."},
    Meaning{"update_across_await",
            "A value was read before an await and written after it: another task changed it "
            "meanwhile."},
    Meaning{"lost_update",
            "Lost update: two read the same value, and the second write overwrote the first."},
    Meaning{"store_load_reordered",
            "Both came in: each one's store was still in its core's buffer when the other one "
            "looked."},
    Meaning{"program_survived",
            "The program did what it should in this order of its threads: nothing broke."},
    Meaning{"costly_model",
            "Another model does this work here in a fraction of the time, or survives it."},
    Meaning{"joinable_thread_destroyed",
            "A std::thread was destroyed before it was joined: that ends the program."},
    Meaning{"detached_past_its_data",
            "A detached thread uses data of a function that has returned."},
    Meaning{"dangling_reference", "Something is used after its lifetime has ended."},
    Meaning{"data_race",
            "Data race: two threads use the same memory, one of them writes, and nothing orders "
            "them."},
    Meaning{"writes_in_the_child",
            "A child wrote to its copy of the memory; the parent does not see that."},
    Meaning{"child_runs_on",
            "A child came back from the function and went on as if it were the parent."},
    Meaning{"write_end_left_open",
            "A reader waits for end-of-file, and the write end of its pipe is still open."},
    Meaning{"waits_before_it_reads",
            "The parent waits for a child that waits, because its pipe is full."},
    Meaning{"short_read_ignored", "A read returned fewer bytes than were asked for."},
    Meaning{"sigchld_before_bookkeeping",
            "A child ended before the parent had noted that it exists."},
    Meaning{"fork_with_lock_held",
            "A child was forked while another thread held a lock: in the child nobody releases "
            "it."},
    Meaning{"owner_died", "A process died while it held a lock, and the others wait for ever."},
    Meaning{"awaits_in_sequence", "Tasks that could wait together are awaited one after another."},
    Meaning{"never_awaited", "A task was created and never awaited: it did not run."},
    Meaning{"blocking_call_in_loop",
            "A call blocked the event loop's thread: no other task could run."},
    Meaning{"lock_across_await",
            "A std::mutex is held across an await, and a task of the same thread wants it."},
    Meaning{"unbounded_in_flight", "More tasks were in flight than are allowed."},
    Meaning{"cancellation_swallowed", "A task was cancelled, and went on."},
    Meaning{"not_cleaned_up", "A cancelled task did not clean up."},
    Meaning{"busy_waiting", "A loop waits by asking again and again: it uses up the processor."},
    Meaning{"zombie", "Children ended, and nobody waited for them."},
    Meaning{"child_left_running", "Children still run after the function has returned."},
    Meaning{"descriptor_leaked", "A descriptor was opened and not closed."},
    Meaning{"thread_leaked", "A thread still runs after the function has returned."},
    Meaning{"mapping_leaked", "A mapping of shared memory was left behind."},
    Meaning{"memory_leaked", "Memory was allocated and not freed."},
    Meaning{"undefined_behaviour", "The sanitizer found undefined behaviour."},
    Meaning{"too_many_processes", "The answer started more processes or threads than it may.",
            false},
    Meaning{"too_much_memory", "The answer used more memory than it may.", false},
    Meaning{"flood", "The answer printed more than it may.", false},
    Meaning{"no_termination", "The answer does not end: it repeats a loop for ever.", false},
    Meaning{"hang", "The answer waits for ever.", false},
    Meaning{"crash", "The answer crashed.", false},
    Meaning{"exited_early", "The answer ended the program before its check was done.", false},
    Meaning{"threw", "The answer threw an exception.", false},
    Meaning{"wrong_result", "The result is wrong.", false},
};

auto find(const std::string& key) {
    return std::ranges::find_if(meanings, [&](const Meaning& one) { return key == one.key; });
}

}  // namespace

int rank_of(const std::string& key) {
    return static_cast<int>(find(key) - meanings.begin());
}

bool knows_why(const std::string& key) {
    const auto* const found = find(key);
    return found != meanings.end() && found->knows_why;
}

const char* sentence_for(const std::string& key) {
    const auto* const found = find(key);
    return found == meanings.end() ? "" : found->sentence;
}

std::vector<std::string> all_keys() {
    std::vector<std::string> keys;
    std::ranges::transform(meanings, std::back_inserter(keys), &Meaning::key);
    return keys;
}

void settle(std::vector<Diagnosis>& diagnoses) {
    sort_stably(diagnoses, [](const Diagnosis& one) { return rank_of(one.key); });
    std::set<std::string> seen;
    std::erase_if(diagnoses, [&](const Diagnosis& one) { return !seen.insert(one.key).second; });
}

}  // namespace triptych::checker
