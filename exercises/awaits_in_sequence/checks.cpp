#include "coroutines/primitives/sleep.hpp"
#include "exercise.hpp"
#include "exercises/support/run_to_end.hpp"

namespace triptych::exercises {
namespace {

using coroutines::Task;

std::string shown(const std::vector<int>& numbers) {
    std::string text;
    for (const int number : numbers)
        text += (text.empty() ? "" : ", ") + std::to_string(number);
    return "{" + text + "}";
}

void expect_answers(const std::vector<int>& found, const std::vector<int>& expected,
                    const std::string& how) {
    expect(found == expected,
           how + ", ask_all returned " + shown(found) + ", expected " + shown(expected));
}

/// What was done with the branches.
struct Seen {
    int called = 0;  // the functions
    int begun = 0;   // the tasks that they returned
};

Task<int> answer(Seen& seen, int number) {
    ++seen.begun;
    co_await coroutines::yield();
    co_return number;
}

void answers_in_order() {
    Seen seen;
    std::vector<Ask> branches;
    for (const int number : {30, 10, 20})
        branches.emplace_back([&seen, number] {
            ++seen.called;
            return answer(seen, number);
        });
    const auto found = run_to_end(ask_all(branches), "ask_all waits for ever");
    expect(seen.called < 3 || seen.begun > 0,
           "three tasks were created, and none of them has begun", "never_awaited");
    expect_answers(found, {30, 10, 20}, "of branches that answer 30, 10 and 20");
}

void nobody() {
    expect_answers(run_to_end(ask_all({}), "ask_all waits for ever"), {}, "of no branch");
}

Task<int> answer_when_all_are_asked(TaskMeeting& meeting, int number) {
    co_await meeting.enter();
    co_return number;
}

// Only of an answer that returns what quick branches answer is it said that it awaits in sequence.

void at_the_same_time() {
    answers_in_order();
    TaskMeeting meeting{4};
    std::vector<Ask> branches;
    for (const int number : {1, 2, 3, 4})
        branches.emplace_back(
            [&meeting, number] { return answer_when_all_are_asked(meeting, number); });
    const auto found =
        run_to_end(ask_all(branches),
                   "each of four branches waits until all are asked, and they never are all asked",
                   "awaits_in_sequence");
    expect_answers(found, {1, 2, 3, 4}, "of four branches that wait for each other");
}

Task<int> answer_last(coroutines::Event& other) {
    co_await other.wait();
    co_return 1;
}

Task<int> answer_first(coroutines::Event& other) {
    other.set();
    co_return 2;
}

void other_order() {
    answers_in_order();
    coroutines::Event second;
    const auto found = run_to_end(
        ask_all({[&] { return answer_last(second); }, [&] { return answer_first(second); }}),
        "the first branch waits until the second is asked, and it never is", "awaits_in_sequence");
    expect_answers(found, {1, 2}, "of two branches, of which the second answers first");
}

Task<int> fail() {
    co_await coroutines::yield();
    throw std::runtime_error{"the branch is closed"};
}

void closed_branch() {
    Seen seen;
    std::vector<int> found;
    try {
        found =
            run_to_end(ask_all({[&] { return answer(seen, 1); }, fail}), "ask_all waits for ever");
    } catch (const Wrong&) {
        throw;
    } catch (const std::exception&) {
        return;
    }
    throw Wrong{"a branch threw, and ask_all returned " + shown(found)};
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "it returns the answers in the order of the branches", .run = answers_in_order},
        {.name = "without branches there is no answer", .run = nobody},
        {.name = "all branches can be asked at the same time", .run = at_the_same_time},
        {.name = "the second branch may answer first", .run = other_order},
        {.name = "it throws what a branch throws", .run = closed_branch},
    };
}

}  // namespace triptych::exercises
