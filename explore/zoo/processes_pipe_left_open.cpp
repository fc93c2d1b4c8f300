/// Deadlock: the parent reads to the end of a pipe whose write end it has open itself.
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
    char byte;
    int count = 0;
    while (read(ends[0], &byte, 1) > 0)
        ++count;
    wait(nullptr);
    return count == 1 ? 0 : 1;
}
