// expects: wrong_result
#include <cerrno>
#include <sys/wait.h>
#include <unistd.h>

#include "exercise.hpp"

Report run(const std::function<int(int)>& /*job*/) {
    return {"rrrrr", 0};
}
