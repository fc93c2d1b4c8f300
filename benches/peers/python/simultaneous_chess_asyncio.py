"""Simultaneous chess with coroutines: one task per board. The master is a lock here, too: her move
contains an await, so without the lock she would be at all boards at once."""

import asyncio
import time

import trial


class Moves:
    """When the master's moves on one board began and ended."""

    def __init__(self):
        self.begun_us = []
        self.ended_us = []


def microseconds_since(start_ns):
    return (time.monotonic_ns() - start_ns) // 1000


async def make_move(master, thinks_us, start_ns, moves):
    async with master:
        moves.begun_us.append(microseconds_since(start_ns))
        await asyncio.sleep(thinks_us / 1e6)
        moves.ended_us.append(microseconds_since(start_ns))


async def play(moves, rounds, masters_move_us, opponents_move_us, master, start_ns):
    for _ in range(rounds):
        await make_move(master, masters_move_us, start_ns, moves)
        await asyncio.sleep(opponents_move_us / 1e6)


async def simultaneous_chess(exhibition):
    rounds, boards, masters_move_us, opponents_move_us = exhibition
    start_ns = time.monotonic_ns()
    master = asyncio.Lock()
    games = [Moves() for _ in range(boards)]
    await asyncio.gather(
        *(
            play(moves, rounds, masters_move_us, opponents_move_us, master, start_ns)
            for moves in games
        )
    )
    return [moves.begun_us for moves in games] + [moves.ended_us for moves in games]


if __name__ == "__main__":
    trial.run(lambda exhibition: asyncio.run(simultaneous_chess(exhibition)))
