/// What `triptych learn` does, one function for each of its words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/learn/working_folder.hpp"
#include "exercises/checker/examination.hpp"
#include "exercises/checker/exercise.hpp"
#include "exercises/checker/prediction.hpp"

namespace triptych::cli {

/// The words of the command line.
struct LearnOptions {
    std::vector<std::string> words;     // "check", "lost_update"
    std::optional<std::string> folder;  // nothing: here, if answers are here; else ./my_answers
    std::optional<std::string> answer;  // a file elsewhere
    bool all = false;
    bool spoil = false;
    std::optional<int> sure;            // predict: in percent
    std::optional<std::string> report;  // a folder
    std::string student = "student";
};

/// Each prints to stdout, returns the exit code, and throws UsageError.
class Learning {
public:
    explicit Learning(const LearnOptions& options);

    int run();

private:
    int go_on();
    int list();
    int show(const checker::Exercise& exercise);
    int check(const std::vector<const checker::Exercise*>& chosen);
    bool check_one(const checker::Examiner& examiner, const checker::Exercise& exercise);
    int watch(const checker::Exercise& exercise);
    int predict();
    int show_questions(const checker::Exercise& exercise,
                       const std::vector<checker::Question>& questions);
    void require_prediction(const checker::Exercise& exercise);
    int hint(const checker::Exercise& exercise);
    int explain(const checker::Exercise& exercise);
    int solution(const checker::Exercise& exercise);
    int reset(const checker::Exercise& exercise);
    int init(const std::string& folder);
    int develop();
    int replay(const std::string& file);
    int report(const std::vector<const checker::Exercise*>& chosen);

    const checker::Exercise& exercise(const std::string& name) const;
    const checker::Exercise& named() const;
    const checker::Exercise* next();
    std::filesystem::path answer_of(const checker::Exercise& exercise) const;

    const LearnOptions& options_;
    std::vector<checker::Exercise> exercises_;
    WorkingFolder folder_;
};

}  // namespace triptych::cli
