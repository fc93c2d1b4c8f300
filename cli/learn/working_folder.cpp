#include "cli/learn/working_folder.hpp"

#include <fmt/format.h>
#include <fstream>
#include <sstream>
#include <utility>

#include "cli/usage.hpp"
#include "common/harness/output_file.hpp"

namespace triptych::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* progress_name = "progress.txt";
constexpr const char* first_line =
    "# How far you are; written by triptych learn. Copy it with your folder.\n";

/// "no:yes:miss;1.8:1.93:hit": prediction, key, and whether it was right.
bool read_predicted(const std::string& text, std::vector<Predicted>& predicted) {
    std::istringstream all{text};
    for (std::string one; std::getline(all, one, ';');) {
        std::istringstream parts{one};
        Predicted read;
        std::string result;
        std::getline(parts, read.prediction, ':');
        std::getline(parts, read.key, ':');
        std::getline(parts, result);
        if (result != "hit" && result != "miss") return false;
        read.is_hit = result == "hit";
        predicted.push_back(read);
    }
    return true;
}

std::string predicted_text(const Progress& progress) {
    if (progress.predicted.empty()) return "";
    std::string text;
    for (const Predicted& one : progress.predicted)
        text += fmt::format("{}{}:{}:{}", text.empty() ? "" : ";", one.prediction, one.key,
                            one.is_hit ? "hit" : "miss");
    return fmt::format(" sure={} predicted={}", progress.sure, text);
}

bool read_progress(const std::string& line, std::string& name, Progress& progress) {
    std::istringstream words{line};
    std::string state;
    if (!(words >> name >> state) || (state != "passed" && state != "open")) return false;
    progress.passed = state == "passed";
    for (std::string word; words >> word;) {
        const auto equals = word.find('=');
        if (equals == std::string::npos) return false;
        const std::string value = word.substr(equals + 1);
        std::istringstream number{value};
        if (word.starts_with("checks="))
            number >> progress.checks;
        else if (word.starts_with("hints="))
            number >> progress.hints;
        else if (word.starts_with("spoiled="))
            progress.spoiled = value == "yes";
        else if (word.starts_with("diagnosis="))
            progress.diagnosis = value;
        else if (word.starts_with("sure="))
            number >> progress.sure;
        else if (word.starts_with("predicted=") && !read_predicted(value, progress.predicted))
            return false;
        if (number.fail()) return false;
    }
    return true;
}

}  // namespace

WorkingFolder::WorkingFolder(fs::path path) : path_{std::move(path)} {
    std::ifstream file{path_ / progress_name};
    int number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        if (line.empty() || line.starts_with('#')) continue;
        std::string name;
        Progress progress;
        if (!read_progress(line, name, progress))
            throw UsageError{fmt::format(
                "learn: {}, line {}: not \"NAME passed|open checks=1 hints=0\": mend it, or delete "
                "the line",
                (path_ / progress_name).string(), number)};
        progress_[name] = progress;
    }
}

fs::path WorkingFolder::answer(const checker::Exercise& exercise) const {
    return path_ / exercise.name / "answer.cpp";
}

void WorkingFolder::begin(const checker::Exercise& exercise, bool again) const {
    const fs::path folder = path_ / exercise.name;
    fs::create_directories(folder);
    const fs::path answer = folder / "answer.cpp";
    if (again && fs::exists(answer)) fs::rename(answer, folder / "answer.cpp.before");
    if (!fs::exists(answer)) fs::copy_file(exercise.file("starter.cpp"), answer);
    std::vector<std::string> given{"exercise.hpp", "README.md"};
    given.insert(given.end(), exercise.given.begin(), exercise.given.end());
    for (const std::string& name : given)
        fs::copy_file(exercise.file(name), folder / name, fs::copy_options::overwrite_existing);
}

void WorkingFolder::save() const {
    fs::create_directories(path_);
    std::string text = first_line;
    for (const auto& [name, progress] : progress_)
        text += fmt::format("{} {} checks={} hints={} spoiled={} diagnosis={}{}\n", name,
                            progress.passed ? "passed" : "open", progress.checks, progress.hints,
                            progress.spoiled ? "yes" : "no", progress.diagnosis,
                            predicted_text(progress));
    harness::OutputFile{(path_ / progress_name).string()}.write(text);
}

}  // namespace triptych::cli
