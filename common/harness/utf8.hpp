/// The characters of a text in UTF-8, one after the other, and the bytes that are none.
#pragma once

#include <cstddef>
#include <iterator>
#include <string_view>

namespace triptych::harness {

struct Utf8Character {
    std::string_view bytes;  // within the text
    char32_t character = 0;  // U+FFFD if it is not valid
    bool is_valid = true;    // else `bytes` is a single byte that begins no character
};

/// The first of `text`. As RFC 3629 has it: no surrogates, no longer forms of what is shorter, none
/// above U+10FFFF. Requires: the text is not empty.
Utf8Character first_character(std::string_view text);

/// For loops over all of them. The text must outlive this.
class Utf8Characters {
public:
    class Iterator {
    public:
        explicit Iterator(std::string_view rest) : rest_{rest} {}
        Utf8Character operator*() const { return first_character(rest_); }
        Iterator& operator++() {
            rest_.remove_prefix(first_character(rest_).bytes.size());
            return *this;
        }
        bool operator==(std::default_sentinel_t) const { return rest_.empty(); }

    private:
        std::string_view rest_;
    };

    explicit Utf8Characters(std::string_view text) : text_{text} {}
    Iterator begin() const { return Iterator{text_}; }
    std::default_sentinel_t end() const { return {}; }

private:
    std::string_view text_;
};

}  // namespace triptych::harness
