#include "cli/learn/learn.hpp"

#include <memory>

#include "cli/learn/actions.hpp"

namespace triptych::cli {

void add_learn(CLI::App& app, int& exit_code) {
    CLI::App& command =
        *app.add_subcommand("learn", "exercises whose feedback names the mistake, and proves it");
    const auto options = std::make_shared<LearnOptions>();
    command.add_option(
        "words", options->words,
        "list | NAME | check NAME | watch NAME | hint NAME | explain NAME | solution NAME | "
        "predict NAME [PREDICTION...] | reset NAME | init DIR | replay FILE | class FILE... | dev "
        "check|matrix "
        "[NAME]; nothing: the next exercise");
    command.add_option("--folder", options->folder,
                       "where your answers are; else here, if progress.txt is here, or my_answers");
    command.add_option("--report", options->report,
                       "check: grades into this folder: results.json, junit.xml, grades.csv, "
                       "evidence.json; the exit code is 0 whatever the grades");
    command.add_option("--student", options->student, "check --report: whose answers these are")
        ->capture_default_str();
    command.add_option("--answer", options->answer, "check: this file instead of NAME/answer.cpp");
    command.add_flag("--all", options->all, "check: all answers in the folder");
    command.add_option("--sure", options->sure, "predict: how sure you are, in percent")
        ->check(CLI::Range(0, 100));
    command.add_flag("--spoil", options->spoil, "solution: although it has not passed yet");
    command.footer(
        "Exit code: 0 it passes; 1 it does not; 2 wrong usage; 128+n ended by signal n.");
    command.callback([options, &exit_code] { exit_code = Learning{*options}.run(); });
}

}  // namespace triptych::cli
