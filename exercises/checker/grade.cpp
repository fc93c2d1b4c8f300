#include "exercises/checker/grade.hpp"

#include <array>
#include <cstdint>
#include <fmt/format.h>

#include "common/harness/csv.hpp"
#include "common/harness/escape.hpp"
#include "common/harness/output_file.hpp"
#include "common/harness/utf8.hpp"

namespace triptych::checker {
namespace {

using nlohmann::json;

constexpr std::size_t most_characters = 500;  // of output: exercism's limit
constexpr const char* kind_of_evidence = "triptych learn evidence";
constexpr const char* not_handed_in = "There is no answer.";

std::string shortened(const std::string& text) {
    std::string cut;
    std::size_t count = 0;
    for (const harness::Utf8Character& character : harness::Utf8Characters{text}) {
        if (++count > most_characters) break;
        cut += character.is_valid ? std::string{character.bytes} : "?";
    }
    return cut;
}

/// For XML 1.0, which has no words for most control characters.
std::string for_xml(const std::string& text) {
    std::string escaped;
    for (const harness::Utf8Character& one : harness::Utf8Characters{text}) {
        const bool control = one.character < 0x20 && one.character != '\n' && one.character != '\t';
        if (!one.is_valid || control || one.character == 0xFFFE || one.character == 0xFFFF)
            escaped += '?';
        else if (one.character == '&')
            escaped += "&amp;";
        else if (one.character == '<')
            escaped += "&lt;";
        else if (one.character == '>')
            escaped += "&gt;";
        else if (one.character == '"')
            escaped += "&quot;";
        else
            escaped += one.bytes;
    }
    return escaped;
}

/// "lost_update: Lost update: two read ...", and its witness.
std::string message_of(const Diagnosis& diagnosis) {
    std::string text = diagnosis.key + ": " + sentence_for(diagnosis.key);
    if (!diagnosis.what.empty()) text += "\n" + diagnosis.what;
    if (!diagnosis.witness.empty()) text += "\n" + diagnosis.witness;
    return text;
}

/// What is said of a check that failed: its most specific diagnosis.
std::string message_for(const Examination& examination, const CheckResult& check) {
    for (const Diagnosis& one : examination.diagnoses)
        if (one.check == check.name) return message_of(one);
    return check.what;
}

bool compiles(const Examination& examination) {
    return examination.passed() || examination.diagnoses.front().key != "does_not_compile";
}

/// FNV-1a, 64 bits (Fowler, Noll & Vo), of the document without its seal.
std::string seal_of(json document) {
    document.erase("seal");
    std::uint64_t hash = 14695981039346656037U;
    for (const char letter : document.dump(-1, ' ', true, json::error_handler_t::replace))
        hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211U;
    return fmt::format("{:016x}", hash);
}

}  // namespace

json as_results(const Grade& grade) {
    json results{{"version", 3}, {"tests", json::array()}};
    if (!grade.examination || !compiles(*grade.examination)) {
        results["status"] = "error";
        results["message"] =
            grade.examination ? grade.examination->diagnoses.front().witness : not_handed_in;
        return results;
    }
    results["status"] = grade.passed() ? "pass" : "fail";
    for (const CheckResult& check : grade.examination->checks) {
        json test{{"name", check.name}, {"status", check.passed ? "pass" : "fail"}};
        if (!check.passed) {
            const std::string message = message_for(*grade.examination, check);
            test["message"] = message;
            test["output"] = shortened(message);
        }
        results["tests"].push_back(std::move(test));
    }
    return results;
}

std::string as_junit(const std::vector<Grade>& grades) {
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
    for (const Grade& grade : grades) {
        xml += fmt::format("  <testsuite name=\"{}\">\n", for_xml(grade.exercise->name));
        if (!grade.examination || !compiles(*grade.examination)) {
            const json results = as_results(grade);
            xml +=
                fmt::format("    <testcase name=\"compiles\"><error message=\"{}\"/></testcase>\n",
                            for_xml(results["message"].get<std::string>()));
        } else {
            for (const CheckResult& check : grade.examination->checks) {
                xml += fmt::format("    <testcase name=\"{}\">", for_xml(check.name));
                if (!check.passed)
                    xml += fmt::format("<failure>{}</failure>",
                                       for_xml(message_for(*grade.examination, check)));
                xml += "</testcase>\n";
            }
        }
        xml += "  </testsuite>\n";
    }
    return xml + "</testsuites>\n";
}

std::string as_csv(const std::string& student, const std::vector<Grade>& grades) {
    std::string text = "student,exercise,passed,points,of,diagnosis\n";
    for (const Grade& grade : grades) {
        std::string diagnosis = grade.examination ? "" : "no answer";
        if (grade.examination && !grade.passed())
            diagnosis = grade.examination->diagnoses.front().key;
        const std::array<harness::CsvField, 6> fields{
            student,
            grade.exercise->name,
            grade.passed() ? "yes" : "no",
            static_cast<std::int64_t>(grade.points()),
            static_cast<std::int64_t>(grade.exercise->points),
            diagnosis};
        text += harness::csv_line(fields);
    }
    return text;
}

json as_evidence(const std::string& student, const std::vector<Grade>& grades) {
    json evidence{{"kind", kind_of_evidence}, {"version", 1}, {"student", student}};
    evidence["exercises"] = json::array();
    for (const Grade& grade : grades) {
        json one{{"name", grade.exercise->name}, {"passed", grade.passed()},
                 {"points", grade.points()},     {"of", grade.exercise->points},
                 {"answer", grade.answer},       {"answered", grade.examination.has_value()},
                 {"diagnoses", json::array()}};
        if (grade.examination)
            for (const Diagnosis& diagnosis : grade.examination->diagnoses)
                one["diagnoses"].push_back({{"key", diagnosis.key},
                                            {"what", diagnosis.what},
                                            {"check", diagnosis.check},
                                            {"build", diagnosis.build},
                                            {"witness", diagnosis.witness},
                                            {"replay", diagnosis.replay}});
        evidence["exercises"].push_back(std::move(one));
    }
    // Written and read again, invalid UTF-8 is replaced: the seal is for what will be read.
    evidence = json::parse(evidence.dump(-1, ' ', false, json::error_handler_t::replace));
    evidence["seal"] = seal_of(evidence);
    return evidence;
}

std::string fault_of_evidence(const json& evidence) {
    if (!evidence.is_object() || evidence.value("kind", json{}) != kind_of_evidence)
        return "is no evidence.json of triptych learn check --report";
    if (evidence.value("version", json{}) != 1) return "is of another version";
    if (evidence.value("seal", json{}) != seal_of(evidence))
        return "was changed after it was written";
    return "";
}

void write_report(const std::filesystem::path& folder, const std::string& student,
                  const std::vector<Grade>& grades) {
    std::filesystem::create_directories(folder);
    const auto write = [&](const std::filesystem::path& name, const std::string& text) {
        harness::OutputFile{(folder / name).string()}.write(text);
    };
    for (const Grade& grade : grades) {
        std::filesystem::create_directories(folder / grade.exercise->name);
        write(std::filesystem::path{grade.exercise->name} / "results.json",
              harness::for_json(as_results(grade), 2));
    }
    write("junit.xml", as_junit(grades));
    write("grades.csv", as_csv(student, grades));
    write("evidence.json", harness::for_json(as_evidence(student, grades), 2));
}

}  // namespace triptych::checker
