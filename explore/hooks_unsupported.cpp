/// What blocks or switches behind the engine's back: named, so that the reader knows what to leave
/// out.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <spawn.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#include "explore/hooks.hpp"

namespace explore = triptych::explore;

namespace {

[[noreturn]] void refuse(const char* name) {
    explore::execution().fail(explore::End::unsupported, name, 0);
}

}  // namespace

extern "C" {

pid_t vfork() noexcept {
    refuse("vfork");
}
int pthread_kill(pthread_t /*thread*/, int /*signal*/) noexcept {
    refuse("pthread_kill");
}
void pthread_exit(void* /*result*/) {
    refuse("pthread_exit");
}
int pthread_cancel(pthread_t /*thread*/) {
    refuse("pthread_cancel");
}
int pthread_barrier_wait(pthread_barrier_t* /*barrier*/) noexcept {
    refuse("pthread_barrier_wait (std::barrier is supported)");
}
int pthread_spin_lock(pthread_spinlock_t* /*lock*/) noexcept {
    refuse("pthread_spin_lock");
}
sem_t* sem_open(const char* /*name*/, int /*flags*/, ...) noexcept {
    refuse("sem_open");
}
int poll(pollfd* /*set*/, nfds_t /*count*/, int /*timeout*/) {
    refuse("poll");
}
int select(int /*count*/, fd_set* /*in*/, fd_set* /*out*/, fd_set* /*other*/, timeval* /*time*/) {
    refuse("select");
}
int epoll_wait(int /*set*/, epoll_event* /*events*/, int /*most*/, int /*timeout*/) {
    refuse("epoll_wait");
}
int execve(const char* /*path*/, char* const* /*words*/, char* const* /*environment*/) noexcept {
    refuse("execve");
}
int execv(const char* /*path*/, char* const* /*words*/) noexcept {
    refuse("execv");
}
int execvp(const char* /*path*/, char* const* /*words*/) noexcept {
    refuse("execvp");
}
int execl(const char* /*path*/, const char* /*word*/, ...) noexcept {
    refuse("execl");
}
int execlp(const char* /*path*/, const char* /*word*/, ...) noexcept {
    refuse("execlp");
}
int posix_spawn(pid_t* /*pid*/, const char* /*path*/, const posix_spawn_file_actions_t* /*actions*/,
                const posix_spawnattr_t* /*attributes*/, char* const* /*words*/,
                char* const* /*environment*/) {
    refuse("posix_spawn");
}
int posix_spawnp(pid_t* /*pid*/, const char* /*name*/,
                 const posix_spawn_file_actions_t* /*actions*/,
                 const posix_spawnattr_t* /*attributes*/, char* const* /*words*/,
                 char* const* /*environment*/) {
    refuse("posix_spawnp");
}
FILE* popen(const char* /*command*/, const char* /*mode*/) {
    refuse("popen");
}
int socket(int /*domain*/, int /*type*/, int /*protocol*/) noexcept {
    refuse("socket");
}
int socketpair(int /*domain*/, int /*type*/, int /*protocol*/, int* /*ends*/) noexcept {
    refuse("socketpair");
}
unsigned alarm(unsigned /*seconds*/) noexcept {
    refuse("alarm");
}
int system(const char* /*command*/) {
    refuse("system");
}
}
