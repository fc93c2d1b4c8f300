/// `triptych claims`: what is said of the three models, and whether it holds here.
#pragma once

#include <optional>
#include <string_view>

#include "benches/claims.hpp"
#include "common/harness/statistics.hpp"

namespace CLI {
class App;
}

namespace triptych::cli {

/// "holds here" or "refuted here", if all of the interval of what was measured is on one side of
/// the claim's value; else, if nothing was measured, or if `cores`, those that the machine really
/// gave, do not suffice, "cannot tell here".
std::string_view judge(const Claim& claim, const std::optional<harness::Statistics>& measured,
                       double cores);

/// Adds the subcommand; when it is called, it leaves the program's exit code in `exit_code`.
void add_claims(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
