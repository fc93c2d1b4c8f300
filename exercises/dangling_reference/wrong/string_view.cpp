// expects: dangling_reference
#include <string_view>

#include "exercise.hpp"

using triptych::coroutines::Task;

namespace {

Task<> remind(std::string_view name, const Say& say) {
    co_await triptych::coroutines::yield();
    say(std::string{"Dear "}.append(name));
}

}  // namespace

std::vector<Task<>> reminders(const std::vector<std::string>& names, const Say& say) {
    std::vector<Task<>> tasks;
    for (const std::string& name : names)
        tasks.push_back(remind(name, say));
    return tasks;
}
