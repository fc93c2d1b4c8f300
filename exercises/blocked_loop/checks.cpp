#include <semaphore>
#include <thread>

#include "coroutines/primitives/gather.hpp"
#include "coroutines/primitives/sleep.hpp"
#include "exercise.hpp"
#include "exercises/support/run_to_end.hpp"

namespace triptych::exercises {
namespace {

using coroutines::Task;

/// Runs each job in a thread of its own, and joins them at the end.
class Elsewhere {
public:
    Elsewhere() = default;
    Elsewhere(const Elsewhere&) = delete;
    Elsewhere& operator=(const Elsewhere&) = delete;
    ~Elsewhere() {
        for (std::thread& thread : threads_)
            thread.join();
    }

    RunElsewhere run() {
        return [this](std::function<void()> job) { threads_.emplace_back(std::move(job)); };
    }

private:
    std::vector<std::thread> threads_;
};

int answer_of(const std::function<int()>& query) {
    Elsewhere elsewhere;
    const RunElsewhere run = elsewhere.run();
    return run_to_end(look_up(query, run), "look_up waits for ever");
}

void returns_the_answer() {
    expect_equal(answer_of([] { return 42; }), 42, "look_up of a query that returns 42");
    expect_equal(answer_of([] { return 7; }), 7, "look_up of a query that returns 7");
    int calls = 0;
    answer_of([&] { return ++calls; });
    expect_equal(calls, 1, "the number of calls of the query");
}

void throws_the_error() {
    int answer = 0;
    try {
        answer = answer_of([]() -> int { throw std::runtime_error{"no such book"}; });
    } catch (const std::runtime_error&) {
        return;
    }
    throw Wrong{"the query threw, and look_up returned " + std::to_string(answer)};
}

void another_thread() {
    returns_the_answer();
    const auto loop = std::this_thread::get_id();
    bool here = false;
    answer_of([&] {
        here = std::this_thread::get_id() == loop;
        return 1;
    });
    expect(!here, "the query was called on the loop's thread", "blocking_call_in_loop");
}

Task<> let_go(std::binary_semaphore& answered) {
    co_await coroutines::yield();
    answered.release();
}

Task<> note(Task<int> task, int& answer) {
    answer = co_await std::move(task);
}

/// The query waits for another task of the loop.
void others_go_on() {
    another_thread();
    std::binary_semaphore answered{0};
    int answer = 0;
    {
        Elsewhere elsewhere;
        const RunElsewhere run = elsewhere.run();
        std::vector<Task<>> tasks;
        tasks.push_back(note(look_up(
                                 [&] {
                                     answered.acquire();
                                     return 5;
                                 },
                                 run),
                             answer));
        tasks.push_back(let_go(answered));
        run_to_end(coroutines::gather(std::move(tasks)), "look_up waits for ever");
    }
    expect_equal(answer, 5, "look_up of a query that waits for another task");
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "it returns what the query returns", .run = returns_the_answer},
        {.name = "it throws what the query throws", .run = throws_the_error},
        {.name = "the query runs on another thread than the loop", .run = another_thread},
        {.name = "other tasks go on while the query waits",
         .run = others_go_on,
         .if_stuck = "blocking_call_in_loop"},
    };
}

}  // namespace triptych::exercises
