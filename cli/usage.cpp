#include "cli/usage.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <numeric>
#include <utility>

#include "common/harness/escape.hpp"

namespace triptych::cli {
namespace {

/// The Levenshtein distance: the number of letters to insert, delete or replace.
std::size_t distance(std::string_view from, std::string_view to) {
    std::vector<std::size_t> row(
        to.size() + 1);  // row[i]: from the letters so far to the first i letters of `to`
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t letter = 0; letter < from.size(); ++letter) {
        std::size_t diagonal = std::exchange(row[0], letter + 1);
        for (std::size_t i = 0; i < to.size(); ++i) {
            const std::size_t replaced = diagonal + (from[letter] == to[i] ? 0 : 1);
            diagonal = row[i + 1];
            row[i + 1] = std::min({replaced, diagonal + 1, row[i] + 1});
        }
    }
    return row.back();
}

}  // namespace

UsageError::UsageError(const std::string& what) : std::runtime_error{harness::for_terminal(what)} {}

UsageError::UsageError(const std::string& what, const std::string& details)
    : std::runtime_error{harness::for_terminal(what)},
      details_{harness::for_terminal_page(details)} {}

std::string nearest(std::string_view word, const std::vector<std::string>& names) {
    std::string best;
    std::size_t least =
        std::max<std::size_t>(2, word.size() / 2);  // more edits than this are no likeness
    for (const std::string& name : names) {
        const std::size_t steps = distance(word, name);
        const bool begins = word.size() >= 3 && name.starts_with(word);
        if (const std::size_t cost = begins ? 1 : steps;
            cost < least || (best.empty() && cost == least)) {
            least = cost;
            best = name;
        }
    }
    return best;
}

std::string unknown(std::string_view kind, std::string_view word,
                    const std::vector<std::string>& names) {
    const std::string near = nearest(word, names);
    if (!near.empty()) return fmt::format("unknown {} \"{}\": did you mean {}?", kind, word, near);
    return fmt::format("unknown {} \"{}\": there are {}", kind, word, fmt::join(names, ", "));
}

}  // namespace triptych::cli
