/// `triptych claims`: common claims about the three models, tested on this machine.
#pragma once

#include <optional>
#include <string_view>

#include "benches/claims.hpp"
#include "common/harness/statistics.hpp"

namespace CLI {
class App;
}

namespace triptych::cli {

/// Returns "holds here" or "refuted here" if the whole interval of the measurement is on one side
/// of the claim's value. Returns "cannot tell here" if it is not, if nothing was measured, or if
/// `cores`, the number of cores that could really be used, is too small for the claim.
std::string_view judge(const Claim& claim, const std::optional<harness::Statistics>& measured,
                       double cores);

/// Adds the subcommand. When it runs, it stores the program's exit code in `exit_code`.
void add_claims(CLI::App& app, int& exit_code);

}  // namespace triptych::cli
