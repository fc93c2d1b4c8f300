/// Common claims about threads, processes and coroutines, each with the metric that tests it.
#pragma once

#include <span>
#include <string_view>

#include "benches/metric.hpp"

namespace triptych {

enum class Bound { at_most, at_least };

struct Claim {
    std::string_view text;      // the claim, as articles say it
    std::string_view shown_by;  // the metric in words
    Metric metric;
    Bound bound;    // if the claim is true, the metric is ...
    double value;   // ... at most, or at least, this
    int cores = 1;  // needed to test it
};

/// All claims: first those about Python, then those about which model is for which work.
std::span<const Claim> claims();

}  // namespace triptych
