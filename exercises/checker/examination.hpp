/// Examines an answer: builds it, runs its checks in each build, and says what is wrong.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "exercises/checker/builder.hpp"
#include "exercises/checker/diagnosis.hpp"
#include "exercises/checker/exploration.hpp"

namespace triptych::checker {

/// One build of the answer, and what came of it.
struct Stage {
    enum class State { passed, failed, unavailable, incomplete };
    Build build = Build::plain;
    State state = State::passed;
    std::string what;  // what was and was not checked
    double seconds = 0;
};

/// When to stop: a build that failed may leave open what the next one would find.
enum class Until { last_build, first_failure };

struct CheckResult {
    std::string name;
    bool passed = true;
    std::string what;   // what the check found; empty if it passed
    std::string build;  // where it failed
};

struct Examination {
    std::vector<CheckResult> checks;
    std::vector<Stage> stages;
    std::vector<Diagnosis> diagnoses;  // the most specific first; empty: nothing is wrong
    std::string warnings;              // of the compiler
    bool stopped = false;              // given up because of the stop descriptor: nothing is known

    bool passed() const { return diagnoses.empty(); }
};

class Examiner {
public:
    /// Both must outlive this. `stop_descriptor`: gives up once it is readable; -1: never.
    Examiner(const Sandbox& sandbox, const Builder& builder, int stop_descriptor = -1)
        : sandbox_{sandbox}, builder_{builder}, stop_descriptor_{stop_descriptor} {}

    /// `after_stage` is called after each build; may be empty. Throws std::runtime_error if the
    /// exercise itself is broken, and std::system_error.
    Examination examine(const Exercise& exercise, const std::filesystem::path& answer,
                        const std::function<void(const Stage&)>& after_stage = {},
                        Until until = Until::last_build) const;

private:
    struct Work;
    void run_stage(Work& work, Build build) const;
    void run_checks(Work& work, Stage& stage) const;
    Ran run_check(const Exercise& exercise, const std::filesystem::path& folder, Build build,
                  std::size_t number, const std::string& token) const;
    std::string why_not_linked(const Exercise& exercise, Build build) const;
    std::optional<Diagnosis> play(Work& work, std::size_t number) const;
    static void cannot_check(const Work& work, Stage& stage);
    bool solution_passes(const Exercise& exercise, Build build, std::size_t number) const;
    void run_explored(Work& work, Stage& stage) const;

    const Sandbox& sandbox_;
    const Builder& builder_;
    int stop_descriptor_;
};

}  // namespace triptych::checker
