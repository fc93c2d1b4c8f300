#include "common/harness/utf8.hpp"

#include <array>

namespace triptych::harness {
namespace {

/// For each number of bytes: the bits of the first byte, and the lowest character that needs them.
struct Form {
    unsigned mask;
    unsigned mark;
    char32_t least;
};
constexpr std::array forms{Form{0x80, 0x00, 0x0}, Form{0xE0, 0xC0, 0x80}, Form{0xF0, 0xE0, 0x800},
                           Form{0xF8, 0xF0, 0x10000}};

bool is_character(char32_t value) {
    const bool is_surrogate = value >= 0xD800 && value <= 0xDFFF;
    return value <= 0x10FFFF && !is_surrogate;
}

}  // namespace

Utf8Character first_character(std::string_view text) {
    constexpr char32_t replacement = 0xFFFD;
    const Utf8Character none{text.substr(0, 1), replacement, false};
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    for (std::size_t more = 0; more < forms.size(); ++more) {
        const Form& form = forms.at(more);
        if ((byte(0) & form.mask) != form.mark) continue;
        if (text.size() <= more) return none;
        char32_t value = byte(0) & ~form.mask & 0xFFU;
        for (std::size_t i = 1; i <= more; ++i) {
            if ((byte(i) & 0xC0U) != 0x80U) return none;
            value = value << 6U | (byte(i) & 0x3FU);
        }
        if (value < form.least || !is_character(value)) return none;
        return {text.substr(0, more + 1), value, true};
    }
    return none;
}

}  // namespace triptych::harness
