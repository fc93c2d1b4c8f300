#include "common/harness/escape.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/harness/text.hpp"
#include "common/harness/utf8.hpp"

namespace triptych::harness {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

/// Invisible characters with an effect: controls; marks, embeddings, overrides and isolates of
/// direction (Unicode's UAX 9); line and paragraph separators; characters without width; tags. The
/// joiners U+200C and U+200D are allowed, because several scripts need them.
constexpr std::array invisible{
    Range{0x00, 0x1F},     Range{0x7F, 0x9F},     Range{0xAD, 0xAD},     Range{0x61C, 0x61C},
    Range{0x180E, 0x180E}, Range{0x200B, 0x200B}, Range{0x200E, 0x200F}, Range{0x2028, 0x202E},
    Range{0x2060, 0x206F}, Range{0xFEFF, 0xFEFF}, Range{0xFFF9, 0xFFFB}, Range{0xE0000, 0xE0FFF},
};

bool is_invisible(char32_t character) {
    return std::ranges::any_of(invisible, [&](const Range& range) {
        return range.first <= character && character <= range.last;
    });
}

/// The character, or an escape if it is invisible or invalid.
std::string shown(const Utf8Character& next) {
    if (!next.is_valid) return fmt::format("\\x{:02x}", static_cast<unsigned char>(next.bytes[0]));
    if (!is_invisible(next.character)) return std::string{next.bytes};
    const auto number = static_cast<unsigned>(next.character);
    if (number <= 0xFF) return fmt::format("\\x{:02x}", number);
    if (number <= 0xFFFF) return fmt::format("\\u{:04x}", number);
    return fmt::format("\\U{:08x}", number);
}

/// Whether the text is only printable ASCII, as most texts are.
bool is_plain(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

bool is_whitespace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// The control sequence of a style with which `text` begins; empty if there is none.
std::string_view leading_style(std::string_view text) {
    for (const std::string_view sequence : style_sequences)
        if (text.starts_with(sequence)) return sequence;
    return {};
}

/// Whether a spreadsheet takes `text` for a formula. The full-width signs are East Asian.
bool begins_formula(std::string_view text) {
    constexpr std::array<std::string_view, 8> signs{"=", "+", "-", "@", "＝", "＋", "－", "＠"};
    return std::ranges::any_of(signs, [&](std::string_view s) { return text.starts_with(s); });
}

/// Escapes invisible characters. In JSON they occur only within strings, which have escapes.
std::string with_escapes(std::string_view json) {
    if (is_plain(json)) return std::string{json};
    std::string result;
    for (const Utf8Character next : Utf8Characters{json}) {
        const auto number = static_cast<unsigned>(next.character);
        if (next.bytes == "\n" || !is_invisible(next.character))
            result += next.bytes;
        else if (number <= 0xFFFF)
            result += fmt::format("\\u{:04x}", number);
        else  // two surrogates
            result += fmt::format("\\u{:04x}\\u{:04x}", 0xD7C0 + (number >> 10U),
                                  0xDC00 + (number & 0x3FFU));
    }
    return result;
}

template <typename Json>
std::string json_text(const Json& document, int indent) {
    return with_escapes(document.dump(indent, ' ', false, Json::error_handler_t::replace)) + '\n';
}

/// The text from `character` on, which is a part of it.
std::string_view from(const Utf8Character& character, std::string_view text) {
    return text.substr(static_cast<std::size_t>(character.bytes.data() - text.data()));
}

}  // namespace

std::string for_terminal(std::string_view text) {
    if (is_plain(text)) return std::string{text};
    std::string result;
    for (const Utf8Character next : Utf8Characters{text})
        result += shown(next);
    return result;
}

std::string for_terminal_page(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        std::size_t ours = leading_style(text).size();
        if (text[0] == '\n') ours = 1;
        result += text.substr(0, ours);
        text.remove_prefix(ours);
        if (ours > 0) continue;
        const std::string_view line =
            text.substr(0, std::max(text.find_first_of("\n\x1b"), std::size_t{1}));
        result += for_terminal(line);
        text.remove_prefix(line.size());
    }
    return result;
}

std::string for_markdown(std::string_view text) {
    std::string result;
    char before = ' ';
    for (const Utf8Character next : Utf8Characters{text}) {
        const char c = next.bytes[0];
        const std::string_view rest = from(next, text);
        switch (c) {
            case '&': result += "&amp;"; continue;
            case '<': result += "&lt;"; continue;
            case '>': result += "&gt;"; continue;
            default: break;
        }
        const bool is_sign = std::string_view{"\\`*[]|$"}.find(c) != std::string_view::npos;
        const bool is_emphasis =
            c == '_' && (!is_letter(before) || rest.size() <= 1 || !is_letter(rest[1]));
        const bool is_address = rest.starts_with("://") ||  // some renderers make links of them
                                (c == '.' && result.ends_with("www"));
        if (is_sign || is_emphasis || is_address) result += '\\';
        result += is_whitespace(c) ? " " : shown(next);
        before = c;
    }
    return result;
}

std::string for_csv(std::string_view text) {
    std::string field;
    bool is_start = true;  // of text that a spreadsheet may take for a field
    for (const Utf8Character next : Utf8Characters{text}) {
        const char c = next.bytes[0];
        if (is_start && begins_formula(from(next, text))) field += '\'';
        is_start = (is_start && c == '"') ||
                   std::string_view{",;\t\n\r"}.find(c) != std::string_view::npos;
        if (c == '"') field += '"';
        const bool is_kept = c == '\t' || c == '\n' || c == '\r';
        field += is_kept ? std::string{next.bytes} : shown(next);
    }
    if (field.find_first_of(",;\"\t\r\n") == std::string::npos) return field;
    return '"' + field + '"';
}

std::string for_json(const nlohmann::json& document, int indent) {
    return json_text(document, indent);
}

std::string for_json(const nlohmann::ordered_json& document, int indent) {
    return json_text(document, indent);
}

}  // namespace triptych::harness
