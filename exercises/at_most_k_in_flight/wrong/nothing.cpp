// expects: wrong_result
#include "exercise.hpp"

triptych::coroutines::Task<> download_all(int /*pages*/, int /*most*/, Download /*download*/) {
    co_return;
}
