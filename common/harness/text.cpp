#include "common/harness/text.hpp"

#include <algorithm>
#include <fmt/color.h>
#include <fmt/format.h>
#include <sstream>

namespace triptych::harness {

std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

std::vector<std::string> fill(std::string_view text, std::size_t width) {
    std::vector<std::string> lines{""};
    std::istringstream words{std::string{text}};
    for (std::string word; words >> word;) {
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
    const std::size_t indent = width_of(lead);
    std::string result;
    std::string head{lead};
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

std::string printable(std::string_view text) {
    std::string shown;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : ' ');
        if (byte == 0xC2 && next >= 0x80 && next < 0xA0)  // U+0080 to U+009F
            shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[++i]));
        else if (byte < 0x20 || byte == 0x7F)
            shown += fmt::format("\\x{:02x}", byte);
        else
            shown += text[i];
    }
    return shown;
}

std::string enumerate(const std::vector<std::string>& names) {
    if (names.size() <= 1) return names.empty() ? "" : names[0];
    if (names.size() > 4)
        return fmt::format("{}, {}, {} and {} more", names[0], names[1], names[2],
                           names.size() - 3);
    return fmt::format("{} and {}", fmt::join(names.begin(), names.end() - 1, ", "), names.back());
}

std::string styled(Style style, std::string_view text) {
    switch (style) {
        case Style::bold: return fmt::format(fmt::emphasis::bold, "{}", text);
        case Style::dim: return fmt::format(fmt::emphasis::faint, "{}", text);
        case Style::red: return fmt::format(fg(fmt::terminal_color::red), "{}", text);
        case Style::plain: break;
    }
    return std::string{text};
}

}  // namespace triptych::harness
