/// Iterates over the characters of a text in UTF-8, and over invalid bytes.
#pragma once

#include <cstddef>
#include <iterator>
#include <string_view>

namespace triptych::harness {

struct Utf8Character {
    std::string_view bytes;  // a part of the text
    char32_t character = 0;  // U+FFFD if it is not valid
    bool is_valid = true;    // if false, `bytes` is a single invalid byte
};

/// The first character of `text`, valid as in RFC 3629: no surrogates, no overlong encodings,
/// nothing above U+10FFFF. Requires: the text is not empty.
Utf8Character first_character(std::string_view text);

/// A range of all characters. Requires: the text outlives it.
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
        bool operator==(std::default_sentinel_t /*end*/) const { return rest_.empty(); }

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
