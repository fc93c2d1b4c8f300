/// A child process for what a test must not do to itself: to run out of something, or to hang.
#pragma once

#include <functional>
#include <string>
#include <sys/resource.h>

namespace triptych {

/// Runs `body` in a child and returns what it returns, "threw: ..." if it throws, and "signal n"
/// if it dies; a hang is ended by SIGALRM after 60 seconds.
std::string in_child(const std::function<std::string()>& body);

/// This process, and all that it starts, may have no more than `extra` further threads or
/// processes. Root becomes another user first, for root is not bound. Call it in a child.
void allow_tasks(int extra);

/// While it lives, this process, and each that it starts, may open no more than `extra` further
/// descriptors.
class FewDescriptors {
public:
    explicit FewDescriptors(int extra);
    FewDescriptors(const FewDescriptors&) = delete;
    FewDescriptors& operator=(const FewDescriptors&) = delete;
    ~FewDescriptors();

private:
    rlimit before_{};
};

}  // namespace triptych
