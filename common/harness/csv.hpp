/// Lines of comma-separated values. Fields are escaped in their constructor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace triptych::harness {

/// A field as it is written to the file: a text is escaped (see for_csv), a number has enough
/// digits to be read back unchanged.
class CsvField {
public:
    CsvField() = default;
    // NOLINTBEGIN(google-explicit-constructor): fields are meant to be written as plain values
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

/// Returns the fields as one line, which ends with a newline.
std::string csv_line(std::span<const CsvField> fields);

}  // namespace triptych::harness
