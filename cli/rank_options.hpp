/// --ranks, --hosts and --oversubscribe: where the ranks of processes.mpi run.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/harness/benchmark.hpp"
#include "exercises/checker/temporary_folder.hpp"

namespace triptych::cli {

struct RankOptions {
    std::optional<int> ranks;
    std::optional<std::string> hosts;  // a file for mpirun
    bool oversubscribe = false;
};

/// Adds the three to a subcommand. The result is filled when the command line is read.
std::shared_ptr<RankOptions> add_rank_options(CLI::App& command);

/// The same as words for the bench program; empty if none was given. Throws UsageError if the file
/// of hosts cannot be read, has no host, or has fewer slots than there are ranks.
std::vector<std::string> rank_words(const RankOptions& options);

/// A folder for what mpirun writes while it runs, if ranks are among the benchmarks. It is gone
/// afterwards, even if mpirun was killed.
class RankFiles {
public:
    explicit RankFiles(std::span<const harness::Result> benchmarks);

    /// For the bench program.
    std::vector<std::string> words() const;

private:
    std::optional<checker::TemporaryFolder> folder_;
};

}  // namespace triptych::cli
