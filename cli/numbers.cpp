#include "cli/numbers.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <regex>

namespace triptych::cli {
namespace {

/// Multiplies the number by 10 to the power of `places`. Nullopt if the result is not a whole
/// number, or has more than 64 bits.
std::optional<std::uint64_t> shifted(const std::string& digits, int places) {
    std::uint64_t number = 0;
    const char* const end = digits.data() + digits.size();
    if (std::from_chars(digits.data(), end, number).ec != std::errc{}) return std::nullopt;
    for (; places > 0 && number != 0; --places)
        if (__builtin_mul_overflow(number, std::uint64_t{10}, &number)) return std::nullopt;
    for (; places < 0 && number != 0; ++places) {
        if (number % 10 != 0) return std::nullopt;
        number /= 10;
    }
    return number;
}

/// How many zeros the letter stands for.
int zeros_of(char letter) {
    switch (letter) {
        case 'k':
        case 'K': return 3;
        case 'm':
        case 'M': return 6;
        default: return 9;
    }
}

std::string without_separators(const std::string& word) {
    static const std::regex grouped{
        "[0-9]{1,3}(,[0-9]{3})+|[0-9]{1,3}(_[0-9]{3})+|"
        "[0-9]{1,3}('[0-9]{3})+"};
    if (!std::regex_match(word, grouped)) return word;
    return std::regex_replace(word, std::regex{"[,_']"}, "");
}

}  // namespace

std::string plain_number(const std::string& word) {
    constexpr std::size_t longest = 64;  // no 64-bit number is longer
    if (word.size() > longest) return word;
    static const std::regex number{"([0-9]+)(?:\\.([0-9]+))?(?:([kKmMgG])|[eE]\\+?([0-9]{1,2}))?"};
    const std::string digits = without_separators(word);
    std::smatch parts;
    if (!std::regex_match(digits, parts, number)) return word;
    int places = -static_cast<int>(parts[2].length());
    if (parts[3].matched) places += zeros_of(*parts[3].first);
    if (parts[4].matched) places += std::stoi(parts[4]);
    const bool is_fraction = parts[2].matched && !parts[3].matched && !parts[4].matched;
    if (is_fraction) return word;  // 2.5 seconds
    const auto value = shifted(parts[1].str() + parts[2].str(), places);
    return value ? std::to_string(*value) : word;
}

CLI::Validator plain_numbers() {
    return {[](std::string& word) {
                word = plain_number(word);
                return std::string{};
            },
            ""};
}

}  // namespace triptych::cli
