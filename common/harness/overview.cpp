#include "common/harness/overview.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "common/harness/report.hpp"
#include "common/harness/units.hpp"

namespace triptych::harness {
namespace {

std::string cell_text(const Summary& summary, bool withheld) {
    const bool as_fast = summary.ratio->median > 1 && !summary.differs_from_fastest();
    std::string text =
        fmt::format("{}  {}{}{}", format_seconds(summary.wall.median), as_fast ? "~" : "",
                    format_ratio(summary.ratio->median), withheld ? "!" : "");
    if (summary.busy) text += fmt::format("\n{} busy", format_percent(*summary.busy));
    if (summary.peak_bytes) text += fmt::format("\n{}", format_bytes(*summary.peak_bytes));
    if (!summary.benchmark().variant.empty()) text += "\n." + summary.benchmark().variant;
    return text;
}

Row workload_row(const GroupAnalysis& group, const Table& table) {
    Row row;
    row.ruled = true;
    row.cells.resize(table.titles.size(), "-");
    constexpr std::size_t label_width = 20;
    const auto size = fill(size_text(group.benchmark()), label_width);
    row.cells[0] = fmt::format("{}\n{}", group.benchmark().workload, fmt::join(size, "\n"));
    for (const Summary* const summary : group.ranking()) {
        const auto column = std::ranges::find(table.titles, summary->benchmark().model);
        std::string& cell = row.cells.at(static_cast<std::size_t>(column - table.titles.begin()));
        if (cell == "-")
            cell = cell_text(*summary, group.cores_withheld);  // the first one is the fastest
    }
    return row;
}

}  // namespace

Table overview(std::span<const WorkloadAnalysis> workloads) {
    Table table;
    table.column("workload");
    for (const WorkloadAnalysis& workload : workloads)
        for (const Result& result : workload.results)
            if (result.benchmark.role == Role::contender) table.column(result.benchmark.model);
    for (const WorkloadAnalysis& workload : workloads)
        if (const GroupAnalysis* const group = workload.verdict_group(); group != nullptr)
            table.rows.push_back(workload_row(*group, table));
    return table;
}

}  // namespace triptych::harness
