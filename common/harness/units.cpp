#include "common/harness/units.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace triptych::harness {
namespace {

/// Three significant digits, never in the form 1e+03.
std::string three_digits(double number) {
    const double size = std::abs(number);
    if (size >= 99.95) return fmt::format("{:.0f}", number);
    return size >= 9.995 ? fmt::format("{:.1f}", number) : fmt::format("{:.2f}", number);
}

struct Unit {
    std::string_view ending;  // of a metric's name
    std::string (*format)(double value);
};

constexpr std::array units{
    Unit{"_ms", [](double value) { return format_seconds(value / 1e3); }},
    Unit{"_us", [](double value) { return format_seconds(value / 1e6); }},
    Unit{"_seconds", format_seconds},
    Unit{"_bytes", format_bytes},
    Unit{"_percent", [](double value) { return format_percent(value / 100); }},
};

const Unit* unit_of(std::string_view name) {
    const auto* const found = std::ranges::find_if(
        units, [&](std::string_view ending) { return name.ends_with(ending); }, &Unit::ending);
    return found == units.end() ? nullptr : found;
}

}  // namespace

std::string format_seconds(double seconds) {
    const double size = std::abs(seconds);
    if (size == 0) return "0 s";
    if (size >= 0.9995) return three_digits(seconds) + " s";
    if (size >= 0.9995e-3) return three_digits(seconds * 1e3) + " ms";
    if (size >= 0.9995e-6) return three_digits(seconds * 1e6) + " µs";
    return three_digits(seconds * 1e9) + " ns";
}

std::string format_bytes(double bytes) {
    static constexpr std::array names{"B", "KiB", "MiB", "GiB", "TiB"};
    std::size_t i = 0;
    for (; std::abs(bytes) >= 1023.5 && i + 1 < names.size(); ++i)
        bytes /= 1024;
    return i == 0 ? fmt::format("{:.0f} B", bytes) : three_digits(bytes) + ' ' + names[i];
}

std::string format_count(std::int64_t count) {
    std::string digits = fmt::format("{}", count);
    const std::ptrdiff_t first = count < 0 ? 1 : 0;
    for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > first; i -= 3)
        digits.insert(digits.begin() + i, ',');
    return digits;
}

std::string format_percent(double part) {
    const double percent = part * 100;
    if (percent > 0 && percent < 0.995) return fmt::format("{:.1f}%", percent);
    return fmt::format("{:.0f}%", percent);
}

std::string format_ratio(double ratio) {
    return three_digits(ratio) + 'x';
}

std::string format_number(double number) {
    if (std::abs(number) < 1e15 && number == std::nearbyint(number))
        return format_count(static_cast<std::int64_t>(number));
    return std::abs(number) >= 1000 ? format_count(std::llround(number)) : three_digits(number);
}

std::string format_figure(std::string_view name, double value) {
    const Unit* unit = unit_of(name);
    return unit == nullptr ? format_number(value) : unit->format(value);
}

std::string figure_title(std::string_view name) {
    std::string title{name};
    if (const Unit* unit = unit_of(name); unit != nullptr) {
        title.resize(name.size() - unit->ending.size());
        if (unit->ending == "_percent") title += " %";
    }
    std::ranges::replace(title, '_', ' ');
    return title;
}

}  // namespace triptych::harness
