#include "cli/explore/explore_table.hpp"

#include <cstdint>
#include <fmt/format.h>

#include "common/harness/escape.hpp"
#include "common/harness/table.hpp"
#include "common/harness/text.hpp"
#include "common/harness/units.hpp"

namespace triptych::cli {
namespace {

using nlohmann::json;

constexpr std::size_t most_rows = 20;
constexpr double exact_up_to = 9'007'199'254'740'992.0;  // 2^53

std::string count_text(double count) {
    if (count >= exact_up_to) return fmt::format("about {:.1e}", count);
    return harness::format_count(static_cast<std::int64_t>(count));
}

std::string plural(double count, const char* what) {
    return fmt::format("{} {}{}", count_text(count), what, count == 1 ? "" : "s");
}

std::string covered_text(const std::string& program, const json& found) {
    const double executions = found["executions"];
    const double schedules = found["schedules"];
    if (!found["complete"]) {
        const std::string why = found["stopped_by"];
        const double shape = found["interleavings"];
        std::string text = fmt::format("{}: NOT all schedules were looked at: {} executed", program,
                                       plural(executions, "schedule"));
        if (why == "seconds") text += ", then the time was over (--seconds)";
        if (why == "executions") text += ", then the limit was reached (--executions)";
        if (why == "preemptions") text += ", all with few preemptions (--preemptions)";
        if (why == "steps")
            text +=
                ", all but those in which one thread makes very many steps (--steps) while "
                "another could go";
        if (why == "failure") text += ", then it failed";
        if (why == "outcomes") text += ", then there were 1,000 different outcomes";
        if (shape > executions && why != "failure" && why != "steps")
            text += fmt::format(
                ". As many steps as in the first one can be ordered in {} ways, if "
                "nothing orders them",
                count_text(shape));
        return text + ". An outcome that is missing below may still be possible.";
    }
    if (!found["counted"])
        return fmt::format(
            "{}: all schedules are covered, by executing {}. They were not counted, as they are "
            "too many or a thread waits in a loop: the numbers below are executions, one of each "
            "order of the steps that affect each other.",
            program, count_text(executions));
    if (schedules == executions)
        return fmt::format("{}: {}, all executed.", program, plural(schedules, "schedule"));
    return fmt::format(
        "{}: {}, all covered by executing {}: the others differ from these only in "
        "the order of steps that do not affect each other.",
        program, plural(schedules, "schedule"), count_text(executions));
}

std::string share_text(const json& row, const json& found) {
    if (!found["complete"]) return "possible";
    const bool counted = found["counted"];
    const double all = counted
                           ? found["schedules"].get<double>()
                           : found["executions"].get<double>() - found["redundant"].get<double>();
    return fmt::format("{} of {}", count_text(row[counted ? "schedules" : "executions"]),
                       count_text(all));
}

}  // namespace

std::string outcome_name(const json& outcome) {
    const std::string end = outcome["end"];
    std::string text = harness::for_terminal(outcome["text"].get<std::string>());
    if (end == "returned") return fmt::format("returns {}", outcome["value"].get<long>());
    if (end == "exited") return fmt::format("calls exit({})", outcome["value"].get<long>());
    if (end == "deadlock") return "deadlock";
    if (end == "endless") return text.empty() ? "does not end" : "does not end: " + text;
    if (end == "redundant") return "only a time-out could go on, and this wait was to have none";
    if (end == "unsupported") return "not supported: " + text;
    if (end == "unfair") return "one thread goes on and on, while another could go";
    if (end == "crashed") return "crashes: " + text;
    return text;
}

bool is_failure(const json& outcome) {
    return outcome["end"] != "returned" && outcome["end"] != "exited";
}

std::string findings_text(const std::string& program, const json& found, std::size_t width,
                          bool colour) {
    std::string text = harness::hanging("", covered_text(program, found), width) + '\n';
    harness::Table table{.titles = {"outcome", "schedules"}, .rows = {}};
    for (const json& row : found["outcomes"]) {
        if (table.rows.size() == most_rows) break;
        harness::Row cells;
        cells.cells = {outcome_name(row), share_text(row, found)};
        table.rows.push_back(std::move(cells));
    }
    text += harness::as_text(table, width, colour);
    if (found["outcomes"].size() > most_rows)
        text += fmt::format("and {} outcomes more\n", found["outcomes"].size() - most_rows);
    return text;
}

}  // namespace triptych::cli
