#include "common/harness/overview.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "common/harness/canary.hpp"
#include "common/harness/grouping.hpp"
#include "common/harness/report.hpp"
#include "common/harness/summary.hpp"
#include "common/harness/units.hpp"
#include "common/harness/verdict.hpp"

namespace triptych::harness {
namespace {

std::string cell_text(const Summary& summary, bool withheld) {
    const bool as_fast = summary.ratio->median > 1 && !summary.differs_from_fastest();
    std::string text =
        fmt::format("{}  {}{}{}", format_seconds(summary.wall.median), as_fast ? "~" : "",
                    format_ratio(summary.ratio->median), withheld ? "!" : "");
    if (summary.busy) text += fmt::format("\n{} busy", format_percent(*summary.busy));
    if (summary.peak_bytes) text += fmt::format("\n{}", format_bytes(*summary.peak_bytes));
    if (!summary.cell().variant.empty()) text += "\n." + summary.cell().variant;
    return text;
}

Row workload_row(std::span<const Result> group, int cores, Table& table) {
    Row row;
    row.ruled = true;
    row.cells.resize(table.titles.size(), "-");
    constexpr std::size_t label_width = 20;
    const auto size = fill(size_text(group.front().cell), label_width);
    row.cells[0] = fmt::format("{}\n{}", group.front().cell.workload, fmt::join(size, "\n"));
    std::vector<Summary> summaries = summarize(group, cores);
    std::ranges::sort(summaries, {}, [](const Summary& one) { return one.wall.median; });
    for (const Summary& summary : summaries) {
        if (summary.cell().role != Role::contender) continue;
        std::string& cell = row.cells[table.column(summary.cell().model)];
        if (cell == "-")
            cell = cell_text(summary, cores_withheld(group, cores));  // else a faster one is there
    }
    return row;
}

}  // namespace

Table overview(std::span<const Result> results, int cores) {
    Table table;
    table.column("workload");
    for (const Result& result : results)
        if (result.cell.role == Role::contender) table.column(result.cell.model);
    for (const std::span<const Result> workload : workloads_of(results)) {
        const std::span<const Result> group = telling_group(workload);
        if (!group.empty()) table.rows.push_back(workload_row(group, cores, table));
    }
    return table;
}

}  // namespace triptych::harness
