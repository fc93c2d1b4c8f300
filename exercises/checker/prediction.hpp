/// What a student predicts before an exercise, and the key, which is measured or explored here.
#pragma once

#include <string>
#include <vector>

#include "exercises/checker/builder.hpp"

namespace triptych::checker {

/// A question of predictions.json: docs/writing_an_exercise.md.
struct Question {
    enum class Kind { ever, order, ratio };
    std::string name;
    Kind kind = Kind::ever;
    std::string ask;
    double within = 1;  // order, ratio: a factor by which a prediction may be off
    std::string of;     // ever: the file that is explored
    std::string check;  // ever: the check that may fail
};

/// Whether its key is a time, and not what can ever happen.
bool is_measured(const Question& question);

/// The exercise's questions; empty if it has none. Throws std::runtime_error that names the file.
std::vector<Question> read_questions(const Exercise& exercise);

/// What is wrong with the form of a prediction; empty if it is one.
std::string fault_of_prediction(const Question& question, const std::string& prediction);

/// What came out.
struct Key {
    std::string value;     // "yes", "1.93", "coroutines,threads,processes"; empty: not available
    bool is_hit = false;   // the prediction was right
    std::string evidence;  // lines to read: a schedule, or what was measured
};

/// The keys of all questions, in their order, computed on this machine. `predictions` has one for
/// each question. Throws std::runtime_error if the exercise is broken.
std::vector<Key> compute_keys(const Sandbox& sandbox, const Builder& builder,
                              const Exercise& exercise, const std::vector<Question>& questions,
                              const std::vector<std::string>& predictions, int stop_descriptor);

}  // namespace triptych::checker
