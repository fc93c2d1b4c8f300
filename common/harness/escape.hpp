/// Text from a file, a host or an environment, made safe for the place where it is written.
///
/// A results file may come from anybody, and a host may have any name. Each function below is for
/// one kind of place, and the code that writes there calls it: a table for its benchmarks
/// (table.hpp), fill() for its words, CsvField for its text, the program for all that it prints
/// (cli/terminal.hpp). So no caller of theirs can forget it. Escaping for a terminal twice is
/// escaping once.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace triptych::harness {

/// One line for a terminal. Shown instead of obeyed are control characters (\x1b, and as \x9b those
/// of UTF-8), bytes that are no UTF-8 (\xff), and characters that are not seen but change what is:
/// those that reverse the order of reading (\u202e), break lines or have no width.
std::string for_terminal(std::string_view text);

/// Several lines for a terminal: like for_terminal, but newlines stay, and so do the styles of
/// harness::styled.
std::string for_terminal_page(std::string_view text);

/// A stretch of Markdown within a line: no HTML, no link, no emphasis, no formula, no end of a
/// table's benchmark; whitespace is a blank. What Markdown has no sign for is as in for_terminal.
std::string for_markdown(std::string_view text);

/// A field of comma-separated values, quoted as RFC 4180 has it where need be. An
/// apostrophe is put before what a spreadsheet takes for the beginning of a formula, be it parted
/// at commas, semicolons or tabs. For texts: a number may begin with a minus sign.
std::string for_csv(std::string_view text);

/// The document, indented by so many blanks. Strings that are no UTF-8 get U+FFFD for what is none;
/// what a terminal would obey is escaped (\u009b), and reads back as it was. Ends with a newline.
std::string for_json(const nlohmann::json& document, int indent);
std::string for_json(const nlohmann::ordered_json& document, int indent);

}  // namespace triptych::harness
