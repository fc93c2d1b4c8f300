// expects: wrong_result
#include "exercise.hpp"

Values below(Values /*source*/, int /*limit*/) {
    co_return;
}

Values changes(Values /*source*/) {
    co_return;
}

Values first(Values /*source*/, int /*count*/) {
    co_return;
}
