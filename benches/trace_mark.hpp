/// Tells `triptych trace` where the problem begins and is solved.
#pragma once

namespace triptych {

/// Does nothing unless the recording library of trace/ is loaded into this program.
void mark_for_trace(bool begins);

}  // namespace triptych
