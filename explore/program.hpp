/// The program under test: its main, taken before it began.
#pragma once

namespace triptych::explore {

/// Calls it. Returns what it returned.
long run_program();

}  // namespace triptych::explore
