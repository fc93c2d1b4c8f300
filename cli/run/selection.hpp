/// From words on the command line to the benchmarks to measure.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "benches/catalog/catalog.hpp"
#include "cli/run/parameters.hpp"
#include "common/harness/benchmark.hpp"

namespace triptych::cli {

/// What the user asked for; an empty list asks for the usual.
struct Request {
    std::vector<std::string> workloads = {};
    std::vector<std::string> models = {};  // "threads", or one variant: "threads.pool"
    std::vector<std::string> sizes = {};   // as typed
    bool quick = false;
    std::vector<ParameterList> parameters = {};
    bool peers = false;  // references, too, which are else measured only if `models` names them
    bool loop_is_set = false;  // that of the coroutines, among which then one is to be measured
};

/// The benchmark of one implementation, not run yet.
harness::Result unmeasured(const Workload& workload, const Implementation& implementation,
                           std::int64_t size, const Parameters& set = {});

/// The benchmarks asked for, none run yet: workloads in the catalog's order, sizes ascending,
/// implementations in the catalog's order. The baseline is always among them: it is the yardstick.
/// Throws UsageError if a word is unknown, a size or a parameter is impossible, or nothing matches.
std::vector<harness::Result> select(std::span<const Workload> workloads, const Request& request);

}  // namespace triptych::cli
