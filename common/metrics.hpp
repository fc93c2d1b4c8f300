/// Named numbers that a result contains in addition to its time.
#pragma once

#include <map>
#include <string>

namespace triptych {

/// For example {"late_p99_ms", 0.4} or {"lost", 1234}; a name ends in its unit, if it has one.
using Metrics = std::map<std::string, double>;

}  // namespace triptych
