/* explore/zoo/tso/dekker.cpp for spin, which knows sequential consistency only. */
bool wants[2];
int counter = 0;

proctype enter(byte me) {
    wants[me] = true;
    if
    :: !wants[1 - me] -> counter = counter + 1
    :: else
    fi
}

init {
    atomic { run enter(0); run enter(1) };
    (_nr_pr == 1);
    if
    :: counter == 0 -> assert(counter != 0)
    :: counter == 1 -> assert(counter != 1)
    :: counter == 2 -> assert(counter != 2)
    fi
}
