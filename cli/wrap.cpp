#include "cli/wrap.hpp"

#include <algorithm>

#include "cli/show/steps.hpp"
#include "common/harness/text.hpp"

namespace triptych::cli {
namespace {

bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// The number of bytes in the first `columns` characters.
std::size_t bytes_of(std::string_view text, std::size_t columns) {
    std::size_t bytes = 0;
    for (; bytes < text.size(); ++bytes)
        if (!continues_character(text[bytes]) && columns-- == 0) break;
    return bytes;
}

/// The bytes of the indent, and of the slashes if the line is only a comment ("    /// ").
std::size_t lead_size(std::string_view line) {
    std::size_t size = std::min(line.find_first_not_of(' '), line.size());
    const std::size_t indent = size;
    while (size < line.size() && line[size] == '/' && size < indent + 3)
        ++size;
    if (size < indent + 2) return indent;
    return size < line.size() && line[size] == ' ' ? size + 1 : size;
}

/// Where to break text that is too wide: at the last blank that fits, else after the last opening
/// bracket, else within a word; always after the first `lead` bytes.
std::size_t break_point(const std::string& line, std::size_t lead, std::size_t width) {
    const std::size_t fits = bytes_of(line, width);
    const std::size_t blank = line.rfind(' ', fits);
    if (blank != std::string::npos && blank >= lead) return blank;
    const std::size_t bracket = line.find_last_of("({[<", fits - 1);
    return bracket != std::string::npos && bracket >= lead ? bracket + 1 : fits;
}

/// Breaks one line; further lines begin with `lead`.
void break_line(std::string line, std::string lead, std::size_t width,
                std::vector<std::string>& broken) {
    if (lead.size() > width / 2) lead.erase(0, lead.size() - (width / 2));
    std::size_t text = lead_size(line);  // no break before it
    while (harness::width_of(line) > width) {
        const std::size_t end = break_point(line, text, width);
        const std::size_t next = line.find_first_not_of(' ', end);
        const std::string_view head{line.data(), end};
        broken.emplace_back(head.substr(0, head.find_last_not_of(' ') + 1));
        if (next == std::string::npos) return;
        line.replace(0, next, lead);
        text = lead.size();
    }
    broken.push_back(line);
}

/// What a comment line begins with ("    /// "); empty for other lines.
std::string comment_lead(const std::string& line) {
    if (comment_start(line) != line.find_first_not_of(' ')) return "";
    return line.substr(0, lead_size(line));
}

/// Whether `line` continues the paragraph of the comment line above it. A line that begins with
/// blanks or a dash (a diagram, a list) does not.
bool continues_paragraph(const std::string& line, const std::string& lead) {
    return comment_lead(line) == lead && line.size() > lead.size() &&
           std::string_view{" -|"}.find(line[lead.size()]) == std::string_view::npos;
}

/// Moves a comment behind code above it if it does not fit.
void wrap_code(const std::string& line, std::size_t width, std::vector<std::string>& wrapped) {
    const std::string lead(std::min(line.find_first_not_of(' '), line.size()) + 4, ' ');
    const std::size_t comment = comment_start(line);
    if (harness::width_of(line) <= width || comment == std::string::npos)
        return break_line(line, lead, width, wrapped);
    const std::string indent = lead.substr(4);
    const std::string code = line.substr(0, line.find_last_not_of(' ', comment - 1) + 1);
    break_line(indent + line.substr(comment), indent + "// ", width, wrapped);
    break_line(code, lead, width, wrapped);
}

/// Fills the paragraph again only if a line is too wide: line breaks are often chosen with care.
void wrap_comment(std::span<const std::string> lines, const std::string& lead, std::size_t width,
                  std::vector<std::string>& wrapped) {
    const auto fits = [&](const std::string& line) { return harness::width_of(line) <= width; };
    if (std::ranges::all_of(lines, fits)) {
        wrapped.insert(wrapped.end(), lines.begin(), lines.end());
        return;
    }
    std::string paragraph = lines.front();
    for (const std::string& line : lines.subspan(1))
        paragraph += ' ' + line.substr(lead.size());
    break_line(paragraph, lead, width, wrapped);
}

}  // namespace

std::vector<std::string> wrap(std::span<const std::string> lines, std::size_t width) {
    std::vector<std::string> wrapped;
    while (!lines.empty()) {
        const std::string lead = comment_lead(lines.front());
        std::size_t count = 1;
        if (lead.empty()) {
            wrap_code(lines.front(), width, wrapped);
        } else {
            while (count < lines.size() && continues_paragraph(lines[count], lead))
                ++count;
            wrap_comment(lines.first(count), lead, width, wrapped);
        }
        lines = lines.subspan(count);
    }
    return wrapped;
}

}  // namespace triptych::cli
