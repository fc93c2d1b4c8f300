#include "common/benchmark_name.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <system_error>

namespace triptych {
namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || c == '_';
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter_or_digit(char c) {
    return is_letter(c) || is_digit(c);
}

bool is_word(std::string_view text) {
    return !text.empty() && is_letter(text[0]) && std::ranges::all_of(text, is_letter_or_digit);
}

/// Removes the text before the first `at` from the front of `rest`, and that character, too.
/// Returns the text; all of `rest` if it contains no `at`.
std::string_view take_until(char at, std::string_view& rest) {
    const std::string_view part = rest.substr(0, rest.find(at));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    return part;
}

/// "io:50" or "offset:-1".
bool is_setting(std::string_view text) {
    const std::string_view parameter = take_until(':', text);
    if (text.starts_with('-')) text.remove_prefix(1);
    return !parameter.empty() && std::ranges::all_of(parameter, is_letter) && !text.empty() &&
           std::ranges::all_of(text, is_digit);
}

/// "io:50/workers:4"; also an empty text.
bool is_set(std::string_view text) {
    if (text.ends_with('/')) return false;
    while (!text.empty())
        if (!is_setting(take_until('/', text))) return false;
    return true;
}

}  // namespace

std::string implementation_name(std::string_view model, std::string_view variant) {
    return variant.empty() ? std::string{model} : fmt::format("{}.{}", model, variant);
}

std::string_view model_of(std::string_view implementation) {
    return implementation.substr(0, implementation.find('.'));
}

std::string_view variant_of(std::string_view implementation) {
    implementation.remove_prefix(model_of(implementation).size());
    return implementation.empty() ? implementation : implementation.substr(1);
}

std::string benchmark_name(std::string_view workload, std::string_view implementation,
                           std::int64_t size, std::string_view set) {
    return fmt::format("{}/{}/{}{}{}", workload, implementation, size, set.empty() ? "" : "/", set);
}

std::optional<BenchmarkName> parse_benchmark_name(std::string_view name) {
    constexpr std::size_t most_digits = 18;
    std::string_view rest = name;
    const std::string_view workload = take_until('/', rest);
    const std::string_view implementation = take_until('/', rest);
    const std::string_view size = take_until('/', rest);
    const std::string_view model = model_of(implementation);
    const std::string_view variant = variant_of(implementation);
    const bool has_variant = model.size() < implementation.size();
    if (!is_word(workload) || !is_word(model) || has_variant == variant.empty() ||
        !std::ranges::all_of(variant, is_letter_or_digit) || size.size() > most_digits ||
        name.ends_with('/') || !is_set(rest))
        return std::nullopt;
    BenchmarkName parts{.workload = std::string{workload},
                        .model = std::string{model},
                        .variant = std::string{variant},
                        .size = 0,
                        .set = std::string{rest}};
    const auto [end, error] = std::from_chars(size.begin(), size.end(), parts.size);
    if (error != std::errc{} || end != size.end() || parts.size < 0) return std::nullopt;
    return parts;
}

}  // namespace triptych
