#include "processes/mpi/primitives/world.hpp"

#include <exception>
#include <limits>
#include <mpi.h>
#include <stdexcept>
#include <utility>

namespace triptych::processes::mpi {
namespace {

/// MPI counts in int.
int count_of(std::span<const std::byte> bytes) {
    if (std::cmp_greater(bytes.size(), std::numeric_limits<int>::max()))
        throw std::length_error{"a message of more than 2 GiB: use more ranks"};
    return static_cast<int>(bytes.size());
}

Envelope envelope_of(const MPI_Status& status) {
    int bytes = 0;
    ::MPI_Get_count(&status, MPI_BYTE, &bytes);
    return {status.MPI_SOURCE, status.MPI_TAG, static_cast<std::size_t>(bytes)};
}

}  // namespace

struct Sending::State {
    MPI_Request request;
};

Sending::Sending(std::unique_ptr<State> state) : state_{std::move(state)} {}
Sending::Sending(Sending&& other) noexcept = default;

Sending& Sending::operator=(Sending&& other) noexcept {
    const Sending old{std::move(*this)};  // waits for it
    state_ = std::move(other.state_);
    return *this;
}

Sending::~Sending() {
    // NOLINTNEXTLINE(clang-analyzer-optin.mpi.MPI-Checker): start_sending_bytes() began it
    if (state_) ::MPI_Wait(&state_->request, MPI_STATUS_IGNORE);
}

World::World() : exceptions_{std::uncaught_exceptions()} {
    ::MPI_Init(nullptr, nullptr);
    ::MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
    ::MPI_Comm_size(MPI_COMM_WORLD, &size_);
}

World::~World() {
    if (std::uncaught_exceptions() > exceptions_) ::MPI_Abort(MPI_COMM_WORLD, 1);
    ::MPI_Finalize();
}

std::string World::host() {
    std::array<char, MPI_MAX_PROCESSOR_NAME> name{};
    int length = 0;
    ::MPI_Get_processor_name(name.data(), &length);
    return {name.data(), static_cast<std::size_t>(length)};
}

std::string World::version() {
    std::array<char, MPI_MAX_LIBRARY_VERSION_STRING> text{};
    int length = 0;
    ::MPI_Get_library_version(text.data(), &length);
    const std::string all{text.data(), static_cast<std::size_t>(length)};
    return all.substr(0, all.find_first_of(",\n"));
}

Sending World::start_sending_bytes(std::span<const std::byte> bytes, int to, int tag) {
    auto state = std::make_unique<Sending::State>();
    ::MPI_Isend(bytes.data(), count_of(bytes), MPI_BYTE, to, tag, MPI_COMM_WORLD, &state->request);
    // NOLINTNEXTLINE(clang-analyzer-optin.mpi.MPI-Checker): Sending's destructor waits
    count_message(bytes.size());
    return Sending{std::move(state)};
}

// NOLINTNEXTLINE(readability-convert-member-functions-to-static): it needs the job
Envelope World::wait_for_message() const {
    return wait_for(MPI_ANY_SOURCE);
}

// NOLINTNEXTLINE(readability-convert-member-functions-to-static): it needs the job
std::optional<Envelope> World::next_message() const {
    int is_there = 0;
    MPI_Status status{};
    ::MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &is_there, &status);
    if (is_there == 0) return std::nullopt;
    return envelope_of(status);
}

// NOLINTNEXTLINE(readability-convert-member-functions-to-static): it needs the job
void World::barrier() const {
    ::MPI_Barrier(MPI_COMM_WORLD);
}

Envelope World::wait_for(int from) {
    MPI_Status status{};
    ::MPI_Probe(from, MPI_ANY_TAG, MPI_COMM_WORLD, &status);
    return envelope_of(status);
}

void World::take(const Envelope& message, std::span<std::byte> bytes) {
    ::MPI_Recv(bytes.data(), count_of(bytes), MPI_BYTE, message.from, message.tag, MPI_COMM_WORLD,
               MPI_STATUS_IGNORE);
}

void World::broadcast_bytes(std::span<std::byte> bytes) {
    ::MPI_Bcast(bytes.data(), count_of(bytes), MPI_BYTE, root, MPI_COMM_WORLD);
    if (!is_root()) return;
    messages_sent_ += size_ - 1;
    bytes_sent_ += static_cast<std::int64_t>(bytes.size()) * (size_ - 1);
}

}  // namespace triptych::processes::mpi
