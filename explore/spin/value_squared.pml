/* value = value * value + 1, twice, with nothing that guards it (docs: db_update). */
int value = 0;

proctype update() {
    int before;
    before = value;
    value = before * before + 1
}

init {
    atomic { run update(); run update() };
    (_nr_pr == 1);
    if
    :: value == 0 -> assert(value != 0)
    :: value == 1 -> assert(value != 1)
    :: value == 2 -> assert(value != 2)
    fi
}
