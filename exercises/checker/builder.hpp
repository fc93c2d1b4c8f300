/// Builds an answer with an exercise's checks, four ways. What is the same each time is kept.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "exercises/checker/compiler_words.hpp"
#include "exercises/checker/exercise.hpp"
#include "exercises/checker/sandbox.hpp"

namespace triptych::checker {

struct Built {
    std::filesystem::path executable;  // empty if it did not compile
    std::string messages;              // the compiler's errors and warnings
    Killed killed = Killed::no;        // the compiler was
    bool link_failed = false;          // something is not defined, or a library is stale
};

class Builder {
public:
    /// `sandbox` must outlive this.
    explicit Builder(const Sandbox& sandbox);

    /// Compiles the answer, a file of the student's, alone with exercise.hpp and the suite's
    /// headers: it cannot include the checks. `folder` is for what is made. Throws
    /// std::runtime_error if the suite's own part cannot be built.
    Built build(const Exercise& exercise, const std::filesystem::path& answer, Build build,
                const std::filesystem::path& folder) const;

    /// Compiles a program of the exercise's, `name`, which stands by itself, and returns the path
    /// of the executable in `folder`. Throws std::runtime_error if it does not compile.
    std::filesystem::path build_program(const Exercise& exercise, const std::string& name,
                                        Build build, const std::filesystem::path& folder) const;

    /// Where things are kept between runs.
    const std::filesystem::path& cache() const { return cache_; }

    /// The exercise's checks, as its runner lists them (support/main.cpp), a line each: taken from
    /// the solution, for an answer might hide some.
    std::string list_checks(const Exercise& exercise) const;

private:
    std::filesystem::path precompiled(Build build) const;
    std::filesystem::path own_object(const std::filesystem::path& source, Build build,
                                     const Exercise* exercise = nullptr) const;
    Ran link(std::vector<std::string> words, Build build,
             const std::filesystem::path& executable) const;
    Ran compile(const std::vector<std::string>& words, const std::filesystem::path& folder,
                const std::vector<std::string>& readable) const;

    const Sandbox& sandbox_;
    std::filesystem::path cache_;
    std::string suite_headers_;  // a hash of their text
};

}  // namespace triptych::checker
