"""Ours and PyTorch's, alternating: median of the runs' medians, and their ratio.

python compare.py PEER_PYTHON [NAME ...] [--rounds 3] [--best] [--bfloat16]     from the project's root

--best also runs PyTorch eager and by torch.compile with LD_PRELOAD_BEST preloaded, and takes the faster; the table's head
says which ways those were. --bfloat16 runs it under autocast to bfloat16, which is another computation: a column of its own.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys

# How --best runs PyTorch: what the table calls it, and the flags of peers.py.
WAYS = {"eager": [], "torch.compile": ["--compile"]}
NAMES = ["gpt-char", "gpt-384", "gpt-8192", "lstm-200", "lstm-650", "mlp-8192", "mlp-1024"]


def output(command, **more):
    run = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **more})
    if run.returncode:
        sys.exit(run.stderr[-2000:])
    return json.loads(run.stdout)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("python")
    parser.add_argument("names", nargs="*", default=NAMES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--best", action="store_true")
    parser.add_argument("--bfloat16", action="store_true")
    options = parser.parse_args()
    script = pathlib.Path(__file__).with_name("peers.py")
    preload = {"LD_PRELOAD": os.environ["LD_PRELOAD_BEST"]} if "LD_PRELOAD_BEST" in os.environ else {}
    with_what = "".join(f", {pathlib.Path(file).name}" for file in preload.get("LD_PRELOAD", "").split())
    tried = f"{' or '.join(WAYS)}{with_what or ', nothing preloaded'}"
    more = (f" at its best ({tried}) | ratio |" if options.best else "") + (f" bfloat16 (eager autocast{with_what}) | ratio |" if options.bfloat16 else "")
    print("| training | ours, ms | % of sgemm | PyTorch as installed | ratio |" + more)
    print("|---|---|---|---|---|" + "---|" * (more.count("|")))
    for name in options.names:
        ours, share, plain, best, half = [], [], [], [], []
        for _ in range(options.rounds):
            run = output(["./isotope", "bench", name, "--json"])["runs"][0]
            ours.append(run["ms_per_step"]["median"])
            share.append(100 * run["share_of_sgemm"])
            plain.append(output([options.python, script, name])["median"])
            if options.best:
                ways = [output([options.python, script, name, *flags], **preload)["median"] for flags in WAYS.values()]
                best.append(min(ways))
            if options.bfloat16:
                half.append(output([options.python, script, name, "--bfloat16"], **preload)["median"])
        median = statistics.median
        line = f"| {name} | {median(ours):.2f} | {median(share):.0f} | {median(plain):.2f} | {median(plain) / median(ours):.2f} |"
        line += "".join(f" {median(x):.2f} | {median(x) / median(ours):.2f} |" for x in (best, half) if x)
        print(line, flush=True)


if __name__ == "__main__":
    main()
