/// Layout of text on a terminal: width, lines, styles. These functions also escape it (see
/// escape.hpp).
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace triptych::harness {

/// The number of columns on a terminal: characters of UTF-8, not bytes.
std::size_t width_of(std::string_view text);

/// The words of `text` in lines of at most `width` columns; a longer word has its own line. Words
/// are escaped.
std::vector<std::string> fill(std::string_view text, std::size_t width);

/// `lead` followed by `text` in lines (a hanging indent): further lines begin below the beginning
/// of `text`, and each ends with a newline. At most `width` columns, unless that leaves fewer than
/// 20 for `text`. Both are escaped.
std::string hanging(std::string_view lead, std::string_view text, std::size_t width);

/// The lines of `text`: at least one, which may be empty.
std::vector<std::string> lines_of(std::string_view text);

/// "threads", "threads and processes", "threads, processes and 3 more".
std::string enumerate(const std::vector<std::string>& names);

/// Appends the sentence to `text`, if it is not empty, with a blank between the two.
void add_sentence(std::string& text, const std::string& sentence);

enum class Style { plain, bold, dim, red, green, yellow };

/// The control sequences that begin and end the styles on an ANSI terminal.
inline constexpr std::array<std::string_view, 13> style_sequences{
    "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[0m",
    // the map's (cli/map/tradeoff_text.hpp):
    "\x1b[34m", "\x1b[36m", "\x1b[30m", "\x1b[97m", "\x1b[43m", "\x1b[44m", "\x1b[46m"};

/// `text`, a line, with the control sequences of that style.
std::string styled(Style style, std::string_view text);

}  // namespace triptych::harness
