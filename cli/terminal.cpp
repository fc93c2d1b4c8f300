#include "cli/terminal.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fmt/format.h>
#include <string_view>
#include <sys/ioctl.h>
#include <system_error>
#include <unistd.h>

namespace triptych::cli {
namespace {

std::string_view variable(const char* name) {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets any
    return value == nullptr ? "" : value;
}

std::size_t width_of(std::FILE* stream) {
    winsize size{};
    if (::ioctl(::fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    const std::string_view columns = variable("COLUMNS");
    std::size_t width = 0;
    std::from_chars(columns.data(), columns.data() + columns.size(), width);
    return width > 0 ? width : 80;
}

}  // namespace

std::size_t terminal_width(std::FILE* stream) {
    return std::max<std::size_t>(40, width_of(stream));
}

bool is_terminal(std::FILE* stream) {
    return ::isatty(::fileno(stream)) == 1;
}

bool wants_colour(std::FILE* stream) {
    return is_terminal(stream) && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
}

void print_to(std::FILE* stream, std::string_view text, const std::string& what) {
    if (std::fwrite(text.data(), 1, text.size(), stream) != text.size() || std::fflush(stream) != 0)
        throw std::system_error{errno, std::generic_category(), "cannot print " + what};
}

void do_both(const std::function<void()>& print, const std::function<void()>& write) {
    std::exception_ptr unprinted;
    try {
        print();
    } catch (const std::system_error&) {
        unprinted = std::current_exception();
    }
    write();
    if (unprinted) std::rethrow_exception(unprinted);
}

int stopped_by(int signal, std::string_view what) {
    fmt::print(stderr, "triptych: stopped by SIG{}; this is all there is of {}\n",
               ::sigabbrev_np(signal), what);
    return 128 + signal;
}

}  // namespace triptych::cli
