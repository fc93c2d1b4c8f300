/// A program that a student breaks as its scheduler, by the order in which its threads go.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "exercises/checker/diagnosis.hpp"
#include "exercises/checker/exploration.hpp"

namespace triptych::checker {

/// Runs the executable `explored` in `folder`, made of `check.played`, in that order ("1 2 2 1").
/// Returns nothing if it ends as `check.breaks` says, and else what became of it, with the story.
/// Throws std::runtime_error if the engine gives no answer.
std::optional<Diagnosis> play_check(const Sandbox& sandbox, const std::filesystem::path& folder,
                                    const ListedCheck& check, const std::string& order,
                                    int stop_descriptor);

}  // namespace triptych::checker
