/* explore/zoo/dining_philosophers.cpp for spin. */
bool held[3];
int result = 0;

proctype eat(byte first, second) {
    atomic { !held[first] -> held[first] = true };
    atomic { !held[second] -> held[second] = true };
    held[second] = false;
    held[first] = false
}

init {
    atomic { run eat(0, 1); run eat(1, 2); run eat(2, 0) };
    (_nr_pr == 1);
    assert(result != 0)
}
