/// The runs of several machines in one table, for a class.
#pragma once

#include <span>
#include <string>

#include "common/harness/results_file.hpp"
#include "common/harness/table.hpp"

namespace triptych::harness {

/// A row for each workload, at the size that most machines have measured (the largest of these): on
/// how many machines each model has won, and how many times as long as the fastest it took, from
/// the best machine to the worst. A machine has no winner if another model cannot be told apart
/// from the fastest, or if there was CPU contention.
Table machines_table(std::span<const ResultsFile> files);

/// CSV with a line for each benchmark of each machine: machine, host, benchmark, median and
/// interval in seconds, error.
std::string machines_csv(std::span<const ResultsFile> files);

}  // namespace triptych::harness
