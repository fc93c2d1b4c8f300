/// A thread pool of Triptych's in a program of one's own. Prints 42.
#include <cstdio>

#include "threads/primitives/thread_pool.hpp"

int main() {
    triptych::threads::ThreadPool pool{2};
    std::printf("%d\n", pool.submit([](int number) { return 2 * number; }, 21).result());
}
