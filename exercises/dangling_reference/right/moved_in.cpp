// Moves a copy into the frame.
#include "exercise.hpp"

using triptych::coroutines::Task;

namespace {

Task<> remind(std::string name, const Say& say) {  // its own copy of the name
    co_await triptych::coroutines::yield();
    say("Dear " + name);
}

}  // namespace

std::vector<Task<>> reminders(const std::vector<std::string>& names, const Say& say) {
    std::vector<Task<>> tasks;
    for (std::string name : names)
        tasks.push_back(remind(std::move(name), say));
    return tasks;
}
