#include "cli/explore/explore_answers.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "cli/explore/explore_table.hpp"
#include "cli/usage.hpp"

namespace triptych::cli {
namespace {

using nlohmann::json;

bool returns(const json& found, long value, bool only) {
    const auto is = [value](const json& row) {
        return row["end"] == "returned" && row["value"] == value;
    };
    const json& rows = found["outcomes"];
    return only ? std::ranges::all_of(rows, is) : std::ranges::any_of(rows, is);
}

}  // namespace

const json* worst_row(const json& found, const ExploreOptions& options) {
    const json* chosen = nullptr;
    int worst_rank = 0;
    for (const json& row : found["outcomes"]) {
        int rank = 0;
        const bool returned = row["end"] == "returned";
        const long value = row["value"];
        if (options.can_be && returned && value == *options.can_be) rank = 4;
        if (options.always && (!returned || value != *options.always)) rank = 3;
        if (rank == 0 && is_failure(row)) rank = 2;
        if (rank == 0 && found["outcomes"].size() > 1 &&
            row["preemptions"].get<int>() + row["unusual"].get<int>() > 0)
            rank = 1;
        const bool better =
            rank > worst_rank ||
            (rank == worst_rank && rank > 0 && chosen != nullptr &&
             std::pair{row["preemptions"].get<int>(), row["switches"].get<int>()} <
                 std::pair{(*chosen)["preemptions"].get<int>(), (*chosen)["switches"].get<int>()});
        if (!better) continue;
        worst_rank = rank;
        chosen = &row;
    }
    return chosen;
}

std::string answers_text(const json& found, const ExploreOptions& options) {
    std::string text;
    const bool complete = found["complete"];
    if (options.can_be) {
        const bool yes = returns(found, *options.can_be, false);
        const char* const no = complete ? "No." : "Not in what was looked at.";
        text += fmt::format("\nCan it be {}? {}\n", *options.can_be, yes ? "Yes." : no);
    }
    if (options.always) {
        const bool is_so = returns(found, *options.always, true);
        const char* const yes = complete ? "Yes." : "In all that was looked at.";
        text += fmt::format("\nIs it always {}? {}\n", *options.always, is_so ? yes : "No.");
    }
    return text;
}

int exit_code_of(const json& found, const ExploreOptions& options) {
    if (options.can_be && !returns(found, *options.can_be, false)) return check_failed;
    if (options.always && !returns(found, *options.always, true)) return check_failed;
    if (options.no_leak && found["leaked"] > 0) return check_failed;
    if (options.can_be || options.always) return 0;
    bool failed = false;
    bool deadlock = false;
    for (const json& row : found["outcomes"]) {
        failed = failed || is_failure(row);
        deadlock = deadlock || row["end"] == "deadlock";
    }
    if (deadlock || !found["races"].empty()) return race_or_deadlock;
    return failed ? check_failed : 0;
}

}  // namespace triptych::cli
