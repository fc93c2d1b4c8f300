/// The role of an implementation in a comparison.
#pragma once

namespace triptych {

enum class Role {
    baseline,   // the sequential implementation
    contender,  // one of the three models, correct: it is ranked
    broken,     // broken on purpose (an unguarded counter): measured, never ranked
    peer,       // another library, for comparison: shown below a line, never ranked
};

}  // namespace triptych
