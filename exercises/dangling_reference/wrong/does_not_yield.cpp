// expects: wrong_result
#include "exercise.hpp"

using triptych::coroutines::Task;

namespace {

Task<> remind(std::string name, const Say& say) {  // its own copy of the name
    say("Dear " + name);
    co_return;
}

}  // namespace

std::vector<Task<>> reminders(const std::vector<std::string>& names, const Say& say) {
    std::vector<Task<>> tasks;
    for (const std::string& name : names)
        tasks.push_back(remind(name, say));
    return tasks;
}
