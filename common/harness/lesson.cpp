#include "common/harness/lesson.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <tuple>
#include <vector>

#include "common/harness/text.hpp"
#include "common/harness/units.hpp"

namespace triptych::harness {
namespace {

using Texts = std::vector<std::string>;

/// The highest value in any repetition: an update that was lost once is lost. Nullopt if the
/// benchmark does not have that counter.
std::optional<double> highest(const Result& result, const std::string& counter) {
    const std::vector<double> values = values_of(result, counter);
    if (values.empty()) return std::nullopt;
    return std::ranges::max(values);
}

std::string name_of(const Result& result) {
    return result.benchmark.implementation();
}

bool is_broken(const Result& result) {
    return result.benchmark.role == Role::broken;
}

bool is_contender(const Result& result) {
    return result.benchmark.role == Role::contender;
}

/// " (a copy, made at the first write)", from the remark in the catalog.
std::string in_brackets(const std::string& remark) {
    return remark.empty() ? "" : fmt::format(" ({})", remark);
}

std::string all_of(const Texts& texts) {
    if (texts.size() < 2) return texts.empty() ? "" : texts.front();
    return fmt::format("{} and {}", fmt::join(texts.begin(), texts.end() - 1, ", "), texts.back());
}

/// The least and the most that is lost, and by which implementation.
class Losses {
public:
    void add(const std::string& name, double percent) {
        if (empty() || percent < least_) std::tie(least_, least_by_) = std::tie(percent, name);
        if (most_by_.empty() || percent > most_)
            std::tie(most_, most_by_) = std::tie(percent, name);
    }
    bool empty() const { return least_by_.empty(); }
    std::string text() const {
        const std::string most = fmt::format("{} ({})", format_percent(most_ / 100), most_by_);
        if (least_by_ == most_by_) return most + '.';
        return fmt::format("{} ({}) to {}.", format_percent(least_ / 100), least_by_, most);
    }

private:
    double least_ = 0;
    double most_ = 0;
    std::string least_by_;
    std::string most_by_;
};

std::string lost_updates(const GroupAnalysis& group) {
    Losses lossy;
    Texts lucky;
    Texts guarded;
    bool is_guarded = false;
    for (const Result& result : group.results) {
        const auto percent = highest(result, "lost_percent");
        if (!percent) continue;
        const std::string lost =
            fmt::format("{} {}", name_of(result), format_percent(*percent / 100));
        if (is_broken(result) && *percent > 0) lossy.add(name_of(result), *percent);
        if (is_broken(result) && *percent == 0) lucky.push_back(name_of(result));
        if (is_contender(result)) is_guarded = true;
        if (is_contender(result) && *percent > 0) guarded.push_back(lost);
    }
    std::string text;
    if (!lossy.empty())
        add_sentence(text, "Without a guard, updates are lost: at worst " + lossy.text());
    if (!lucky.empty())
        add_sentence(text, fmt::format("{} lost none this time, which does not prove that {} "
                                       "never {}.",
                                       all_of(lucky), lucky.size() == 1 ? "it" : "they",
                                       lucky.size() == 1 ? "does" : "do"));
    if (!guarded.empty())
        add_sentence(text, fmt::format("Guarded ones lost some, too: {}.", all_of(guarded)));
    else if (is_guarded)
        add_sentence(text, "With a guard, none is.");
    return text;
}

std::string deadlocks(const GroupAnalysis& group) {
    Texts found;
    Texts unnoticed;
    Texts without;
    std::string how_avoided;
    for (const Result& result : group.results) {
        const Summary* const summary = group.of(result);
        if (summary == nullptr) continue;
        const double count = summary->median("deadlocks").value_or(0);
        const std::string& remark = result.remark;
        if (is_broken(result) && count > 0) found.push_back(name_of(result) + in_brackets(remark));
        if (is_broken(result) && summary->median("ended"))
            unnoticed.push_back(name_of(result) + in_brackets(remark));
        if (is_contender(result) && count == 0 && summary->median("deadlocks")) {
            how_avoided = without.empty() || how_avoided == remark ? remark : "";
            without.push_back(name_of(result));
        }
    }
    std::string text;
    if (!found.empty())
        add_sentence(text, fmt::format("Deadlock, found and broken: {}.", all_of(found)));
    if (!unnoticed.empty()) add_sentence(text, fmt::format("Not found: {}.", all_of(unnoticed)));
    if (!without.empty())
        add_sentence(text, fmt::format("None in {}{}.", all_of(without),
                                       how_avoided.empty() ? "" : ": " + how_avoided));
    return text;
}

std::string visibility(const GroupAnalysis& group) {
    const auto all = static_cast<double>(group.benchmark().size);
    Texts seen;
    Texts others;
    for (const Result& result : group.results) {
        const Summary* const summary = group.of(result);
        if (summary == nullptr || (!is_broken(result) && !is_contender(result))) continue;
        const auto count = summary->median("seen");
        if (!count) continue;
        const std::string name = name_of(result);
        if (*count == all)
            seen.push_back(name);
        else
            others.push_back(fmt::format("{} with {}{}",
                                         *count == 0 ? "none" : format_number(*count), name,
                                         in_brackets(result.remark)));
    }
    if (seen.empty() && others.empty()) return "";
    if (!seen.empty()) others.insert(others.begin(), "all with " + all_of(seen));
    return fmt::format("Of {} {} that a worker wrote, its creator sees {}.", format_number(all),
                       group.benchmark().unit, fmt::join(others, ", and "));
}

bool has_shared_state(const Result& result) {
    return std::ranges::any_of(
        std::array{"lost_percent", "deadlocks", "ended", "seen"},
        [&](const char* counter) { return highest(result, counter).has_value(); });
}

}  // namespace

std::string shared_state_lesson(const GroupAnalysis& group) {
    std::string text;
    for (const std::string& sentence : {lost_updates(group), deadlocks(group), visibility(group)})
        if (!sentence.empty()) add_sentence(text, sentence);
    return text;
}

std::string slowness_lesson(const GroupAnalysis& group) {
    const Summary* const best = group.fastest(Role::contender);
    if (best == nullptr || group.cores_withheld) return "";
    std::string text;
    for (const Result& result : group.results) {
        if (!is_broken(result) || !result.measured() || has_shared_state(result)) continue;
        const Statistics slower = ratio(wall_seconds(result), wall_seconds(*best->result));
        const std::string name = name_of(result) + in_brackets(result.remark);
        add_sentence(text, differs(slower)
                               ? fmt::format("{} takes {} as long as {}.", name,
                                             format_ratio(slower.median), name_of(*best->result))
                               : fmt::format("{} cannot be told apart from {}.", name,
                                             name_of(*best->result)));
    }
    return text;
}

std::string guarding_lesson(std::span<const GroupAnalysis* const> groups) {
    int lossy = 0;
    int all = 0;
    int guarded = 0;  // that lost some
    double most = 0;
    for (const GroupAnalysis* const group : groups)
        for (const Result& result : group->results) {
            const std::vector<double> lost = values_of(result, "lost_percent");
            if (lost.empty()) continue;
            const double highest = std::ranges::max(lost);
            if (result.benchmark.role == Role::contender && highest > 0) ++guarded;
            if (result.benchmark.role != Role::broken) continue;
            ++all;
            if (highest > 0) ++lossy;
            most = std::max(most, highest);
        }
    if (all == 0) return "";
    if (lossy == 0)
        return fmt::format(
            "None of {} unguarded implementations lost an update this "
            "time, which does not prove that they never do.",
            all);
    return fmt::format(
        "Guard shared state in every model: {} of {} unguarded implementations lost "
        "updates (up to {}), and {} of the guarded ones did.",
        lossy, all, format_percent(most / 100), guarded == 0 ? "none" : format_number(guarded));
}

}  // namespace triptych::harness
