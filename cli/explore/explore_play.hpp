/// `triptych explore --play`: you are the scheduler.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>

#include "cli/explore/explored_program.hpp"

namespace triptych::cli {

/// Shows what each thread would do next, reads from standard input which one goes, and so on to
/// the end of the program or of the input. Returns the story of how it ended; null if the player
/// left before. `request` has the limits. Throws Stopped.
nlohmann::json play(ExploredProgram& program, nlohmann::json request, std::size_t width);

}  // namespace triptych::cli
