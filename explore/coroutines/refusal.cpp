/// What the system refuses an explored program is told without its limits: it is rarely asked.
///
/// Replaces common/refusal.cpp.
#include "common/refusal.hpp"

namespace triptych {

void throw_refused(int error, const char* call) {
    throw std::system_error{error, std::generic_category(), call};
}

}  // namespace triptych
