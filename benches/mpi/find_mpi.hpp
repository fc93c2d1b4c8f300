/// Where mpirun and the program of the ranks are.
#pragma once

#include <string>

namespace triptych {

/// The path of mpirun: the first on PATH. Empty if there is none.
std::string find_mpirun();

/// The path of triptych_rank: in the folder of this program, unless TRIPTYCH_RANK names another.
std::string rank_program();

}  // namespace triptych
