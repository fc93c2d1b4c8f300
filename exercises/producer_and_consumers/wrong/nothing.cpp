// expects: wrong_result
#include "exercise.hpp"

triptych::coroutines::Task<int> run_bakery(Bake /*bake*/, Pack /*pack*/, int /*packers*/) {
    co_return 5;
}
