/// Tests of read_host(), on folders that imitate /proc and /sys.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <unistd.h>

#include "catch.hpp"
#include "common/cores.hpp"
#include "common/harness/host.hpp"

using namespace triptych::harness;

namespace {

/// A temporary root folder with such files.
class Root {
public:
    Root() {
        std::string name = (std::filesystem::temp_directory_path() / "triptych-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    Root(const Root&) = delete;
    Root& operator=(const Root&) = delete;
    ~Root() { std::filesystem::remove_all(path_); }

    Root& with(const std::string& file, const std::string& content) {
        std::filesystem::create_directories((path_ / file).parent_path());
        std::ofstream{path_ / file} << content;
        return *this;
    }

    Host host() const { return read_host(path_); }

private:
    std::filesystem::path path_;
};

}  // namespace

TEST_CASE("read_host reads what the kernel reports") {
    Root root;
    const Host host =
        root.with("proc/cpuinfo",
                  "processor\t: 0\nmodel name\t: Abacus 3000\nflags\t\t: fpu hypervisor\n\n"
                  "processor\t: 1\nmodel name\t: Abacus 3000\nflags\t\t: fpu hypervisor\n")
            .with("proc/meminfo", "MemTotal:       1024 kB\nMemFree:  1 kB\n")
            .with("proc/loadavg", "1.25 0.50 0.25 1/100 4711\n")
            .with("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n")
            .host();
    CHECK(host.cpu == "Abacus 3000");
    CHECK(host.cores == triptych::cores_allowed());
    CHECK(host.cores_online == 2);
    CHECK(host.is_virtual);
    CHECK(host.memory_bytes == 1 << 20);
    CHECK(host.load == 1.25);
    CHECK(host.governor == "powersave");
    CHECK(host.cpu_quota == std::nullopt);
    CHECK(about_host(host).at("cpu") == "Abacus 3000");
    CHECK(about_host(host).at("cpu_quota").is_null());
}

TEST_CASE("read_host names a CPU without a model name by its maker and part, or by its board") {
    Root root;
    root.with("proc/cpuinfo", "processor\t: 0\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n");
    CHECK(root.host().cpu == "CPU implementer 0x41, part 0xd0c");
    const std::string board{"Abacus Pi 4\0", 12};
    root.with("proc/device-tree/model", board);
    CHECK(root.host().cpu == "Abacus Pi 4 (CPU implementer 0x41, part 0xd0c)");
    Root other;
    other.with("proc/cpuinfo", "processor\t: 0\nisa\t: rv64\n")
        .with("sys/firmware/devicetree/base/model", board);
    CHECK(other.host().cpu == "Abacus Pi 4");
}

TEST_CASE("about_environment has the variables that replace a part of the program") {
    REQUIRE(::setenv("TRIPTYCH_CANARY", "1.5=a", 1) == 0);
    CHECK(about_environment().at("TRIPTYCH_CANARY") == "1.5=a");
    ::unsetenv("TRIPTYCH_CANARY");
    CHECK_FALSE(about_environment().contains("TRIPTYCH_CANARY"));
}

TEST_CASE("read_host leaves unknown fields empty") {
    const Host host = Root{}.host();
    CHECK(host.cpu.empty());
    CHECK(host.cores_online == 1);
    CHECK_FALSE(host.is_virtual);
    CHECK(host.memory_bytes == 0);
    CHECK(host.load == std::nullopt);
    CHECK(host.governor.empty());
}

TEST_CASE("read_host takes the strictest CPU quota, from the own control group up to the root") {
    Root root;
    root.with("proc/self/cgroup", "0::/a/b\n")
        .with("sys/fs/cgroup/a/b/cpu.max", "max 100000\n")
        .with("sys/fs/cgroup/a/cpu.max", "150000 100000\n");
    CHECK(root.host().cpu_quota == 1.5);
    root.with("sys/fs/cgroup/a/b/cpu.max", "50000 100000\n");
    CHECK(root.host().cpu_quota == 0.5);
}

TEST_CASE("read_host knows the CPU quota of cgroup v1, too") {
    Root root;
    root.with("proc/self/cgroup", "5:cpu,cpuacct:/box\n1:memory:/other\n")
        .with("sys/fs/cgroup/cpu,cpuacct/box/cpu.cfs_quota_us", "200000\n")
        .with("sys/fs/cgroup/cpu,cpuacct/box/cpu.cfs_period_us", "100000\n");
    CHECK(root.host().cpu_quota == 2);
    root.with("sys/fs/cgroup/cpu,cpuacct/box/cpu.cfs_quota_us", "-1\n");
    CHECK(root.host().cpu_quota == std::nullopt);
}

TEST_CASE("about_build has compiler, flags and versions") {
    const auto build = about_build();
    CHECK_FALSE(build.at("compiler").get<std::string>().empty());
    for (const char* name : {"triptych", "benchmark", "fmt", "boost", "glibc"}) {
        CAPTURE(name);
        CHECK_FALSE(build.at("versions").at(name).get<std::string>().empty());
    }
    CHECK(build.contains("flags"));
}
