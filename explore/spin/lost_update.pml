/* explore/zoo/lost_update.cpp for spin: each access to the counter is a step of its own. */
int counter = 0;

proctype add() {
    int value;
    value = counter;
    counter = value + 1
}

init {
    atomic { run add(); run add() };
    (_nr_pr == 1);
    if
    :: counter == 0 -> assert(counter != 0)
    :: counter == 1 -> assert(counter != 1)
    :: counter == 2 -> assert(counter != 2)
    fi
}
