#include "common/harness/brief_table.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <utility>

#include "common/harness/report.hpp"
#include "common/harness/units.hpp"
#include "common/stable_order.hpp"

namespace triptych::harness {
namespace {

constexpr std::size_t most_own = 2;  // of the workload's own metrics

/// The metrics of lessons (lesson.hpp), which come first.
bool is_lesson(const std::string& name) {
    return name == "lost_percent" || name == "deadlocks" || name == "seen";
}

/// The workload's own metrics in which its rows differ; first those of lessons, then those that
/// most rows have.
std::vector<std::string> own_metrics(const GroupAnalysis& group) {
    std::map<std::string, std::multiset<double>> values;
    for (const Summary& summary : group.summaries)
        for (const auto& [name, value] : summary.metrics)
            values[name].insert(value);
    std::vector<std::string> names;
    for (const auto& [name, all] : values)
        if (all.size() < group.summaries.size() || *all.begin() != *all.rbegin())
            names.push_back(name);
    sort_stably(names, [&](const std::string& name) {  // the greatest first
        return std::pair{!is_lesson(name), -static_cast<std::ptrdiff_t>(values[name].size())};
    });
    names.resize(std::min(names.size(), most_own));
    return names;
}

/// A heading in narrow lines: "greeting\nat once".
std::string narrow(const std::string& title) {
    constexpr std::size_t widest = 9;
    return fmt::format("{}", fmt::join(fill(title, widest), "\n"));
}

std::string spread_text(const Statistics& wall) {
    return wall.count == 1 ? "1 run" : format_percent(wall.margin());
}

Style style_of(const Summary& summary, bool withheld) {
    const Role role = summary.benchmark().role;
    if (role == Role::broken) return Style::yellow;
    const bool wins = role == Role::contender && !summary.differs_from_fastest() && !withheld;
    return wins ? Style::green : Style::plain;
}

std::string row_name(const BenchmarkName& benchmark) {
    const std::string role = benchmark.role == Role::contender ? "" : role_text(benchmark.role);
    return benchmark.implementation() + (role.empty() ? "" : fmt::format(" ({})", role));
}

Row measured_row(const Summary& summary, const GroupAnalysis& group,
                 const std::vector<std::string>& own) {
    Row row{.cells = {row_name(summary.benchmark()), format_seconds(summary.wall.median),
                      spread_text(summary.wall), ratio_text(summary, group),
                      summary.busy ? format_percent(*summary.busy) : "-",
                      summary.peak_bytes ? format_bytes(*summary.peak_bytes) : "-"},
            .style = style_of(summary, group.cores_withheld)};
    for (const std::string& name : own) {
        const auto metric = summary.metrics.find(name);
        row.cells.push_back(metric == summary.metrics.end() ? ""
                                                            : format_figure(name, metric->second));
    }
    return row;
}

void remove_column(Table& table, std::size_t column) {
    const auto remove = [&](std::vector<std::string>& cells) {
        if (column < cells.size()) cells.erase(cells.begin() + static_cast<std::ptrdiff_t>(column));
    };
    remove(table.titles);
    for (Row& row : table.rows)
        remove(row.cells);
}

/// Removes the least important columns until the table fits into `width`.
void make_fit(Table& table, std::size_t width, std::size_t own) {
    std::vector<std::string> expendable{"±", "busy", "memory"};
    for (std::size_t i = own; i > 0; --i)  // the first one last: it is often the lesson
        expendable.insert(i > 1 ? expendable.begin() : expendable.end(),
                          table.titles[table.titles.size() - own + i - 1]);
    expendable.emplace_back("ratio");
    for (const std::string& title : expendable) {
        if (width_of(table) <= width) return;
        remove_column(table, table.column(title));
    }
}

bool competes(const Result& result) {
    return result.benchmark.role == Role::contender || result.benchmark.role == Role::broken;
}

}  // namespace

std::string brief_heading(const GroupAnalysis& group) {
    return fmt::format("{}, {}", group.benchmark().workload, size_text(group.benchmark()));
}

Table brief_table(const GroupAnalysis& group, std::size_t width) {
    Table table{.titles = {"implementation", "time", "±", "ratio", "busy", "memory"}, .rows = {}};
    const std::vector<std::string> own = own_metrics(group);
    for (const std::string& name : own)
        table.titles.push_back(figure_title(name));
    for (const bool competing : {true, false})
        for (const Result& result : group.results) {
            if (competes(result) != competing) continue;
            const Summary* const summary = group.of(result);
            if (summary != nullptr) {
                table.rows.push_back(measured_row(*summary, group, own));
                continue;
            }
            table.rows.push_back(noted_row(result));
            table.rows.back().cells = {row_name(result.benchmark)};
        }
    for (std::size_t i = table.titles.size() - own.size(); i < table.titles.size(); ++i)
        if (width_of(table) > width) table.titles[i] = narrow(table.titles[i]);
    make_fit(table, width, own.size());
    return table;
}

std::string brief_legend() {
    return "±: 95 % interval of this run's median. ratio: to the fastest contender; ~ cannot be "
           "told "
           "apart, ! CPU contention. busy: of all cores. memory: peak. More: --details, run "
           "--help.";
}

}  // namespace triptych::harness
