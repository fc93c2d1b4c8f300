// expects: wrong_result
#include "exercise.hpp"

bool Pool::submit(std::function<void()> /*job*/) {
    return true;
}

void Pool::work() {}

void Pool::shut_down() {
    for (std::thread& thread : threads_)
        thread.join();
}
