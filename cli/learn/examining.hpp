/// Examines many answers, as many at a time as there are cores.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "exercises/checker/examination.hpp"
#include "exercises/checker/exercise.hpp"

namespace triptych::cli {

struct ToExamine {
    const checker::Exercise* exercise = nullptr;  // not null
    std::filesystem::path answer;
    checker::Until until = checker::Until::last_build;
};

/// The keys of the first diagnoses; "passes" if nothing is wrong. If the exercise itself is broken,
/// what is wrong with it.
struct FirstKeys {
    std::string key;
    std::string without_explore;  // the same, if what only explore saw is left out
};

inline constexpr const char* passes = "passes";

/// Examines each answer in a process of its own, and calls `use(index, found)` in the order of the
/// list, as soon as possible. Returns 0, or the signal that asked it to stop: then it has killed
/// what ran. Requires: this process has one thread, and no children.
int examine_all(const std::vector<ToExamine>& list,
                const std::function<void(std::size_t, const FirstKeys&)>& use);

}  // namespace triptych::cli
