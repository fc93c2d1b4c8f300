#include "common/harness/csv.hpp"

#include <fmt/format.h>

#include "common/harness/escape.hpp"

namespace triptych::harness {

CsvField::CsvField(std::string_view text) : written_{for_csv(text)} {}
CsvField::CsvField(double number) : written_{fmt::format("{}", number)} {}
CsvField::CsvField(std::int64_t number) : written_{fmt::format("{}", number)} {}
CsvField::CsvField(std::size_t number) : written_{fmt::format("{}", number)} {}

std::string csv_line(std::span<const CsvField> fields) {
    std::string line;
    for (const CsvField& field : fields)
        line += (&field == fields.data() ? "" : ",") + field.written();
    return line + '\n';
}

}  // namespace triptych::harness
