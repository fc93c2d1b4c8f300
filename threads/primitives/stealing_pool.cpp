#include "threads/primitives/stealing_pool.hpp"

#include <system_error>

#include "common/refusal.hpp"

namespace triptych::threads {

StealingPool::StealingPool(int workers) : crew_{workers} {
    try {
        for (std::size_t self = 1; self < crew_.size(); ++self)
            workers_.emplace_back([this, self] { work(self); });
    } catch (const std::system_error& error) {
        crew_.close();  // or the destructors of the workers would wait for ever
        throw_refused(error.code().value(), "std::thread");
    } catch (...) {
        crew_.close();
        throw;
    }
}

StealingPool::~StealingPool() {
    crew_.close();
}

void StealingPool::work(std::size_t self) {
    detail::worker_of_this_thread = {this, self};
    while (crew_.wait_for_run())
        while (auto* const job = crew_.find(self, [this] { return !crew_.is_running(); }))
            run_stolen(*job, self);
}

}  // namespace triptych::threads
