/* explore/zoo/processes_two_locks.cpp for spin: the locks are in shared memory. */
bool left = false, right = false;
int result = 0;

proctype first_child() {
    atomic { !left -> left = true };
    atomic { !right -> right = true };
    right = false;
    left = false
}

proctype second_child() {
    atomic { !right -> right = true };
    atomic { !left -> left = true };
    left = false;
    right = false
}

init {
    run first_child();
    run second_child();
    (_nr_pr == 1);
    assert(result != 0)
}
