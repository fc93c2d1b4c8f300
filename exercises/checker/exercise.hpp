/// An exercise as its folder describes it: docs/writing_an_exercise.md.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace triptych::checker {

/// How an answer is built.
enum class Build { plain, address, thread, explored };

const char* name_of(Build build);

struct Exercise {
    std::string name;  // of its folder
    std::filesystem::path folder;
    std::string title;
    std::string model;  // "threads", "processes", "coroutines", "across"
    int order = 0;
    int minutes = 0;
    int points = 0;
    std::vector<std::string> concepts;
    std::vector<Build> builds;
    bool starter_needs_explore = false;  // others fail by luck, if at all
    std::vector<std::string> given;      // files for the student besides exercise.hpp
    int tasks = 64;                      // processes and threads that an answer may have

    std::filesystem::path file(const std::string& file_name) const { return folder / file_name; }
};

/// All exercises in a folder, in their order. Throws std::runtime_error, which names the file and
/// says what is wrong in it.
std::vector<Exercise> read_exercises(const std::filesystem::path& folder);

/// The sections of hints.md: "1", "2", "3", and a key of a diagnosis each.
std::map<std::string, std::string> read_hints(const Exercise& exercise);

/// The whole file. Throws std::runtime_error if it cannot be read.
std::string read_text(const std::filesystem::path& path);

}  // namespace triptych::checker
