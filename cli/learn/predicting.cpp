#include "cli/learn/predicting.hpp"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <stdexcept>
#include <string>
#include <vector>

#include "cli/environment.hpp"
#include "cli/learn/actions.hpp"
#include "cli/learn/verdict_text.hpp"
#include "cli/terminal.hpp"
#include "cli/usage.hpp"
#include "common/harness/canary.hpp"
#include "common/harness/stop_signals.hpp"
#include "common/harness/text.hpp"

namespace triptych::cli {
namespace {

using checker::Exercise;
using checker::Key;
using checker::Question;

/// A difference of less than this, in percent, is no tendency.
constexpr double tendency = 10;

/// Whether something is to be measured, and other programs use the cores that it needs.
bool would_mislead(const std::vector<Question>& questions) {
    if (std::ranges::none_of(questions, checker::is_measured)) return false;
    return find_canary()().value_or(harness::least_speedup) < harness::least_speedup;
}

constexpr const char* misleading =
    "learn predict: other programs use the cores, so what is measured now would mislead you. Your "
    "prediction was not scored: close them (top shows them), and predict again.";

std::string results_text(const std::vector<Question>& questions, const Progress& progress,
                         std::size_t width) {
    std::string text;
    for (std::size_t i = 0; i < questions.size() && i < progress.predicted.size(); ++i) {
        const Predicted& one = progress.predicted[i];
        text += harness::hanging(fmt::format("{}. ", i + 1), questions[i].ask, width);
        if (one.key.empty())
            text += "   The answer is not available here.\n";
        else
            text += fmt::format("   You said {}; here it is {}: {}.\n", one.prediction, one.key,
                                one.is_hit ? "right" : "wrong");
    }
    return text;
}

}  // namespace

std::string calibration_text(const std::map<std::string, Progress>& progress) {
    int count = 0;
    int hits = 0;
    double sure = 0;
    double brier = 0;
    for (const auto& [name, one] : progress)
        for (const Predicted& predicted : one.predicted) {
            if (predicted.key.empty()) continue;
            const double belief = one.sure / 100.0;
            const double truth = predicted.is_hit ? 1 : 0;
            ++count;
            hits += predicted.is_hit ? 1 : 0;
            sure += one.sure;
            brier += (belief - truth) * (belief - truth);
        }
    if (count == 0) return "";
    const double mean = sure / count;
    const double right = 100.0 * hits / count;
    std::string judged = "about as sure as you were right";
    if (mean > right + tendency) judged = "too sure";
    if (mean < right - tendency) judged = "less sure than you could be";
    return fmt::format(
        "Predictions: {} of {} right ({:.0f} %); you were {:.0f} % sure: {}.\n"
        "Brier score: {:.2f} (0 is perfect; 0.25 is to say 50 % always).\n",
        hits, count, right, mean, judged, brier / count);
}

int Learning::show_questions(const Exercise& exercise, const std::vector<Question>& questions) {
    const std::size_t width = terminal_width(stdout);
    for (std::size_t i = 0; i < questions.size(); ++i)
        print_found(harness::hanging(fmt::format("{}. ", i + 1), questions[i].ask, width));
    std::string example;
    for (const Question& one : questions)
        example += one.kind == Question::Kind::ratio ? " 1.5" : " ANSWER";
    print_found(
        fmt::format("\nAnswer all at once, and say how sure you are, from 0 to 100:\n"
                    "triptych learn predict {}{} --sure 70\n",
                    exercise.name, example));
    return 0;
}

int Learning::predict() {
    if (options_.words.size() < 2)
        throw UsageError{"learn predict wants the name of an exercise: triptych learn list"};
    const Exercise& exercise = this->exercise(options_.words[1]);
    const std::vector<Question> questions = checker::read_questions(exercise);
    if (questions.empty())
        throw UsageError{fmt::format("learn: {} has nothing to predict", exercise.name)};
    const std::size_t width = terminal_width(stdout);
    Progress& progress = folder_.progress(exercise.name);
    if (!progress.predicted.empty()) {
        print_found(results_text(questions, progress, width));
        print_found("The first prediction counts.\n");
        return 0;
    }
    const std::vector<std::string> predictions{options_.words.begin() + 2, options_.words.end()};
    if (predictions.empty()) return show_questions(exercise, questions);
    if (predictions.size() != questions.size())
        throw UsageError{fmt::format("learn predict: {} has {} questions, and you gave {} answers",
                                     exercise.name, questions.size(), predictions.size())};
    for (std::size_t i = 0; i < questions.size(); ++i)
        if (const auto fault = checker::fault_of_prediction(questions[i], predictions[i]);
            !fault.empty())
            throw UsageError{
                fmt::format("learn predict: answer {}, \"{}\": {}", i + 1, predictions[i], fault)};
    if (!options_.sure)
        throw UsageError{"learn predict: how sure are you? Add --sure 70, from 0 to 100"};

    if (would_mislead(questions)) throw std::runtime_error{misleading};
    harness::StopSignals signals;
    const checker::Sandbox sandbox;
    const checker::Builder builder{sandbox};
    print_found("Measuring and exploring, on this machine ...\n\n");
    const std::vector<Key> keys = checker::compute_keys(sandbox, builder, exercise, questions,
                                                        predictions, signals.descriptor());
    if (const int signal = signals.received(); signal != 0) return stopped_by(signal, "the keys");
    if (would_mislead(questions)) throw std::runtime_error{misleading};
    progress.sure = *options_.sure;
    for (std::size_t i = 0; i < keys.size(); ++i)
        progress.predicted.push_back(
            {.prediction = predictions[i], .key = keys[i].value, .is_hit = keys[i].is_hit});
    folder_.save();
    print_found(results_text(questions, progress, width));
    for (const Key& key : keys)
        if (!key.evidence.empty()) print_found('\n' + key.evidence + '\n');
    return 0;
}

void Learning::require_prediction(const Exercise& exercise) {
    if (options_.answer || options_.report) return;
    if (checker::read_questions(exercise).empty()) return;
    if (!folder_.progress(exercise.name).predicted.empty()) return;
    throw UsageError{fmt::format("learn: predict first: triptych learn predict {}", exercise.name)};
}

}  // namespace triptych::cli
