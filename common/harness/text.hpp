/// Text on a terminal: how wide it is, and how it fits. What is laid out here is escaped, too (see
/// escape.hpp).
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace triptych::harness {

/// Columns on a terminal: characters of UTF-8, not bytes.
std::size_t width_of(std::string_view text);

/// The words of `text` in lines of at most `width` columns; a longer word has one to itself.
/// Words are escaped.
std::vector<std::string> fill(std::string_view text, std::size_t width);

/// `lead`, and behind it `text` in lines, each of which ends with a newline: the second and further
/// ones begin where the first did. At most `width` columns, unless that leaves less than 20. Both
/// are escaped.
std::string hanging(std::string_view lead, std::string_view text, std::size_t width);

/// The lines of `text`: at least one, if only an empty one.
std::vector<std::string> lines_of(std::string_view text);

/// "threads", "threads and processes", "threads, processes and 3 more".
std::string enumerate(const std::vector<std::string>& names);

enum class Style { plain, bold, dim, red };

/// What begins and ends the styles on an ANSI terminal.
inline constexpr std::array<std::string_view, 4> style_sequences{"\x1b[1m", "\x1b[2m", "\x1b[31m",
                                                                 "\x1b[0m"};

/// `text`, a line, as an ANSI terminal shows it in that style.
std::string styled(Style style, std::string_view text);

}  // namespace triptych::harness
