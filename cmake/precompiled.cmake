# The standard library's and fmt's headers are most of what a file compiles: so they are compiled once
# for all files with the same options. Each file includes what it needs all the same: with
# -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON everything compiles as well.
set(TRIPTYCH_PRECOMPILED
  <algorithm> <chrono> <functional> <map> <memory> <mutex> <optional> <ranges> <span> <string>
  <thread> <vector> <fmt/format.h>)
