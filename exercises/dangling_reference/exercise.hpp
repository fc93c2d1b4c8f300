/// Dear nobody: what you write.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "coroutines/primitives/sleep.hpp"
#include "coroutines/primitives/task.hpp"

using Say = std::function<void(const std::string&)>;

/// A task for each name: it awaits yield(), and then calls say("Dear NAME").
std::vector<triptych::coroutines::Task<>> reminders(const std::vector<std::string>& names,
                                                    const Say& say);
