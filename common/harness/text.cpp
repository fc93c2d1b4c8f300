#include "common/harness/text.hpp"

#include <algorithm>
#include <fmt/color.h>
#include <fmt/format.h>
#include <sstream>

#include "common/harness/escape.hpp"

namespace triptych::harness {

std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

std::vector<std::string> fill(std::string_view text, std::size_t width) {
    std::vector<std::string> lines{""};
    std::istringstream words{std::string{text}};
    for (std::string word; words >> word;) {
        word = for_terminal(word);
        std::string& line = lines.back();
        if (line.empty())
            line = word;
        else if (width_of(line) + 1 + width_of(word) <= width)
            line += ' ' + word;
        else
            lines.push_back(word);
    }
    return lines;
}

std::string hanging(std::string_view lead, std::string_view text, std::size_t width) {
    std::string head = for_terminal(lead);
    const std::size_t indent = width_of(head);
    std::string result;
    for (const std::string& line :
         fill(text, std::max<std::size_t>(width - std::min(width, indent), 20))) {
        result += head + line + '\n';
        head.assign(indent, ' ');
    }
    return result;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    std::istringstream stream{std::string{text}};
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    if (lines.empty()) lines.emplace_back();
    return lines;
}

std::string enumerate(const std::vector<std::string>& names) {
    if (names.size() <= 1) return names.empty() ? "" : names[0];
    if (names.size() > 4)
        return fmt::format("{}, {}, {} and {} more", names[0], names[1], names[2],
                           names.size() - 3);
    return fmt::format("{} and {}", fmt::join(names.begin(), names.end() - 1, ", "), names.back());
}

void add_sentence(std::string& text, const std::string& sentence) {
    if (!sentence.empty()) text += (text.empty() ? "" : " ") + sentence;
}

std::string styled(Style style, std::string_view text) {
    std::string line = for_terminal(text);
    switch (style) {
        case Style::bold: return fmt::format(fmt::emphasis::bold, "{}", line);
        case Style::dim: return fmt::format(fmt::emphasis::faint, "{}", line);
        case Style::red: return fmt::format(fg(fmt::terminal_color::red), "{}", line);
        case Style::green: return fmt::format(fg(fmt::terminal_color::green), "{}", line);
        case Style::yellow: return fmt::format(fg(fmt::terminal_color::yellow), "{}", line);
        case Style::plain: break;
    }
    return line;
}

}  // namespace triptych::harness
