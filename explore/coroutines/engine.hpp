/// What an explored event loop asks the engine (explore/hooks_coroutines.cpp, hooks_eventfd.cpp).
#pragma once

extern "C" {

int triptych_choose_turn(const void* loop, const void* const* frames, int candidates);
void triptych_turn_begins(const void* frame);
void triptych_turn_ends();
void triptych_deadlock();
void triptych_wait_for_event(int descriptor);
}
