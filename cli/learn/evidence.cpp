#include "cli/learn/evidence.hpp"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <map>

#include "cli/learn/verdict_text.hpp"
#include "cli/terminal.hpp"
#include "cli/usage.hpp"
#include "common/harness/json_file.hpp"
#include "common/harness/table.hpp"
#include "common/stable_order.hpp"
#include "exercises/checker/diagnosis.hpp"
#include "exercises/checker/grade.hpp"

namespace triptych::cli {
namespace {

using nlohmann::json;

/// Throws std::runtime_error that names the file.
json read(const std::string& file) {
    const json evidence = harness::read_json(file).value();
    const std::string fault = checker::fault_of_evidence(evidence);
    if (!fault.empty()) throw std::runtime_error{file + " " + fault};
    return evidence;
}

struct Common {
    int count = 0;
    std::string example;
};

}  // namespace

std::vector<HandedIn> read_evidence(const std::string& file) {
    try {
        std::vector<HandedIn> answers;
        const json evidence = read(file);
        for (const json& one : evidence["exercises"])
            if (one["answered"])
                answers.push_back(
                    {.exercise = one["name"],
                     .answer = one["answer"],
                     .diagnosis = one["diagnoses"].empty() ? "" : one["diagnoses"].front()["key"]});
        return answers;
    } catch (const std::exception& error) {
        throw UsageError{fmt::format("learn: {}", error.what())};
    }
}

int show_class(const std::vector<std::string>& files) {
    harness::Table table{.titles = {"student", "points"}, .rows = {}};
    std::map<std::string, Common> diagnoses;
    bool all_read = true;
    for (const std::string& file : files) {
        try {
            const json evidence = read(file);
            harness::Row row{.cells = {evidence["student"], ""}};
            int points = 0;
            for (const json& one : evidence["exercises"]) {
                const std::size_t column = table.column(one["name"]);
                row.cells.resize(std::max(row.cells.size(), column + 1));
                points += one["points"].get<int>();
                std::string cell = one["passed"] ? "passed" : "-";
                if (!one["diagnoses"].empty()) {
                    cell = one["diagnoses"].front()["key"];
                    Common& common = diagnoses[cell];
                    ++common.count;
                    if (common.example.empty())
                        common.example =
                            fmt::format("{}: {}", row.cells[0], one["name"].get<std::string>());
                }
                row.cells[column] = cell;
            }
            row.cells[1] = std::to_string(points);
            table.rows.push_back(std::move(row));
        } catch (const std::exception& error) {
            print_message(fmt::format("learn class: left out: {}", error.what()));
            all_read = false;
        }
    }
    for (harness::Row& row : table.rows)
        row.cells.resize(table.titles.size());
    // The student with the fewest points comes first, and may need help.
    sort_stably(table.rows, [](const harness::Row& row) { return std::stoi(row.cells[1]); });
    harness::Table common{.titles = {"diagnosis", "answers", "for example", "what it means"},
                          .rows = {}};
    for (const auto& [key, one] : diagnoses)
        common.rows.push_back(
            {.cells = {key, std::to_string(one.count), one.example, checker::sentence_for(key)}});
    sort_stably(common.rows, [](const harness::Row& row) { return -std::stoi(row.cells[1]); });
    const std::size_t width = terminal_width(stdout);
    const bool colour = wants_colour(stdout);
    print_to(stdout, harness::as_text(table, width, colour), "the class");
    if (!common.rows.empty())
        print_to(stdout, '\n' + harness::as_text(common, width, colour), "the class");
    return all_read ? 0 : check_failed;
}

}  // namespace triptych::cli
