#!/usr/bin/env python3
"""How long a study takes on a cluster: simulate.py SECONDS… [--cells 10000] [--slots 1600] [--dispatch 0.004] [--prepare 20] [--lost 0.01] [--search grid|rounds]

Simulates the scheduling of `study --spark`. SECONDS are those of measured cells (`trials.csv` of a study, column seconds, or any numbers); the cells of the
simulation are drawn from them. The driver gives out one cell after another, each after --dispatch seconds of its own (measured: the overhead of a task of
nothing). A machine prepares text and tokens for --prepare seconds before its first cell. A cell is lost with its machine with the probability --lost, at a moment that is
uniform over its time, and begins anew. `rounds` is a search that proposes --batch cells when all of a round are done. Prints the time, the share of the slots that was used, and what bounds it.
"""
import argparse
import csv
import heapq
import pathlib
import random


def seconds_of(words):
    for word in words:
        path = pathlib.Path(word)
        if path.exists():
            with path.open() as f:
                yield from (float(row["seconds"]) for row in csv.DictReader(f) if row["seconds"])
        else:
            yield float(word)


def simulate(cells, slots, per_machine, dispatch, prepare, lost, batch, rnd):
    """Returns the makespan, Σ seconds of cells that counted, and Σ seconds that the driver gave out cells."""
    free = [(0.0, slot) for slot in range(slots)]
    prepared, driver, busy, given, end = set(), 0.0, 0.0, 0.0, 0.0
    for begin in range(0, len(cells), batch):
        running, waiting = [], list(cells[begin:begin + batch])
        while waiting:
            cell = waiting.pop()
            at, slot = heapq.heappop(free)
            driver = max(driver, at) + dispatch
            given += dispatch
            machine, start = slot // per_machine, driver
            if machine not in prepared:
                prepared.add(machine)
                start += prepare
            if rnd.random() < lost:
                waiting.insert(0, cell)
                heapq.heappush(free, (start + cell * rnd.random(), slot))
            else:
                busy += cell
                running.append(start + cell)
                heapq.heappush(free, (start + cell, slot))
        end = max(running)
        if begin + batch < len(cells):  # a round ends with its last cell
            free = [(max(at, end), slot) for at, slot in free]
            heapq.heapify(free)
    return end, busy, given


def main():
    p = argparse.ArgumentParser()
    p.add_argument("seconds", nargs="+")
    for name, value in (("cells", 10_000), ("slots", 1_600), ("per-machine", 16), ("batch", 200), ("seed", 1)):
        p.add_argument(f"--{name}", type=int, default=value)
    for name, value in (("dispatch", 0.004), ("prepare", 20.0), ("lost", 0.01), ("times", 1.0)):
        p.add_argument(f"--{name}", type=float, default=value)
    p.add_argument("--search", choices=["grid", "rounds"], default="grid")
    a = p.parse_args()
    rnd, measured = random.Random(a.seed), [s * a.times for s in seconds_of(a.seconds)]
    cells = [rnd.choice(measured) for _ in range(a.cells)]
    batch = a.batch if a.search == "rounds" else a.cells
    end, busy, given = simulate(cells, a.slots, a.per_machine, a.dispatch, a.prepare, a.lost, batch, rnd)
    ideal = sum(cells) / a.slots
    print(f"{a.cells} cells of {sum(cells) / len(cells):.1f} s (the longest {max(cells):.0f}), {a.slots} slots, {a.search}: {end:.0f} s; ideal {ideal:.0f} s; "
          f"slots used {busy / (end * a.slots):.0%}; the driver gives out cells for {given / end:.0%} of it; {3600 * a.cells / end:,.0f} cells an hour")


if __name__ == "__main__":
    main()
