#include "cli/run/parameters.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <sstream>

#include "cli/numbers.hpp"
#include "cli/usage.hpp"

namespace triptych::cli {
namespace {

const Parameter& parameter_named(const Workload& workload, const std::string& name) {
    const auto found = std::ranges::find(workload.parameters, name, &Parameter::name);
    if (found != workload.parameters.end()) return *found;
    if (workload.parameters.empty())
        throw UsageError{
            fmt::format("--parameter-list {}: {} has no parameters (triptych list "
                        "shows which workloads do)",
                        name, workload.name)};
    std::vector<std::string> names;
    for (const Parameter& parameter : workload.parameters)
        names.emplace_back(parameter.name);
    throw UsageError{unknown(fmt::format("parameter of {}", workload.name), name, names)};
}

std::vector<std::int64_t> values_of(const Parameter& parameter, const std::string& typed) {
    std::vector<std::int64_t> values;
    std::istringstream words{typed};
    for (std::string word; std::getline(words, word, ',');) {
        std::int64_t value = 0;
        const std::string digits = plain_number(word);
        const char* const end = digits.data() + digits.size();
        const auto [stop, error] = std::from_chars(digits.data(), end, value);
        if (error != std::errc{} || stop != end || value < parameter.least ||
            value > parameter.most)
            throw UsageError{
                fmt::format("--parameter-list {} {}: \"{}\" is not a whole number "
                            "from {} to {}",
                            parameter.name, typed, word, parameter.least, parameter.most)};
        if (std::ranges::find(values, value) == values.end()) values.push_back(value);
    }
    if (values.empty())
        throw UsageError{fmt::format("--parameter-list {}: no values; try: --parameter-list {} {}",
                                     parameter.name, parameter.name, parameter.usual)};
    return values;
}

}  // namespace

std::vector<Parameters> combinations(const Workload& workload,
                                     const std::vector<ParameterList>& lists) {
    std::vector<Parameters> all{{}};
    for (const auto& [name, typed] : lists) {
        const Parameter& parameter = parameter_named(workload, name);
        std::vector<Parameters> more;
        for (const Parameters& set : all)
            for (const std::int64_t value : values_of(parameter, typed)) {
                more.push_back(set);
                more.back().insert_or_assign(std::string{parameter.name}, value);
            }
        all = std::move(more);
    }
    return all;
}

}  // namespace triptych::cli
