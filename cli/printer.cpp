#include "cli/printer.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "cli/terminal.hpp"
#include "common/harness/analysis.hpp"
#include "common/harness/escape.hpp"
#include "common/harness/finding.hpp"
#include "common/harness/overview.hpp"
#include "common/harness/report.hpp"
#include "common/harness/sweep.hpp"
#include "common/harness/which_one_when.hpp"

namespace triptych::cli {
namespace {
constexpr std::size_t widest_text = 100;  // longer lines are hard to read
}

Printer::Printer(std::FILE* stream, int cores, int repetitions)
    : stream_{stream},
      cores_{cores},
      repetitions_{repetitions},
      width_{terminal_width(stream)},
      colour_{wants_colour(stream)} {}

void Printer::text(std::string_view paragraph) {
    for (const std::string& line : harness::fill(paragraph, std::min(width_, widest_text)))
        print(line + '\n');
    markdown_ += harness::for_markdown(paragraph) + "\n\n";
}

void Printer::note(std::string_view paragraph) {
    print("\n");
    text(paragraph);
}

void Printer::group(std::span<const harness::Result> group) {
    const harness::GroupAnalysis analysis = harness::analyse_group(group, cores_);
    heading(harness::group_heading(analysis, repetitions_));
    table(harness::group_table(analysis));
}

void Printer::legend() {
    text(harness::group_legend());
}

void Printer::verdict(std::span<const harness::Result> workload) {
    print("\n");
    text(harness::finding(harness::analyse_workload(workload, cores_)).text());
    if (const std::string best = harness::sweep_text(workload); !best.empty()) text(best);
}

void Printer::overview(std::span<const harness::Result> results) {
    const harness::Table all = harness::overview(harness::analyse(results, cores_));
    if (all.rows.empty()) return;
    heading("The tradeoffs at a glance: each model's fastest implementation");
    table(all);
    markdown_ += harness::for_markdown(harness::columns_help()) + "\n\n";
}

void Printer::which_one_when(std::span<const harness::Result> results) {
    const auto sentences = harness::which_one_when(harness::analyse(results, cores_));
    if (sentences.empty()) return;
    heading("Which one when, on this machine");
    for (const std::string& sentence : sentences)
        text(sentence);
}

void Printer::warnings(const std::vector<harness::Warning>& warnings) {
    if (!warnings.empty()) print("\n");
    for (const harness::Warning& warning : warnings)
        text(fmt::format("Warning: {}", warning.text));
}

void Printer::be_quiet(bool quiet) {
    quiet_ = quiet;
    if (quiet) markdown_.clear();
}

void Printer::print(std::string_view text) {
    if (!quiet_) print_to(stream_, text, "the results");
}

void Printer::heading(const std::string& text) {
    print('\n' + (colour_ ? harness::styled(harness::Style::bold, text) : text) + '\n');
    markdown_ += fmt::format("## {}\n\n", harness::for_markdown(text));
}

void Printer::table(const harness::Table& table) {
    print(harness::as_text(table, width_, colour_));
    markdown_ += harness::as_markdown(table) + '\n';
}

}  // namespace triptych::cli
