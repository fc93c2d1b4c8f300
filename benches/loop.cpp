#include "benches/loop.hpp"

#include "coroutines/primitives/poller.hpp"

namespace triptych {

std::vector<std::string> loop_backends() {
    using coroutines::Backend;
    std::vector<std::string> names;
    for (const Backend backend : {Backend::epoll, Backend::io_uring, Backend::poll})
        names.emplace_back(coroutines::name_of(backend));
    return names;
}

bool use_loop(std::string_view name) {
    const auto backend = coroutines::backend_named(name);
    if (backend) coroutines::set_default_backend(*backend);
    return backend.has_value();
}

}  // namespace triptych
