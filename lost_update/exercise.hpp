/// The museum's counter: what you write.
#pragma once

/// Starts `doors` threads. Each adds 1 to a counter for each of its `visitors`. Returns the counter
/// once all have ended.
int count_visitors(int doors, int visitors);
