/// A line of comma-separated values, whose fields are escaped when they are made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace triptych::harness {

/// A field as it stands in the file: a text is escaped (see for_csv), and a number is written so
/// that it reads back as it was.
class CsvField {
public:
    CsvField() = default;
    // NOLINTBEGIN(google-explicit-constructor): there is no other way to make one
    CsvField(std::string_view text);
    CsvField(const std::string& text) : CsvField{std::string_view{text}} {}
    CsvField(const char* text) : CsvField{std::string_view{text}} {}
    CsvField(double number);
    CsvField(std::int64_t number);
    CsvField(std::size_t number);
    // NOLINTEND(google-explicit-constructor)

    const std::string& written() const { return written_; }

private:
    std::string written_;
};

/// The fields in one line, which ends with a newline.
std::string csv_line(std::span<const CsvField> fields);

}  // namespace triptych::harness
