/// The grades of one student, written in the formats that other programs read.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "exercises/checker/examination.hpp"

namespace triptych::checker {

/// One exercise of one student.
struct Grade {
    const Exercise* exercise = nullptr;      // not null
    std::optional<Examination> examination;  // nothing: there is no answer
    std::string answer;                      // its text

    bool passed() const { return examination && examination->passed(); }
    int points() const { return passed() ? exercise->points : 0; }
};

/// One exercise as exercism's test runners report it: results.json, version 3. Output has at most
/// 500 characters.
nlohmann::json as_results(const Grade& grade);

/// All of them as JUnit XML: a suite for each exercise, a case for each check.
std::string as_junit(const std::vector<Grade>& grades);

/// A line for each exercise: "student,exercise,passed,points,of,diagnosis".
std::string as_csv(const std::string& student, const std::vector<Grade>& grades);

/// All that was found, with the answers, so that it can be seen again: what `learn replay` and
/// `learn class` read. It has a seal, which fits no changed text (it keeps out accidents, not
/// forgers: grade again what matters).
nlohmann::json as_evidence(const std::string& student, const std::vector<Grade>& grades);

/// Why this is no such evidence, or was changed; empty if it is.
std::string fault_of_evidence(const nlohmann::json& evidence);

/// Writes NAME/results.json for each exercise, junit.xml, grades.csv and evidence.json into the
/// folder, which it makes. Throws std::system_error.
void write_report(const std::filesystem::path& folder, const std::string& student,
                  const std::vector<Grade>& grades);

}  // namespace triptych::checker
