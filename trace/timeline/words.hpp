/// A timeline in words and letters, the same in all renderings.
#pragma once

#include <string>
#include <string_view>

#include "trace/timeline/timeline.hpp"

namespace triptych::trace {

/// "mutex", "pipe".
std::string_view noun(Reason reason);

/// The letter that stands for a reason to wait, also where there is no colour: 's' asleep.
char letter(Reason reason);

/// "waits for mutex 3, held by thread 2", "asleep", "runs".
std::string describe(const Timeline& timeline, const Span& span);

/// "1.25 ms", "12.3 s".
std::string duration(Time time);

/// "killed by SIGKILL", "exit code 3"; empty if a process ended well, or nothing is known.
std::string ending(const Lane& lane);

}  // namespace triptych::trace
