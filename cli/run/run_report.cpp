#include "cli/run/run_report.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "benches/catalog/catalog.hpp"
#include "cli/terminal.hpp"
#include "common/harness/brief_table.hpp"
#include "common/harness/escape.hpp"
#include "common/harness/finding.hpp"
#include "common/harness/overview.hpp"
#include "common/harness/report.hpp"
#include "common/harness/sweep.hpp"
#include "common/harness/text.hpp"
#include "common/harness/which_one_when.hpp"

namespace triptych::cli {
namespace {

using harness::GroupAnalysis;
using harness::Style;
using harness::WorkloadAnalysis;

/// Writes paragraphs and tables for a terminal.
class TerminalPage {
public:
    explicit TerminalPage(const Layout& layout) : layout_{layout} {}

    void paragraph(std::string_view text, Style style = Style::plain) {
        for (const std::string& line : harness::fill(text, std::min(layout_.width, widest_text)))
            text_ += styled(style, line) + '\n';
    }
    void gap() { text_ += '\n'; }
    void heading(std::string_view text) {
        gap();
        text_ += styled(Style::bold, text) + '\n';
    }

    /// A heading, and a sentence that goes on in the same paragraph.
    void heading(std::string_view text, const std::string& sentence) {
        const std::string whole = fmt::format("{}: {}", text, sentence);
        gap();
        for (const std::string& line : harness::fill(whole, std::min(layout_.width, widest_text))) {
            const bool is_first = line.starts_with(text);
            text_ += is_first ? styled(Style::bold, text) + line.substr(text.size()) : line;
            text_ += '\n';
        }
    }
    void table(const harness::Table& table) {
        text_ += harness::as_text(table, layout_.width, layout_.colour);
    }

    const std::string& text() const { return text_; }

private:
    std::string styled(Style style, std::string_view text) const {
        return layout_.colour ? harness::styled(style, text) : harness::for_terminal(text);
    }

    const Layout& layout_;
    std::string text_;
};

/// Writes the same in Markdown.
class MarkdownPage {
public:
    void paragraph(std::string_view text, Style /*style*/ = Style::plain) {
        text_ += harness::for_markdown(text) + "\n\n";
    }
    void gap() {}
    void heading(std::string_view text) {
        text_ += "## ";
        paragraph(text);
    }
    void table(const harness::Table& table) { text_ += harness::as_markdown(table) + '\n'; }

    const std::string& text() const { return text_; }

private:
    std::string text_;
};

bool is_begun(std::span<const harness::Result> results) {
    return std::ranges::any_of(results, [](const harness::Result& result) {
        return result.outcome != harness::Outcome::pending;
    });
}

/// The sentence in the catalog; empty if the workload is not in it.
std::string problem_of(const WorkloadAnalysis& workload) {
    const auto found =
        std::ranges::find(catalog(), workload.results.front().benchmark.workload, &Workload::name);
    return found == catalog().end() ? "" : std::string{found->problem};
}

void write_brief_tables(TerminalPage& page, const WorkloadAnalysis& workload, std::size_t width) {
    bool is_first = true;
    for (const GroupAnalysis& group : workload.groups) {
        if (!is_begun(group.results)) continue;
        if (is_first)
            page.heading(harness::brief_heading(group), problem_of(workload));
        else
            page.heading(harness::brief_heading(group));
        is_first = false;
        page.table(harness::brief_table(group, width));
    }
}

template <typename Page>
void write_whole_tables(Page& page, const WorkloadAnalysis& workload, int enough) {
    for (const GroupAnalysis& group : workload.groups) {
        if (!is_begun(group.results)) continue;
        page.heading(harness::group_heading(group, enough));
        page.table(harness::group_table(group));
    }
}

template <typename Page>
void write_finding(Page& page, const WorkloadAnalysis& workload, bool peers, bool brief = false) {
    const harness::Finding found = harness::finding(workload);
    page.paragraph(brief ? found.verdict() : found.text());
    if (const std::string best = harness::sweep_text(workload.results); !best.empty())
        page.paragraph(best);
    if (peers && std::ranges::none_of(workload.results, [](const harness::Result& result) {
            return result.benchmark.role == Role::peer;
        }))
        page.paragraph(fmt::format("No other library solves {}.",
                                   workload.results.front().benchmark.workload));
}

/// Returns whether there is anything to show.
template <typename Page>
bool write_overview(Page& page, const RunReport& report) {
    const harness::Table all = harness::overview(report.workloads);
    if (all.rows.empty()) return false;
    page.heading("The tradeoffs at a glance: each model's fastest implementation");
    page.table(all);
    return true;
}

template <typename Page>
void write_end(Page& page, const RunReport& report) {
    const auto sentences = harness::which_one_when(report.workloads);
    if (!sentences.empty()) page.heading("Which one when, on this machine");
    for (const std::string& sentence : sentences)
        page.paragraph(sentence);
    if (!report.warnings.empty()) page.gap();
    for (const harness::Warning& warning : report.warnings)
        page.paragraph(fmt::format("Warning: {}", warning.text), Style::yellow);
}

}  // namespace

std::string run_text(const RunReport& report, const Layout& layout) {
    TerminalPage page{layout};
    page.paragraph(layout.details ? harness::group_legend() : harness::brief_legend());
    page.paragraph(report.plan);
    for (const WorkloadAnalysis& workload : report.workloads) {
        if (!is_begun(workload.results)) continue;
        if (layout.details) {
            write_whole_tables(page, workload, report.enough);
            page.gap();
        } else {
            write_brief_tables(page, workload, layout.width);
        }
        write_finding(page, workload, report.peers, !layout.details);
    }
    if (layout.details) write_overview(page, report);
    write_end(page, report);
    return page.text();
}

std::string run_markdown(const RunReport& report) {
    MarkdownPage page;
    page.paragraph(report.plan);
    page.paragraph(harness::group_legend());
    for (const WorkloadAnalysis& workload : report.workloads) {
        if (!is_begun(workload.results)) continue;
        write_whole_tables(page, workload, report.enough);
        write_finding(page, workload, report.peers);
    }
    if (write_overview(page, report)) page.paragraph(harness::columns_help());
    write_end(page, report);
    return page.text();
}

}  // namespace triptych::cli
