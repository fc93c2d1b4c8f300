// All tasks share a copy of the names.
#include <memory>

#include "exercise.hpp"

using triptych::coroutines::Task;

namespace {

using Names = std::shared_ptr<const std::vector<std::string>>;

Task<> remind(Names names, std::size_t index, const Say& say) {
    co_await triptych::coroutines::yield();
    say("Dear " + names->at(index));
}

}  // namespace

std::vector<Task<>> reminders(const std::vector<std::string>& names, const Say& say) {
    const auto kept = std::make_shared<const std::vector<std::string>>(names);
    std::vector<Task<>> tasks;
    for (std::size_t i = 0; i < kept->size(); ++i)
        tasks.push_back(remind(kept, i, say));
    return tasks;
}
