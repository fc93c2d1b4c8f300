/* explore/zoo/processes_pipe_left_open.cpp for spin: a pipe ends when nobody has its write end open. */
chan pipe = [4] of { byte };
byte write_ends = 2;  /* the parent's, and the child's copy of it */
int result = 1;

proctype child() {
    pipe ! 1;
    write_ends--
}

init {
    byte value;
    byte count = 0;
    run child();
    do
    :: nempty(pipe) -> pipe ? value; count++
    :: empty(pipe) && write_ends == 0 -> break
    od;
    (_nr_pr == 1);
    if
    :: count == 1 -> result = 0
    :: else
    fi;
    assert(result != 0);
    assert(result != 1)
}
