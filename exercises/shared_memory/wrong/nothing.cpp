// expects: wrong_result
#include "exercise.hpp"

void open(Tills& /*tills*/) {}

void move(Tills& /*tills*/, long /*amount*/, const std::function<void()>& carry) {
    carry();
}

void close(Tills& /*tills*/) {}
