// Copies of both.
#include "exercise.hpp"

using triptych::coroutines::Task;

namespace {

Task<> remind(std::string name, Say say) {
    co_await triptych::coroutines::yield();
    say("Dear " + name);
}

}  // namespace

std::vector<Task<>> reminders(const std::vector<std::string>& names, const Say& say) {
    std::vector<Task<>> tasks;
    for (const std::string& name : names)
        tasks.push_back(remind(name, say));
    return tasks;
}
