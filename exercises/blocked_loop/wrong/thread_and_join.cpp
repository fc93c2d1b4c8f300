// expects: blocking_call_in_loop
#include <exception>
#include <thread>

#include "exercise.hpp"

using triptych::coroutines::Task;

Task<int> look_up(std::function<int()> query, const triptych::RunElsewhere& /*elsewhere*/) {
    int answer = 0;
    std::exception_ptr error;
    std::thread thread{[&] {
        try {
            answer = query();
        } catch (...) {
            error = std::current_exception();
        }
    }};
    thread.join();
    if (error) std::rethrow_exception(error);
    co_return answer;
}
