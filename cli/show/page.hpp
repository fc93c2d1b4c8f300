/// A page: a workload's files laid out for a terminal of some width.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cli/show/steps.hpp"

namespace triptych::cli {

/// A model's file under its heading.
struct Panel {
    std::string model;  // "threads"
    std::string file;   // "merge_sort.cpp"
    std::vector<Step> steps;
};

/// The panels in columns if `width` allows for it (see narrowest_triptych), else one above
/// the other. In colour, models are bold and comments dim. Ends with a newline.
std::string page(const std::vector<Panel>& panels, std::size_t width, bool colour);

/// The panels for other programs, as JSON: a list of files, and a list of levels, each with a list
/// of lines for each file, or null where a file has nothing. Ends with a newline.
std::string page_as_json(const std::vector<Panel>& panels, std::string_view problem);

/// Below this many columns a row of three is harder to read than three files.
inline constexpr std::size_t narrowest_triptych = 100;

}  // namespace triptych::cli
