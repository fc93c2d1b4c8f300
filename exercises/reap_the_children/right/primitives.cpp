// With the suite's Process, which reaps in its wait().
#include <unistd.h>

#include "exercise.hpp"
#include "processes/primitives/process.hpp"

int run_all(const std::vector<std::function<int()>>& jobs) {
    std::vector<triptych::processes::Process> children;
    for (const auto& job : jobs)
        children.emplace_back([&job] { ::_exit(job()); });
    int succeeded = 0;
    for (auto& child : children)
        succeeded += child.wait().empty();
    return succeeded;
}
