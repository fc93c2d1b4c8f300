// expects: wrong_result
#include "exercise.hpp"

std::vector<triptych::coroutines::Task<>> reminders(const std::vector<std::string>& /*names*/,
                                                    const Say& /*say*/) {
    return {};
}
