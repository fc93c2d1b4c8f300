// A lambda without captures: what it needs are parameters.
#include "exercise.hpp"

using triptych::coroutines::Task;

std::vector<Task<>> reminders(const std::vector<std::string>& names, const Say& say) {
    constexpr auto remind = [](std::string name, const Say& speak) -> Task<> {
        co_await triptych::coroutines::yield();
        speak("Dear " + name);
    };
    std::vector<Task<>> tasks;
    tasks.reserve(names.size());
    for (const auto& name : names)
        tasks.push_back(remind(name, say));
    return tasks;
}
