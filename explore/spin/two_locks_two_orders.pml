/* explore/zoo/two_locks_two_orders.cpp for spin: to lock is to wait until the lock is free. */
bool held[2];
int result = 0;

proctype both(byte first, second) {
    atomic { !held[first] -> held[first] = true };
    atomic { !held[second] -> held[second] = true };
    held[second] = false;
    held[first] = false
}

init {
    atomic { run both(0, 1); run both(1, 0) };
    (_nr_pr == 1);
    assert(result != 0)
}
