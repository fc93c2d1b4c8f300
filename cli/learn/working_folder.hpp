/// The folder in which a student works: an answer for each exercise, and how far they are.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "exercises/checker/exercise.hpp"

namespace triptych::cli {

/// What a student predicted, and what came out.
struct Predicted {
    std::string prediction;
    std::string key;
    bool is_hit = false;
};

/// How far a student is with one exercise.
struct Progress {
    bool passed = false;
    int checks = 0;         // how often it was checked
    int hints = 0;          // how many hints were shown
    std::string diagnosis;  // the key of the last check's; empty: none
    bool spoiled = false;   // the solution was shown before it passed

    std::vector<Predicted> predicted;  // empty: nothing yet
    int sure = 0;                      // how sure of it, in percent
};

/// NAME/answer.cpp for each exercise, and progress.txt, which a person can read and copy: a line
/// "NAME passed|open checks=3 hints=1 spoiled=no diagnosis=lost_update" for each exercise that was
/// begun; behind it, if something was predicted, "sure=70 predicted=no:yes:miss;1.8:1.93:hit".
class WorkingFolder {
public:
    /// `path` need not exist yet. Throws UsageError if progress.txt has a line that it does not
    /// know.
    explicit WorkingFolder(std::filesystem::path path);

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path answer(const checker::Exercise& exercise) const;
    const std::map<std::string, Progress>& all_progress() const { return progress_; }
    Progress& progress(const std::string& exercise) { return progress_[exercise]; }

    /// The exercise's starter, header and story. Keeps an answer that is there, unless `again`:
    /// then the old one becomes answer.cpp.before.
    void begin(const checker::Exercise& exercise, bool again = false) const;

    /// Replaces progress.txt. Throws std::system_error.
    void save() const;

private:
    std::filesystem::path path_;
    std::map<std::string, Progress> progress_;
};

}  // namespace triptych::cli
