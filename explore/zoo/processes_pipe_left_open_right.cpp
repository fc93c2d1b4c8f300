/// The parent closes its write end before it reads: once the child has ended, the pipe has, too.
#include <cassert>
#include <sys/wait.h>
#include <unistd.h>

int main() {
    int ends[2];
    pipe(ends);
    if (fork() == 0) {
        close(ends[0]);
        write(ends[1], "x", 1);
        _exit(0);
    }
    close(ends[1]);
    char byte;
    int count = 0;
    while (read(ends[0], &byte, 1) > 0)
        ++count;
    wait(nullptr);
    assert(count == 1);
}
