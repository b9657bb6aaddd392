"""Tokens a second of both programs in turns: python turns.py RUN MODEL.gguf [TOKENS [ROUNDS]]. README.md says how.

By the clock, best round and median: what else the machine does only ever makes a program slower, and two threads slower than one. By the
processor's time, which hardly depends on that, but counts no threads that help.
"""
import os, pathlib, subprocess, sys

here = pathlib.Path(__file__).resolve().parent
run, model = sys.argv[1:3]
tokens, rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 250, int(sys.argv[4]) if len(sys.argv) > 4 else 12


def start(*command, **environment):
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **environment})


def seconds(program):
    program.stdin.write(f"{tokens}\n")
    program.stdin.flush()
    return [float(value) for value in program.stdout.readline().split()]


programs = {
    "isotope, one thread": start(str(here / "run.sh"), run, "1"),
    "isotope, two threads": start(str(here / "run.sh"), run, "2"),
    "llama.cpp, one thread": start(sys.executable, str(here / "llama_cpp_bench.py"), model, "1"),
    "llama.cpp, two threads": start(sys.executable, str(here / "llama_cpp_bench.py"), model, "2"),
}
for program in programs.values():  # the first rounds of each compile, or fetch the file
    for _ in range(3):
        seconds(program)
times = {name: [] for name in programs}
for _ in range(rounds):
    for name, program in programs.items():
        times[name].append(seconds(program))
for name, taken in times.items():
    clock, processor = (sorted(column) for column in zip(*taken))
    print(f"{name:24} best {tokens / clock[0]:7.1f} tokens/s, median {tokens / clock[len(clock) // 2]:7.1f}; "
          f"per second of the processor best {tokens / processor[0]:7.1f}, median {tokens / processor[len(clock) // 2]:7.1f}")
    programs[name].stdin.close()
