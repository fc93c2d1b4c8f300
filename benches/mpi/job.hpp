/// A workload that ranks solve together: mpirun is started first, then timed, then checked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "benches/catalog/catalog.hpp"

namespace triptych {

/// Where ranks run, in this program.
struct RankSettings {
    int ranks = 0;               // 0: one for each core of this machine
    std::string hosts;           // a file with a host in each line, for mpirun; empty: this machine
    std::string files;           // the folder of mpirun's own files; empty: it has one
    bool oversubscribe = false;  // more ranks than cores are allowed
};

RankSettings& rank_settings();

/// The number of ranks: that of the settings, or else of the parameter "workers", or else one for
/// each core; but at least `least`.
int ranks_for(const Parameters& set, int least = 1);

/// Returns why no ranks can be started, and what to do; nothing if they can.
std::optional<std::string> why_no_mpi();

/// Skips everything if no ranks can be started, or if there are more than cores, or fewer than
/// `least`.
Refusal ranks_refuse(int least = 1);

/// The run of `implementation` (see rank_workloads.hpp). Starts mpirun with the program
/// triptych_rank of the folder of this program, and waits until all ranks have prepared the
/// workload. The run's metrics are the sums over all ranks: cpu_seconds, peak_bytes, ranks,
/// messages_sent, bytes_sent and others. Throws std::runtime_error in one line if the ranks cannot
/// be started, or if one of them dies; none is left then.
PreparedRun run_on_ranks(const std::string& implementation, std::int64_t size, std::uint64_t seed,
                         const Parameters& set, int least = 1);

/// What mpirun says, in one line: which host, which rank, and what to try; else its last line.
std::string explain_mpirun(const std::string& errors);

}  // namespace triptych
