// expects: wrong_result
#include "exercise.hpp"

using triptych::coroutines::Task;

namespace {

Task<> nothing() {
    co_await triptych::coroutines::yield();
}

}  // namespace

std::vector<Task<>> reminders(const std::vector<std::string>& names, const Say& say) {
    std::vector<Task<>> tasks;
    for (const std::string& name : names) {
        say("Dear " + name);
        tasks.push_back(nothing());
    }
    return tasks;
}
