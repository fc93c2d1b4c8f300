/// The program `triptych`: reads the command line and hands over to a subcommand.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <fmt/format.h>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

#include "cli/claims.hpp"
#include "cli/crawl/crawl.hpp"
#include "cli/download/download.hpp"
#include "cli/explore/explore.hpp"
#include "cli/goals.hpp"
#include "cli/launcher.hpp"
#include "cli/learn/learn.hpp"
#include "cli/list.hpp"
#include "cli/map/map.hpp"
#include "cli/prices/prices.hpp"
#include "cli/repeated.hpp"
#include "cli/results/compare.hpp"
#include "cli/results/merge.hpp"
#include "cli/run/run.hpp"
#include "cli/serve/serve.hpp"
#include "cli/show/show.hpp"
#include "cli/terminal.hpp"
#include "cli/trace/trace.hpp"
#include "cli/usage.hpp"
#include "common/inheritance.hpp"

namespace triptych::cli {
namespace {

constexpr int failure = 1;
constexpr int wrong_usage = 2;

std::vector<std::string> names_of_subcommands(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* subcommand : app.get_subcommands({}))
        names.push_back(subcommand->get_name());
    return names;
}

std::vector<std::string> names_of_options(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options())
        for (const std::string& name : option->get_lnames())
            names.push_back("--" + name);
    return names;
}

/// The message about the first unknown word, with a suggestion.
std::string about_extras(const CLI::App& app) {
    const std::string word = app.remaining(true).at(0);
    const auto chosen = app.get_subcommands();
    if (!word.starts_with('-') && !chosen.empty())
        return fmt::format("{}: unexpected argument \"{}\"", chosen[0]->get_name(), word);
    if (!word.starts_with('-')) return unknown("command", word, names_of_subcommands(app));
    return unknown("option", word.substr(0, word.find('=')),
                   names_of_options(chosen.empty() ? app : *chosen.front()));
}

/// `triptych` alone and `triptych --quick` mean run.
std::vector<std::string> words_of(int argc, char** argv) {
    std::vector<std::string> words{argv + 1, argv + argc};
    const bool about_itself =
        !words.empty() && (words[0] == "--help" || words[0] == "-h" || words[0] == "--version");
    if (words.empty() || (words[0].starts_with('-') && !about_itself))
        words.insert(words.begin(), "run");
    // What follows "--" belongs to another program.
    const auto end = std::ranges::find(words, "--");
    std::vector<std::string> all = with_options_repeated({words.begin(), end});
    all.insert(all.end(), end, words.end());
    return {all.rbegin(), all.rend()};  // CLI11 expects them in reverse order
}

int complain(const std::string& what, int code) {
    print_message(what);
    return code;
}

/// --help, --version.
int print_help(const CLI::App& app, const CLI::Success& success) {
    std::ostringstream text;
    const int code = app.exit(success, text, text);
    print_to(stdout, text.str(), "the help");
    return code;
}

int run_program(int argc, char** argv) {
    CLI::App app{
        "Compares threads, processes and coroutines: the same problems, solved three times and\n"
        "measured.",
        "triptych"};
    int exit_code = 0;
    app.set_version_flag("--version", std::string{"triptych "} + TRIPTYCH_VERSION);
    app.footer("triptych COMMAND --help explains a command and its options.");
    app.require_subcommand(0, 1);  // else `learn list` would be two commands
    add_run(app, exit_code);
    add_list(app, exit_code);
    add_show(app, exit_code);
    add_compare(app, exit_code);
    add_merge(app, exit_code);
    add_claims(app, exit_code);
    add_goals(app, exit_code);
    add_prices(app, exit_code);
    add_map(app, exit_code);
    add_explore(app, exit_code);
    add_trace(app, exit_code);
    add_serve(app, exit_code);
    add_learn(app, exit_code);
    add_crawl(app, exit_code);
    add_download(app, exit_code);
    add_launcher_commands(app);
    try {
        app.parse(words_of(argc, argv));
    } catch (const CLI::Success& success) {
        return print_help(app, success);
    } catch (const CLI::ExtrasError&) {
        return complain(about_extras(app), wrong_usage);
    } catch (const CLI::ParseError& error) {
        return complain(error.what(), wrong_usage);
    } catch (const UsageError& error) {
        const int code = complain(error.what(), wrong_usage);
        std::fputs(error.details().c_str(), stderr);
        return code;
    } catch (const std::system_error& error) {
        if (error.code() == std::errc::broken_pipe) return 128 + SIGPIPE;  // the reader has ended
        return complain(error.what(), failure);
    }
    return exit_code;
}

}  // namespace
}  // namespace triptych::cli

int main(int argc, char* argv[]) {
    triptych::settle_inheritance();
    try {
        return triptych::cli::run_program(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "triptych: %s\n", error.what());
        return triptych::cli::failure;
    }
}
