/// Deadlock with processes: a process can be ended from outside, and a robust lock outlives its
/// owner. So the parent watches, ends one of the two, and does its work itself.
#include <atomic>
#include <optional>
#include <thread>

#include "processes/answers.hpp"
#include "processes/process.hpp"
#include "processes/shared.hpp"
#include "processes/watched_locks.hpp"

namespace triptych::processes {
namespace {

struct Ledger {
    WatchedLocks locks;
    Shared<std::int64_t> additions{0};  // guarded by both locks
};

void nothing_in_between() {}

template <typename Pause>
void add(Ledger& ledger, std::size_t worker, LockOrder order, const Pause& in_between) {
    const auto one = ledger.locks.lock(worker, order.first);
    in_between();
    const auto other = ledger.locks.lock(worker, order.second);
    ++*ledger.additions;
}

/// Where the two meet. They wait awake. Requires: both come.
struct Meeting {
    std::atomic<int> arrivals{0};

    void arrive_and_wait() {
        arrivals.fetch_add(1);
        while (arrivals.load() < 2)
            std::this_thread::yield();
    }
};

/// Counts the workers that leave, normally or by an exception.
struct Exit {
    std::atomic<std::int64_t> passed{0};

    struct Passed {
        explicit Passed(Exit& by) : exit{by} {}
        Passed(const Passed&) = delete;
        Passed& operator=(const Passed&) = delete;
        ~Passed() { ++exit.passed; }
        Exit& exit;
    };
};

/// Both workers are new processes, and this one watches them: if they wait for each other, it ends
/// one, and adds in its place once the other is done.
template <typename Work>
void both(Ledger& ledger, std::vector<Deadlock>& deadlocks, const Work& work) {
    const auto begun = std::chrono::steady_clock::now();
    std::vector<Process> workers;
    for (std::size_t worker = 0; worker < 2; ++worker)
        workers.emplace_back([&, worker] { work(worker); });
    std::optional<std::size_t> ended;
    while (const auto waiting = ledger.locks.next_waiting()) {
        const auto who = ledger.locks.deadlock_of(*waiting);
        if (who.empty()) continue;
        deadlocks.push_back({who, std::chrono::steady_clock::now() - begun});
        ended = waiting;
        ledger.locks.end(*ended, workers[*ended]);
        static_cast<void>(workers[*ended].wait());  // how it ended we know
    }
    for (Process& worker : workers)
        if (worker.pid() != 0) worker.join();
    if (ended) add(ledger, *ended, in_order, nothing_in_between);
}

}  // namespace

Knot deadlock(std::int64_t rounds) {
    Ledger ledger;
    Knot knot;
    both(ledger, knot.deadlocks, [&](std::size_t worker) {
        for (std::int64_t i = 0; i < rounds; ++i)
            add(ledger, worker, in_order, nothing_in_between);
    });
    knot.additions = *ledger.additions;
    return knot;
}

/// Broken on purpose: a deadlock. Each process holds one lock and waits for the other's. Nothing
/// here is undefined behaviour, and there is no data race: without the parent both would wait for
/// ever.
Knot deadlock_opposite(std::int64_t rounds) {
    Knot knot;
    for (std::int64_t i = 0; i < rounds; ++i) {
        Ledger ledger;
        Shared<Meeting> meeting;
        both(ledger, knot.deadlocks, [&](std::size_t worker) {
            add(ledger, worker, opposite(worker), [&] { meeting->arrive_and_wait(); });
        });
        knot.additions += *ledger.additions;
    }
    return knot;
}

/// Broken on purpose: the same deadlock, and no process watches for it. Counts the workers that end
/// by themselves, with or without an error. Once both wait, they have time_given to do so; then the
/// parent kills them, because they would stay for ever.
std::int64_t deadlock_unwatched(std::int64_t rounds) {
    constexpr std::chrono::milliseconds time_given{10};
    std::int64_t ended = 0;
    for (std::int64_t i = 0; i < rounds; ++i) {
        Ledger ledger;
        Shared<Meeting> meeting;
        Shared<Exit> exit;
        std::vector<Process> workers;
        for (std::size_t worker = 0; worker < 2; ++worker)
            workers.emplace_back([&, worker] {
                const Exit::Passed at_the_end{*exit};
                add(ledger, worker, opposite(worker), [&] { meeting->arrive_and_wait(); });
            });
        for (std::size_t worker = 0; worker < 2; ++worker)
            ledger.locks.next_waiting();
        std::this_thread::sleep_for(time_given);
        ended += exit->passed;
        for (Process& worker : workers) {
            worker.kill();  // the second may have ended by now, for the first has let go
            static_cast<void>(worker.wait());
        }
    }
    return ended;
}

}  // namespace triptych::processes
