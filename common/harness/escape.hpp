/// Escapes text from files, hosts and the environment for the place where it is written.
///
/// A results file may come from anyone, and a host may have any name. Each function below is for
/// one kind of place, and the code that writes there calls it: a table for its cells (table.hpp),
/// fill() for its words, CsvField for its text, the program for all that it prints
/// (cli/terminal.hpp). So their callers cannot forget it. Escaping for a terminal is idempotent.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace triptych::harness {

/// One line for a terminal. Returns the text with these written as escapes: control characters
/// (\x1b, and \x9b for those of UTF-8), bytes that are not valid UTF-8 (\xff), and invisible
/// characters that change the text around them: they change its direction (\u202e), break lines or
/// have no width.
std::string for_terminal(std::string_view text);

/// Several lines for a terminal: like for_terminal, but it keeps newlines and the styles of
/// harness::styled.
std::string for_terminal_page(std::string_view text);

/// A part of a line of Markdown: without HTML, link, emphasis, formula or end of a table cell, and
/// with blanks for all whitespace. All other characters are as in for_terminal.
std::string for_markdown(std::string_view text);

/// A field of comma-separated values, quoted as in RFC 4180 where necessary. An apostrophe is put
/// before whatever a spreadsheet takes for the beginning of a formula, whether it separates fields
/// at commas, semicolons or tabs. For texts only: a number may begin with a minus sign.
std::string for_csv(std::string_view text);

/// The document, indented by `indent` blanks. Invalid UTF-8 is replaced by U+FFFD. Control and
/// invisible characters are escaped (\u009b), and are read back unchanged. Ends with a newline.
std::string for_json(const nlohmann::json& document, int indent);
std::string for_json(const nlohmann::ordered_json& document, int indent);

}  // namespace triptych::harness
