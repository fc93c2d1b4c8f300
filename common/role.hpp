/// How an answer takes part in a comparison.
#pragma once

namespace triptych {

enum class Role {
    baseline,   // the plain sequential answer: the yardstick
    contender,  // one of the three models, meant to be right: it is ranked
    exhibit,    // shows a fault on purpose (an unguarded counter): measured, never ranked
    reference,  // what one would use instead, in production: shown under a line, never ranked
};

}  // namespace triptych
