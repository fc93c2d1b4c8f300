/// The runs of several machines in one table, for a class.
#pragma once

#include <span>
#include <string>

#include "common/harness/results_file.hpp"
#include "common/harness/table.hpp"

namespace triptych::harness {

/// A row for each workload, at the size that most machines have measured, the largest of these: on
/// how many machines each model has won, and how much longer than the fastest it took, from the
/// luckiest machine to the least lucky one. Where another model cannot be told from the fastest,
/// or the machine withheld its cores, nobody has won.
Table machines_table(std::span<const ResultsFile> files);

/// A line for each benchmark of each machine: name, host, benchmark, outcome, median and interval
/// in seconds.
std::string machines_csv(std::span<const ResultsFile> files);

}  // namespace triptych::harness
