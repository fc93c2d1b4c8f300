#include "common/harness/report.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <utility>

#include "common/harness/measure.hpp"
#include "common/harness/units.hpp"

namespace triptych::harness {
namespace {

std::string row_name(const BenchmarkName& benchmark) {
    const std::string purpose = benchmark.role == Role::broken ? " on purpose" : "";
    const std::string role = role_text(benchmark.role);
    return benchmark.implementation() + (role.empty() ? "" : fmt::format(" ({}{})", role, purpose));
}

std::string interval_text(const Statistics& wall) {
    if (wall.count == 1) return "1 run";
    const std::string low = format_seconds(wall.low);
    const std::string high = format_seconds(wall.high);
    const std::string unit = high.substr(high.find(' '));
    const bool same = low.ends_with(unit);
    return (same ? low.substr(0, low.find(' ')) : low) + " to " + high;
}

std::string optional_text(std::optional<double> value, std::string (*format)(double)) {
    return value ? format(*value) : "-";
}

/// Voluntary context switches (it waited) and involuntary ones (it was preempted).
std::string switches_text(const Summary& summary) {
    return optional_text(summary.median("voluntary_switches"), format_number) + " / " +
           optional_text(summary.median("involuntary_switches"), format_number);
}

/// The most that were seen at once; with "≥" if the benchmark ended too soon to be sampled well,
/// so that there may have been more.
std::string seen_text(std::int64_t count, const Peak& peak) {
    if (count <= 0) return "-";
    return (peak.is_lower_bound() ? "≥" : "") + format_count(count);
}

Row measured_row(const Summary& summary, const GroupAnalysis& group, Table& table) {
    const Peak& peak = summary.result->peak;
    Row row;
    row.style = group.fastest(Role::contender) == &summary ? Style::bold : Style::plain;
    const auto put = [&](const std::string& title, std::string text) {
        row.cells.resize(std::max(row.cells.size(), table.column(title) + 1));
        row.cells[table.column(title)] = std::move(text);
    };
    put("implementation", row_name(summary.benchmark()));
    put("median", format_seconds(summary.wall.median));
    put("95% interval", interval_text(summary.wall));
    put("ratio", ratio_text(summary, group));
    put("ideal", ideal_text(summary));
    put("CPU", optional_text(summary.cpu_seconds, format_seconds));
    put("busy", optional_text(summary.busy, format_percent));
    put("memory", optional_text(summary.peak_bytes, format_bytes));
    put("threads", seen_text(peak.threads, peak));
    put("processes", seen_text(peak.processes, peak));
    put("files", seen_text(std::llround(peak.descriptors), peak));
    put("switches", switches_text(summary));
    for (const auto& [name, value] : summary.metrics)
        put(figure_title(name), format_figure(name, value));
    return row;
}

bool competes(const Result& result) {
    return result.benchmark.role == Role::contender || result.benchmark.role == Role::broken;
}

}  // namespace

std::string role_text(Role role) {
    switch (role) {
        case Role::baseline: return "baseline";
        case Role::peer: return "peer";
        case Role::broken: return "broken";
        case Role::contender: break;
    }
    return "";
}

std::string ratio_text(const Summary& summary, const GroupAnalysis& group) {
    if (!summary.ratio) return "-";
    const bool as_fast =
        group.fastest(Role::contender) != &summary && !summary.differs_from_fastest();
    return fmt::format("{}{}{}", as_fast ? "~" : "", format_ratio(summary.ratio->median),
                       group.cores_withheld ? "!" : "");
}

Row noted_row(const Result& result) {
    Row row{.cells = {row_name(result.benchmark)}, .note = result.reason, .style = Style::dim};
    if (result.outcome == Outcome::pending) row.note = "not measured";
    if (result.outcome == Outcome::skipped) row.note = "skipped: " + result.reason;
    if (result.outcome == Outcome::failed) {
        row.note = "FAILED: " + result.reason;
        row.style = Style::red;
    }
    return row;
}

std::string ideal_text(const Summary& summary) {
    if (!summary.ideal_seconds) return "-";
    return (summary.ideal_is_lower_bound ? "≥" : "") + format_percent(summary.efficiency());
}

std::string size_text(const BenchmarkName& benchmark) {
    std::string text = format_count(benchmark.size) + ' ' + benchmark.unit;
    std::string set = benchmark.set.empty() ? "" : '/' + benchmark.set;
    std::ranges::replace(set, ':', ' ');
    for (const char c : set)
        text += c == '/' ? ", " : std::string(1, c);
    return text;
}

std::string group_heading(const GroupAnalysis& group, int enough) {
    std::vector<std::size_t> taken;
    for (const Summary& summary : group.summaries)
        taken.push_back(summary.wall.count);
    const BenchmarkName& benchmark = group.benchmark();
    std::string heading = fmt::format("{}, {}", benchmark.workload, size_text(benchmark));
    if (taken.empty()) return heading;
    const auto [least, most] = std::ranges::minmax(taken);
    heading += fmt::format(" ({}{} repetition{}", least == most ? "" : fmt::format("{} to ", least),
                           most, most == 1 ? "" : "s");
    if (!has_too_few(group.results, enough)) return heading + ')';
    return heading + fmt::format("; for more: --repetitions {})", enough);
}

Table group_table(const GroupAnalysis& group) {
    Table table;
    for (const char* title : {"implementation", "median"})
        table.column(title);
    for (const bool competing : {true, false}) {
        bool ruled = !competing;
        for (const Result& result : group.results) {
            if (competes(result) != competing) continue;
            const Summary* const summary = group.of(result);
            Row row = summary == nullptr ? noted_row(result) : measured_row(*summary, group, table);
            row.ruled = std::exchange(ruled, false) && !table.rows.empty();
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

std::string group_legend() {
    return "95% interval: of this run's median; the next run may differ more. ratio: to the "
           "fastest contender; ~ cannot be told apart, ! CPU contention. ≥: at least. More: "
           "triptych run "
           "--help.";
}

std::string columns_help() {
    return "median: of the wall times. 95% interval: where the true median of this run lies; it "
           "says nothing about the next run (see compare). With 5 repetitions it is a 93.75 % "
           "interval, with fewer a wide guess. ratio: the median over that of the fastest "
           "contender; ~ if the two cannot be told apart, ! if there was CPU contention: other "
           "programs (or the host) were using the cores. ideal: the least time that is possible "
           "on these cores, as a percentage of the median; ≥ where it is only a lower bound, "
           "which no program can reach. CPU: CPU time of the process tree. busy: the part of all "
           "cores' time that was used. memory: peak of the process tree; "
           "shared pages count once. threads, processes, files (open descriptors): the most that "
           "were seen at once in the tree; ≥ if the run ended too soon to be sampled well. "
           "switches: context switches, voluntary (it waited) / involuntary (preempted).";
}

}  // namespace triptych::harness
