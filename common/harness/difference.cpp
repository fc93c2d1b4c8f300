#include "common/harness/difference.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "common/harness/summary.hpp"
#include "common/harness/text.hpp"
#include "common/harness/units.hpp"

namespace triptych::harness {
namespace {

const Result* measured_in(const ResultsFile& file, const Cell& cell) {
    const auto found = std::ranges::find(file.results, cell.name(),
                                         [](const Result& result) { return result.cell.name(); });
    return found == file.results.end() || !found->measured() ? nullptr : &*found;
}

std::string verdict_of(const Difference& difference) {
    if (difference.is_better()) return "better";
    return difference.is_worse() ? "worse" : "cannot tell";
}

/// The cells that `one` has measured and `other` has not.
std::vector<std::string> only_in(const ResultsFile& one, const ResultsFile& other) {
    std::vector<std::string> names;
    for (const Result& result : one.results)
        if (result.measured() && measured_in(other, result.cell) == nullptr)
            names.push_back(result.cell.name());
    return names;
}

}  // namespace

std::vector<Difference> differences(const ResultsFile& before, const ResultsFile& after) {
    std::vector<Difference> all;
    for (const Result& result : before.results) {
        if (!result.measured()) continue;
        const Result* const other = measured_in(after, result.cell);
        if (other == nullptr) continue;
        all.push_back({.cell = result.cell,
                       .before = wall_statistics(result),
                       .after = wall_statistics(*other),
                       .ratio = ratio(wall_seconds(*other), wall_seconds(result))});
    }
    return all;
}

Table difference_table(std::span<const Difference> differences) {
    Table table;
    table.titles = {"cell", "B / A", "95% interval", "B is", "A", "B"};
    for (const Difference& difference : differences) {
        const Statistics& ratio = difference.ratio;
        Row row{.cells = {difference.cell.name(), format_ratio(ratio.median),
                          fmt::format("{:.2f} to {:.2f}", ratio.low, ratio.high),
                          verdict_of(difference), format_seconds(difference.before.median),
                          format_seconds(difference.after.median)}};
        if (difference.is_worse()) row.style = Style::red;
        if (difference.is_better()) row.style = Style::bold;
        table.rows.push_back(std::move(row));
    }
    return table;
}

std::vector<std::string> other_differences(const ResultsFile& before, const ResultsFile& after) {
    std::vector<std::string> lines;
    for (const char* what :
         {"/host/cpu", "/host/cores", "/host/memory_bytes", "/host/kernel", "/host/governor",
          "/host/cpu_quota", "/cores", "/compiler", "/flags", "/versions", "/seed", "/complete"}) {
        const std::string ours = before.about(what);
        const std::string theirs = after.about(what);
        if (ours != theirs)
            lines.push_back(fmt::format("{}: {} in A, {} in B", what + 1,
                                        ours.empty() ? "not said" : ours,
                                        theirs.empty() ? "not said" : theirs));
    }
    if (const auto names = only_in(before, after); !names.empty())
        lines.push_back(fmt::format("measured in A alone: {}", enumerate(names)));
    if (const auto names = only_in(after, before); !names.empty())
        lines.push_back(fmt::format("measured in B alone: {}", enumerate(names)));
    return lines;
}

}  // namespace triptych::harness
