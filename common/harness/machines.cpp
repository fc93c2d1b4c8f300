#include "common/harness/machines.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <utility>

#include "common/harness/analysis.hpp"
#include "common/harness/csv.hpp"
#include "common/harness/exports.hpp"
#include "common/harness/report.hpp"
#include "common/harness/summary.hpp"
#include "common/harness/units.hpp"

namespace triptych::harness {
namespace {

/// One workload at one size, on one machine.
using Group = std::vector<Result>;

Group group_in(const ResultsFile& file, const BenchmarkName& like) {
    Group group;
    std::ranges::copy_if(file.results, std::back_inserter(group), [&](const Result& result) {
        return result.benchmark.workload == like.workload && result.benchmark.size == like.size;
    });
    // A benchmark that failed has no repetitions, and in a file no speed-up.
    for (const Result& result : group)
        if (result.speedup) group.front().speedup = result.speedup;
    return group;
}

/// For each workload one of its benchmarks, with the size that most machines have measured.
std::vector<BenchmarkName> compared_benchmarks(std::span<const ResultsFile> files) {
    std::vector<BenchmarkName> in_order;
    std::map<std::pair<std::string, std::int64_t>, int> machines;
    for (const ResultsFile& file : files) {
        std::set<std::pair<std::string, std::int64_t>> seen;
        for (const Result& result : file.results) {
            if (!result.measured() || result.benchmark.role != Role::contender) continue;
            if (seen.emplace(result.benchmark.workload, result.benchmark.size).second)
                ++machines[{result.benchmark.workload, result.benchmark.size}];
            if (std::ranges::find(in_order, result.benchmark.workload, &BenchmarkName::workload) ==
                in_order.end())
                in_order.push_back(result.benchmark);
        }
    }
    for (BenchmarkName& benchmark : in_order) {
        int most = 0;
        for (const auto& [key, count] : machines)  // sizes ascend
            if (key.first == benchmark.workload && count >= most) {
                most = count;
                benchmark.size = key.second;
            }
    }
    return in_order;
}

/// The results of one model on all machines.
struct Record {
    int won = 0;
    std::vector<double> ratios;  // of its fastest implementation to the fastest contender
};

using Records = std::map<std::string, Record>;

/// How many cores a run was allowed to use; 1 if its file does not say.
int cores_of(const ResultsFile& file) {
    int cores = 1;
    std::istringstream{file.about("/cores")} >> cores;
    return std::max(1, cores);
}

/// Adds the results of one machine. Returns whether a model has won there.
bool add(const GroupAnalysis& group, Records& records) {
    const std::vector<const Summary*> ranking = group.ranking();
    std::set<std::string> seen;
    bool all_behind = true;  // check all: the third one's interval may be wider than the second's
    for (const Summary* const summary : ranking) {
        if (!seen.insert(summary->benchmark().model).second) continue;
        records[summary->benchmark().model].ratios.push_back(summary->ratio->median);
        if (seen.size() > 1) all_behind = all_behind && summary->differs_from_fastest();
    }
    const bool is_won = seen.size() > 1 && all_behind && !group.cores_withheld;
    if (is_won) ++records[ranking.front()->benchmark().model].won;
    return is_won;
}

std::string record_text(const Record& record) {
    if (record.ratios.empty()) return "-";
    const auto [least, most] = std::ranges::minmax(record.ratios);
    const std::string range = least == most
                                  ? format_ratio(least)
                                  : fmt::format("{:.2f} to {}", least, format_ratio(most));
    return fmt::format("won {}\n{}", record.won, range);
}

}  // namespace

Table machines_table(std::span<const ResultsFile> files) {
    Table table;
    for (const char* title : {"workload", "machines", "threads", "processes", "coroutines"})
        table.column(title);
    std::vector<std::string> undecided;  // for the last column, which comes after all models
    for (const BenchmarkName& benchmark : compared_benchmarks(files)) {
        Records records;
        int machines = 0;
        int won = 0;
        for (const ResultsFile& file : files) {
            const Group group = group_in(file, benchmark);
            if (group.empty()) continue;
            const GroupAnalysis analysis = analyse_group(group, cores_of(file));
            if (analysis.ranking().empty()) continue;
            ++machines;
            won += add(analysis, records) ? 1 : 0;
        }
        Row row;
        row.cells = {fmt::format("{}\n{}", benchmark.workload, size_text(benchmark)),
                     format_count(machines)};
        for (const auto& [model, record] : records) {
            const std::size_t column = table.column(model);
            row.cells.resize(std::max(row.cells.size(), column + 1), "-");
            row.cells[column] = record_text(record);
        }
        table.rows.push_back(std::move(row));
        undecided.push_back(format_count(machines - won));
    }
    const std::size_t last = table.column("no winner");
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        table.rows[i].cells.resize(last + 1, "-");
        table.rows[i].cells[last] = undecided[i];
    }
    return table;
}

std::string machines_csv(std::span<const ResultsFile> files) {
    std::string text =
        "machine,host,benchmark,workload,model,variant,size,role,repetitions,median,low,high,"
        "error\n";
    for (const ResultsFile& file : files)
        for (const Result& result : file.results) {
            const BenchmarkName& benchmark = result.benchmark;
            std::array<CsvField, 3> wall;
            if (result.measured()) {
                const Statistics seconds = wall_statistics(result);
                wall = {seconds.median, seconds.low, seconds.high};
            }
            text += csv_line(std::array<CsvField, 13>{
                file.name, file.host(), benchmark.name(), benchmark.workload, benchmark.model,
                benchmark.variant, benchmark.size, role_name(benchmark.role),
                result.repetitions.size(), wall[0], wall[1], wall[2], result.reason});
        }
    return text;
}

}  // namespace triptych::harness
