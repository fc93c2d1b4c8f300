/* explore/zoo/processes_lost_update.cpp for spin: the counter is in shared memory, its copy in a child's own. */
int counter = 0;

proctype child() {
    int copy;
    copy = counter;
    counter = copy + 1
}

init {
    atomic { run child(); run child() };
    (_nr_pr == 1);  /* both have been waited for */
    if
    :: counter == 0 -> assert(counter != 0)
    :: counter == 1 -> assert(counter != 1)
    :: counter == 2 -> assert(counter != 2)
    fi
}
