// expects: dangling_reference
#include "exercise.hpp"

using triptych::coroutines::Task;

std::vector<Task<>> reminders(const std::vector<std::string>& names, const Say& say) {
    std::vector<Task<>> tasks;
    for (const std::string& name : names) {
        const auto remind = [name, &say]() -> Task<> {
            co_await triptych::coroutines::yield();
            say("Dear " + name);
        };
        tasks.push_back(remind());
    }
    return tasks;
}
