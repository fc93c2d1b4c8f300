/// The report in a child: what you write.
#pragma once

#include <functional>
#include <string>

struct Report {
    std::string text;  // all that the job wrote
    int exit_code;     // what the job returned
};

/// Forks a child that calls job(end of a pipe to write to) and exits with what it returned.
Report run(const std::function<int(int)>& job);
