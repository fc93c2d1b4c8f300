#include "processes/mpi/primitives/remote_counter.hpp"

#include <mpi.h>

namespace triptych::processes::mpi {

struct RemoteCounter::Window {
    MPI_Win window = MPI_WIN_NULL;
};

RemoteCounter::RemoteCounter(World& world) : world_{world}, window_{std::make_unique<Window>()} {
    const MPI_Aint bytes = world.is_root() ? sizeof(std::int64_t) : 0;
    void* memory = nullptr;  // only the root has some
    ::MPI_Win_allocate(bytes, sizeof(std::int64_t), MPI_INFO_NULL, MPI_COMM_WORLD,
                       static_cast<void*>(&memory), &window_->window);
    ::MPI_Win_lock_all(MPI_MODE_NOCHECK, window_->window);
    if (world.is_root()) *static_cast<std::int64_t*>(memory) = 0;
    ::MPI_Win_sync(window_->window);
    world.barrier();  // no rank adds before it is 0
}

RemoteCounter::~RemoteCounter() {
    ::MPI_Win_unlock_all(window_->window);
    ::MPI_Win_free(&window_->window);
}

// NOLINTNEXTLINE(readability-make-member-function-const): it changes the counter
std::int64_t RemoteCounter::fetch_add(std::int64_t addend) {
    std::int64_t before = 0;
    ::MPI_Fetch_and_op(&addend, &before, MPI_INT64_T, root, 0, MPI_SUM, window_->window);
    ::MPI_Win_flush(root, window_->window);
    world_.count_message(sizeof addend);
    return before;
}

}  // namespace triptych::processes::mpi
