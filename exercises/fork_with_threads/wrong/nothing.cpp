// expects: wrong_result
#include "exercise.hpp"

void write(Log& /*log*/, const std::string& /*line*/) {}

pid_t fork_child(Log& /*log*/, const std::function<int()>& /*job*/) {
    return 0;
}
