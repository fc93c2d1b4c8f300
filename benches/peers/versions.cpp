#include "benches/peers/versions.hpp"

#include <exception>
#include <fmt/format.h>

#include "benches/peers/find_python.hpp"
#include "benches/peers/peers.hpp"
#include "benches/peers/python.hpp"

namespace triptych::peers {
namespace {

/// The version of the interpreter and its path; only the path if it cannot run.
std::string python_version() {
    std::string interpreter = python_interpreter();
    if (interpreter.empty()) return {};
    try {
        Python python{python_program("version"), {}};
        python.go();
        const Lists found = python.output(lengths(1, 3));
        return fmt::format("{} ({})", fmt::join(found[0], "."), interpreter);
    } catch (const std::exception&) {
        return interpreter;
    }
}

}  // namespace

std::vector<Version> versions() {
    std::vector<Version> all{{"tbb", tbb_version()},
                             {"asio", asio_version()},
                             {"openmp", openmp_version()},
                             {"taskflow", taskflow_version()},
                             {"python", python_version()}};
    std::erase_if(all, [](const Version& version) { return version.second.empty(); });
    return all;
}

}  // namespace triptych::peers
