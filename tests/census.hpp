/// What this process has to its name, to be counted before and after.
#pragma once

#include <string>

namespace triptych {

struct Census {
    int children = 0;  // zombies, too
    int descriptors = 0;
    int threads = 0;
    int shared_mappings = 0;  // of memory, not of files

    bool operator==(const Census&) const = default;
};

Census take_census();

/// What has changed since `before`, in words; nothing if all is as it was. A thread that was
/// joined may take a moment to vanish from /proc, and gets it.
std::string changes_since(const Census& before);

}  // namespace triptych
