/// Formats metrics for people: three digits and a unit that fits.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace triptych::harness {

std::string format_seconds(double seconds);    // "412 ms"
std::string format_bytes(double bytes);        // "80.1 MiB"
std::string format_count(std::int64_t count);  // "10,000"
std::string format_percent(double part);       // 0.973 is "97%"
std::string format_ratio(double ratio);        // "1.93x"
std::string format_number(double number);      // "10,000" if it is whole, else "3.14"

/// Formats a metric by the unit at the end of its name: _ms, _us, _seconds, _bytes, _percent, or
/// none.
std::string format_figure(std::string_view name, double value);

/// The name without that unit, as a heading: "late_p50_ms" is "late p50".
std::string figure_title(std::string_view name);

}  // namespace triptych::harness
