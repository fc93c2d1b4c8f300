#include <memory>

#include "coroutines/primitives/gather.hpp"
#include "exercise.hpp"
#include "exercises/support/run_to_end.hpp"

namespace triptych::exercises {
namespace {

using Letters = std::vector<std::string>;

void expect_letters(const Letters& found, const Letters& expected) {
    expect_equal(static_cast<long long>(found.size()), static_cast<long long>(expected.size()),
                 "the number of letters that the tasks");
    for (std::size_t i = 0; i < expected.size(); ++i)
        expect(found[i] == expected[i],
               "a letter is \"" + found[i] + "\", expected \"" + expected[i] + "\"");
}

Letters letters_of(std::vector<coroutines::Task<>> tasks, Letters& letters) {
    expect(letters.empty(), "say was called before the tasks ran");
    run_to_end(coroutines::gather(std::move(tasks)), "the tasks wait for ever");
    return letters;
}

void names_stay() {
    const std::vector<std::string> names{"Ada Lovelace, Countess of somewhere", "Bo"};
    Letters letters;
    const Say say = [&](const std::string& text) { letters.push_back(text); };
    expect_letters(letters_of(reminders(names, say), letters),
                   {"Dear Ada Lovelace, Countess of somewhere", "Dear Bo"});
}

void names_go() {
    names_stay();
    auto names = std::make_unique<std::vector<std::string>>();
    for (const char* const name : {"Grace Hopper, Rear Admiral of the Navy", "Edsger", "Tony"})
        names->emplace_back(name);
    Letters letters;
    const Say say = [&](const std::string& text) { letters.push_back(text); };
    auto tasks = reminders(*names, say);
    names.reset();
    expect_letters(letters_of(std::move(tasks), letters),
                   {"Dear Grace Hopper, Rear Admiral of the Navy", "Dear Edsger", "Dear Tony"});
}

void take_turns() {
    const std::vector<std::string> names{"Ada", "Bo"};
    Letters letters;
    const Say say = [&](const std::string& text) { letters.push_back(text); };
    std::vector<coroutines::Task<>> tasks = reminders(names, say);
    expect_equal(static_cast<long long>(tasks.size()), 2, "the number of tasks for two names");
    const auto first = [&]() -> coroutines::Task<> {
        letters.emplace_back("all have begun");
        co_return;
    };
    tasks.push_back(first());
    expect_letters(letters_of(std::move(tasks), letters),
                   {"all have begun", "Dear Ada", "Dear Bo"});
}

}  // namespace

std::vector<Check> checks() {
    return {
        {.name = "each task says one name", .run = names_stay},
        {.name = "the names may be gone when the tasks run", .run = names_go},
        {.name = "the tasks take turns", .run = take_turns},
    };
}

}  // namespace triptych::exercises
