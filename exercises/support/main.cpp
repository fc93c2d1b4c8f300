/// Runs one check of an exercise, or lists all. Linked with a student's answer.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <unistd.h>

#include "exercises/support/check.hpp"
#include "exercises/support/left_over.hpp"

namespace triptych::exercises {
namespace {

// Who tests does not believe an exit code: the answer might have called exit(0). What it believes
// is this line, with a word that this program is given and forgets.
std::string token;

void tell(const std::string& verdict, const std::string& key, std::string what) {
    for (char& letter : what)
        if (letter == '\n') letter = ' ';
    std::fflush(stdout);
    const std::string line =
        "\n" + token + " " + verdict + " " + (key.empty() ? "-" : key) + " " + what + "\n";
    if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) std::abort();
}

int list() {
    for (const Check& check : checks())
        std::printf("%d\t%s\t%s\t%s\t%s\t%s\t%s\n", check.explored ? 1 : 0, check.if_wrong,
                    check.if_stuck, check.memory, check.played, check.breaks, check.name);
    return 0;
}

int run(std::size_t number) {
    const Check check = checks().at(number);
    const pid_t self = ::getpid();
#ifdef TRIPTYCH_CENSUS
    const Possessions before = possessions();
#endif
    try {
        check.run();
        if (::getpid() == self) {
#ifdef TRIPTYCH_CENSUS
            expect_nothing_left(before);
#endif
        }
    } catch (const Wrong& wrong) {
        if (::getpid() == self) return tell("wrong", wrong.key, wrong.what()), 1;
    } catch (const std::exception& error) {
        if (::getpid() == self) return tell("threw", "", error.what()), 1;
    }
    if (::getpid() != self) {
        tell("wrong", "child_runs_on", "a child came back from the answer's function");
        ::_exit(1);
    }
    tell("passed", "", "");
    return 0;
}

std::string taken_from_environment(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? "" : value;
}

}  // namespace

void hand_over(const std::vector<int>& order) {
    std::string text;
    for (const int thread : order)
        text += std::to_string(thread) + ' ';
    tell("order", "", text);
}

}  // namespace triptych::exercises

int main() {
    using namespace triptych::exercises;
    token = taken_from_environment("TRIPTYCH_TOKEN");
    const std::string number = taken_from_environment("TRIPTYCH_CHECK");
#ifndef TRIPTYCH_EXPLORED  // there main is called many times
    ::unsetenv("TRIPTYCH_TOKEN");
#endif
    return number.empty() ? list() : run(std::stoul(number));
}
