// The whole text by value.
#include "exercise.hpp"

using triptych::coroutines::Task;

namespace {

Task<> remind(const std::string text, const Say& say) {
    co_await triptych::coroutines::yield();
    say(text);
}

}  // namespace

std::vector<Task<>> reminders(const std::vector<std::string>& names, const Say& say) {
    std::vector<Task<>> tasks;
    for (const std::string& name : names)
        tasks.push_back(remind("Dear " + name, say));
    return tasks;
}
