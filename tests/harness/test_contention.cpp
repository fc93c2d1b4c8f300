/// Tests of what others take from the cores and the memory.
#include <filesystem>
#include <fstream>
#include <string>

#include "catch.hpp"
#include "common/harness/cgroup.hpp"
#include "common/harness/contention.hpp"

using namespace triptych::harness;
namespace fs = std::filesystem;

namespace {

/// A made-up root folder, removed at the end.
class Root {
public:
    explicit Root(const std::string& name) : path_{fs::temp_directory_path() / name} {
        fs::remove_all(path_);
    }
    Root(const Root&) = delete;
    Root& operator=(const Root&) = delete;
    ~Root() { fs::remove_all(path_); }

    void write(const std::string& file, const std::string& text) const {
        fs::create_directories((path_ / file).parent_path());
        std::ofstream{path_ / file} << text;
    }
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

}  // namespace

TEST_CASE("read_cpu_time adds up what programs used, and knows what the host took") {
    const Root root{"triptych-test-cpu-time"};
    CHECK_FALSE(read_cpu_time(root.path()));
    // user, nice, system, idle, iowait, irq, softirq, steal, in hundredths of a second
    root.write("proc/stat", "cpu  100 20 30 9000 800 4 6 50 0 0\ncpu0 1 2 3\n");
    const CpuTime time = read_cpu_time(root.path()).value();
    CHECK(time.used == Approx(1.6));
    CHECK(time.stolen == Approx(0.5));
    CHECK(time.ours > 0);
    CHECK(read_cpu_time()->used > 0);
}

TEST_CASE("Contention is what is not ours, and is unknown of short runs") {
    Contention contention;
    const CpuTime before{.used = 10, .stolen = 1, .ours = 4};
    contention.add(0.1, before, {.used = 10.3, .stolen = 1, .ours = 4.1});
    CHECK(contention.cores() == 0);
    contention.add(0.9, before, {.used = 11, .stolen = 1.2, .ours = 4.5});
    CHECK(contention.cores() == Approx(0.2 + 0.5 + 0.2));
}

TEST_CASE("ControlGroupMemory finds the file of either version of control groups") {
    const Root two{"triptych-test-cgroup-2"};
    two.write("proc/self/cgroup", "0::/group/mine\n");
    two.write("sys/fs/cgroup/group/mine/memory.current", "1234\n");
    CHECK(ControlGroupMemory{two.path()}.read() == 1234.0);

    const Root one{"triptych-test-cgroup-1"};
    one.write("proc/self/cgroup", "5:cpu:/\n4:memory:/mine\n0::/\n");
    one.write("sys/fs/cgroup/memory/mine/memory.usage_in_bytes", "99\n");
    CHECK(ControlGroupMemory{one.path()}.read() == 99.0);

    const Root none{"triptych-test-cgroup-0"};
    none.write("proc/self/cgroup", "0::/\n");
    CHECK_FALSE(ControlGroupMemory{none.path()}.read());
}
