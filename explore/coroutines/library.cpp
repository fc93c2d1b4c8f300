/// The coroutines' library and the thread pool, as an explored program is linked with them, in one
/// translation unit.
#include "coroutines/primitives/callbacks.cpp"
#include "coroutines/primitives/chain.cpp"
#include "coroutines/primitives/event_loop.cpp"
#include "coroutines/primitives/timers.cpp"
#include "coroutines/primitives/watched_descriptors.cpp"
#include "explore/coroutines/event_loop_turn.cpp"
#include "explore/coroutines/frame_pool.cpp"
#include "explore/coroutines/poller.cpp"
#include "explore/coroutines/refusal.cpp"
#include "threads/primitives/thread_pool.cpp"
