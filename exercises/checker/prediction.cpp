#include "exercises/checker/prediction.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "common/harness/text.hpp"
#include "exercises/checker/exploration.hpp"
#include "exercises/checker/runner_words.hpp"
#include "exercises/checker/temporary_folder.hpp"

namespace triptych::checker {
namespace {

namespace fs = std::filesystem;
using Kind = Question::Kind;

constexpr double seconds_to_explore = 10;
constexpr Limits limits_to_measure{.seconds = 60, .memory = std::int64_t{2} << 30, .tasks = 400};

Kind kind_of(const std::string& text) {
    if (text == "ever") return Kind::ever;
    if (text == "order") return Kind::order;
    if (text == "ratio") return Kind::ratio;
    throw std::runtime_error{fmt::format(R"("kind" is "{}": try ever, order or ratio)", text)};
}

std::optional<double> number_in(const std::string& text) {
    double number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
    if (!std::isfinite(number) || number <= 0) return std::nullopt;
    return number;
}

std::vector<std::string> parts_of(const std::string& text) {
    std::vector<std::string> parts;
    std::istringstream all{text};
    for (std::string part; std::getline(all, part, ',');)
        parts.push_back(part);
    return parts;
}

/// What keys.cpp printed: "NAME 1.93", or "NAME threads=5.1 processes=20": a line for each
/// question.
std::map<std::string, std::string> measured(const Sandbox& sandbox, const Builder& builder,
                                            const Exercise& exercise, int stop_descriptor) {
    const TemporaryFolder folder;
    const fs::path program =
        builder.build_program(exercise, "keys.cpp", Build::plain, folder.path());
    const Ran ran = sandbox.run({.words = {name_of(Build::plain)}, .files = {program}},
                                limits_to_measure, stop_descriptor);
    if (ran.killed == Killed::stopped) return {};
    if (!ran.succeeded())
        throw std::runtime_error{
            fmt::format("{} fails\n{}", exercise.file("keys.cpp").string(), ran.errors)};
    std::map<std::string, std::string> lines;
    for (const std::string& line : harness::lines_of(ran.output)) {
        const auto blank = line.find(' ');
        if (blank != std::string::npos) lines[line.substr(0, blank)] = line.substr(blank + 1);
    }
    return lines;
}

Key explored(const Sandbox& sandbox, const Builder& builder, const Exercise& exercise,
             const Question& question, const std::string& prediction, int stop_descriptor) {
    if (!is_available(Build::explored)) return {};
    const std::vector<ListedCheck> checks = listed(builder.list_checks(exercise));
    const auto check = std::ranges::find(checks, question.check, &ListedCheck::name);
    if (check == checks.end())
        throw std::runtime_error{fmt::format("{}: there is no check \"{}\"",
                                             exercise.file("predictions.json").string(),
                                             question.check)};
    const TemporaryFolder folder;
    const Built built =
        builder.build(exercise, exercise.file(question.of), Build::explored, folder.path());
    if (built.executable.empty())
        throw std::runtime_error{
            fmt::format("{} does not compile\n{}", question.of, built.messages)};
    const Explored found = explore_check(sandbox, folder.path(), *check,
                                         static_cast<std::size_t>(check - checks.begin()),
                                         seconds_to_explore, stop_descriptor);
    if (found.stopped) return {};
    if (!found.diagnoses.empty())
        return {.value = "yes",
                .is_hit = prediction == "yes",
                .evidence = found.diagnoses.front().witness};
    if (!found.available || !found.complete) return {};  // then a "no" is not proved
    return {.value = "no", .is_hit = prediction == "no", .evidence = ""};
}

/// Right if no neighbours of the prediction are in the wrong order by more than the factor.
Key ordered(const Question& question, const std::string& line, const std::string& prediction) {
    std::map<std::string, double> cost;
    std::vector<std::string> names;
    std::istringstream words{line};
    for (std::string word; words >> word;) {
        const auto equals = word.find('=');
        names.push_back(word.substr(0, equals));
        cost[names.back()] = std::stod(word.substr(equals + 1));
    }
    std::ranges::sort(names, {}, [&](const std::string& name) { return cost[name]; });
    const std::vector<std::string> predicted = parts_of(prediction);
    bool is_hit = std::ranges::is_permutation(predicted, names);
    for (std::size_t i = 1; is_hit && i < predicted.size(); ++i)
        is_hit = cost[predicted[i - 1]] <= question.within * cost[predicted[i]];
    return {.value = fmt::format("{}", fmt::join(names, ",")), .is_hit = is_hit, .evidence = line};
}

Key ratio(const Question& question, const std::string& line, const std::string& prediction) {
    const double key = std::stod(line);
    const double off = number_in(prediction).value_or(1) / key;
    return {.value = line,
            .is_hit = off <= question.within && 1 / off <= question.within,
            .evidence = ""};
}

}  // namespace

bool is_measured(const Question& question) {
    return question.kind != Kind::ever;
}

std::vector<Question> read_questions(const Exercise& exercise) {
    const fs::path file = exercise.file("predictions.json");
    if (!fs::exists(file)) return {};
    try {
        std::vector<Question> questions;
        for (const auto& one : nlohmann::json::parse(read_text(file)))
            questions.push_back({.name = one.at("name"),
                                 .kind = kind_of(one.at("kind")),
                                 .ask = one.at("ask"),
                                 .within = one.value("within", 1.0),
                                 .of = one.value("of", ""),
                                 .check = one.value("check", "")});
        return questions;
    } catch (const std::exception& error) {
        throw std::runtime_error{fmt::format("{}: {}", file.string(), error.what())};
    }
}

std::string fault_of_prediction(const Question& question, const std::string& prediction) {
    if (prediction.find_first_of(" ;:\n") != std::string::npos) return R"(no blank, ";" or ":")";
    switch (question.kind) {
        case Kind::ever:
            if (prediction == "yes" || prediction == "no") return "";
            return "say yes or no";
        case Kind::ratio:
            if (number_in(prediction)) return "";
            return "say a number above 0, such as 1.5";
        case Kind::order:
            if (parts_of(prediction).size() > 1) return "";
            return "say the names in their order, with a comma between two, and no blank";
    }
    return "";
}

std::vector<Key> compute_keys(const Sandbox& sandbox, const Builder& builder,
                              const Exercise& exercise, const std::vector<Question>& questions,
                              const std::vector<std::string>& predictions, int stop_descriptor) {
    std::map<std::string, std::string> lines;
    if (std::ranges::any_of(questions, is_measured))
        lines = measured(sandbox, builder, exercise, stop_descriptor);
    std::vector<Key> keys;
    for (std::size_t i = 0; i < questions.size(); ++i) {
        const Question& question = questions[i];
        const auto line = lines.find(question.name);
        if (question.kind == Kind::ever)
            keys.push_back(
                explored(sandbox, builder, exercise, question, predictions[i], stop_descriptor));
        else if (line == lines.end())
            keys.emplace_back();
        else if (question.kind == Kind::order)
            keys.push_back(ordered(question, line->second, predictions[i]));
        else
            keys.push_back(ratio(question, line->second, predictions[i]));
    }
    return keys;
}

}  // namespace triptych::checker
