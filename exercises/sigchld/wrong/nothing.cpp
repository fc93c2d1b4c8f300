// expects: wrong_result
#include "exercise.hpp"

void begin_watching() {}

void start(const std::function<void()>& job) {
    launch(job);
}

int running() {
    return 0;
}

void end_watching() {}
