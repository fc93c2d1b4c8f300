// expects: wrong_result
#include "exercise.hpp"

void publish(Board& /*board*/, Offer /*offer*/) {}

std::optional<Offer> look(Board& /*board*/) {
    return std::nullopt;
}
