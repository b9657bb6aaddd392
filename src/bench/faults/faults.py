"""Breaks Isotope on purpose and counts what comes of it: refused, harmless or wrong.

python src/bench/faults/faults.py [train-kills N] [study-kills N] [configs N] [run-flips N] [resume-flips N] [study-flips N] [--seed S]

Run it from the project's root after a build. Without a section it runs all of them with the numbers of README.md. It prints a
Markdown table; every wrong case is printed below it. The exit code is 1 if there is one.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path.cwd()
# What no message may hold: a trace, a Java class, the words for "we did not think of that".
TRACE = re.compile(r"(?m)^\s*at [\w.$/]+\(|\b\w+Exception\b|\bjava\.\w+\.|unexpected error|SIGSEGV|OutOfMemoryError")
SHORT = {"ISOTOPE_OPTS": "-XX:TieredStopAtLevel=1"}
DEFAULTS = {"train-kills": 100, "study-kills": 60, "configs": 2000, "run-flips": 30, "resume-flips": 30, "study-flips": 30}
DATA = "data: {files: [text.txt], documents: blank-line, split: {validation: 0.1, test: 0.1, seed: 1}}\n"
OPTIMIZER = "optimizer: {kind: adamw, learning_rate: {peak: 3e-3, warmup: 10}, decay: [{group: all, lambda: 0.1}]}\n"
MODELS = {
    "mlp": "{kind: mlp, context: 3, embedding: 16, hidden: [24], tied: false}",
    "gpt": "{kind: gpt, layers: 1, heads: 2, width: 16, context: 16, dropout: 0.1}",
    "lstm": "{kind: lstm, layers: 1, width: 16, embedding: 16, context: 12, tied: true, dropout: {hidden: 0.1}}",
}


class Run:
    """A finished command."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    @property
    def json(self):
        try:
            return json.loads(self.out)
        except ValueError:
            return None

    @property
    def is_clear(self):
        """Whether it ended as documented and said so in words for users."""
        return self.code in (0, 1, 2, 3, 4, 5) and not TRACE.search(self.err + self.out) and (self.code == 0 or bool((self.err + self.out).strip()))

    def __str__(self):
        return f"exit {self.code}: {(self.err or self.out).strip()[-300:]}"


def start(*arguments):
    return subprocess.Popen([ROOT / "isotope", *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def isotope(*arguments, timeout=300, short=False):
    process = subprocess.Popen([ROOT / "isotope", *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True, errors="replace", start_new_session=True, env={**os.environ, **(SHORT if short else {})})
    try:
        out, err = process.communicate(timeout=timeout)
        return Run(process.returncode, out, err)
    except subprocess.TimeoutExpired:
        kill(process)
        return Run(-1, "", f"no end after {timeout} s")


def kill(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def side_by_side(function, items):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return list(pool.map(function, items))


def text(folder):
    """The project's licence, in paragraphs: a text that is always there."""
    (folder / "text.txt").write_text((ROOT / "LICENSE").read_text())


def config(folder, name, **sections):
    text(folder)
    path = folder / name
    path.write_text(DATA + OPTIMIZER + "".join(f"{key}: {value}\n" for key, value in sections.items()))
    return path


def last(run):
    """The run's newest complete checkpoint."""
    found = [m.parent for m in (run / "checkpoints").glob("step-*/manifest.json")]
    return max(found, key=lambda each: int(each.name[5:]), default=None)


def weights(run):
    checkpoint = last(run)
    return checkpoint and (checkpoint / "model.safetensors").read_bytes()


def flipped(data, rnd):
    """One flipped bit: the byte's place and the damaged bytes. Every third lies in the first 64 bytes, where lengths and magic are."""
    at = rnd.randrange(min(len(data), 64)) if rnd.randrange(3) == 0 else rnd.randrange(len(data))
    return at, data[:at] + bytes([data[at] ^ 1 << rnd.randrange(8)]) + data[at + 1:]


def train_kills(folder, count, rnd):
    """Trainings killed five times each, at random moments, then ended by --resume: the weights and the best must be the same to the bit."""
    got, wrong, kills = collections.Counter(), [], 0
    kinds = list(MODELS)
    wholes = {}
    for n in range(0, (count + 4) // 5):
        kind = kinds[n % len(kinds)]
        here = folder / kind
        here.mkdir(exist_ok=True)
        train = f"{{steps: {1500 if kind == 'mlp' else 500}, batch: 8, shards: 2, seed: 3, evaluate: {{every: 50}}, checkpoint: {{every: 10, keep: best+last}}}}"
        cfg = config(here, "run.yaml", tokenizer="{kind: char}", model=MODELS[kind], train=train)
        if kind not in wholes:
            begin = time.time()
            isotope("train", cfg, "--out", here / "whole")
            wholes[kind] = (weights(here / "whole"), isotope("eval", here / "whole", "--json").json["nll"], time.time() - begin)
        expected, nll, seconds = wholes[kind]
        out = here / f"killed-{n}"
        hit = 0
        for _ in range(5):
            process = start("train", cfg, "--out", out, *(["--resume"] if out.exists() else []))
            time.sleep(rnd.uniform(0.3, 0.6 + seconds * 0.6))
            hit += process.poll() is None
            kill(process)
        kills += hit
        ended = isotope("train", cfg, "--out", out, "--resume") if out.exists() else isotope("train", cfg, "--out", out)
        again = isotope("eval", out, "--json")
        same = ended.code == 0 and weights(out) == expected and again.json and again.json["nll"] == nll
        leftovers = [x.name for x in (out / "checkpoints").glob("*") if not re.fullmatch(r"step-\d+|best|last", x.name)]
        got["harmless" if same and not leftovers else "wrong"] += hit
        if not same or leftovers:
            wrong.append(f"{out.name} ({kind}): {ended}; {again}; left over: {leftovers}")
        shutil.rmtree(out, ignore_errors=True)
    return kills, got, wrong


STUDY = "{search: {kind: grid}, space: {lambda: {set: [optimizer.decay.all.lambda], values: [0, 0.1, 1, 10]}}, folds: 2, seeds: 1, seed: 1}"


def small_study(folder, epochs):
    cfg = config(folder, "study.yaml", tokenizer="{kind: bpe, vocabulary: 300}", model=MODELS["mlp"], train=f"{{epochs: {epochs}, batch: 64, seed: 3}}", study=STUDY)
    return cfg, isotope("study", cfg, "--out", folder / "whole", "--json")


def said(run):
    return run.json and {key: run.json.get(key) for key in ("points", "opponents", "best", "test", "conclusion")}


def study_kills(folder, count, rnd):
    """Studies killed six times each at random moments, then ended: points, best, test and conclusion must be the same."""
    begin = time.time()
    cfg, whole = small_study(folder, 20)
    seconds = time.time() - begin
    got, wrong, kills, n = collections.Counter(), [], 0, 0
    while kills < count:
        n += 1
        out = folder / f"killed-{n}"
        hit = 0
        for _ in range(min(6, count - kills)):
            process = start("study", cfg, "--out", out)
            time.sleep(rnd.uniform(0.4, 0.6 + seconds * 0.5))
            hit += process.poll() is None
            kill(process)
        kills += hit
        ended = isotope("study", cfg, "--out", out, "--json")
        same = ended.code == 0 and whole.code == 0 and said(ended) == said(whole)
        got["harmless" if same else "wrong"] += hit
        if not same:
            wrong.append(f"{out.name}: {ended}")
        shutil.rmtree(out, ignore_errors=True)
    return kills, got, wrong


CONFIG = """data:
  files: [text.txt]
  documents: blank-line
  split: {validation: 0.1, test: 0.1, seed: 1}
tokenizer: {kind: bpe, vocabulary: 300}
model: {kind: gpt, layers: 2, heads: 2, width: 32, context: 32, dropout: 0.1}
train: {steps: 100, batch: 8, seed: 3, evaluate: {every: 50}}
optimizer:
  kind: adamw
  betas: [0.9, 0.95]
  clip: 1.0
  learning_rate: {peak: 3e-3, schedule: cosine, warmup: 10, floor: 0.1}
  decay:
    - {group: gains, roles: [norm_gain, bias], lambda: 0}
    - {group: deep, match: "block.1.*", half_life: {epochs: 4}}
    - {group: rest, lambda: 0.1}
study:
  search: {kind: grid}
  space:
    lambda: {set: [optimizer.decay.rest.lambda], values: [0, 0.1, 1]}
  folds: 3
"""
NUMBERS = "0 -1 1e400 1e19 1e308 9223372036854775808 2147483648 .nan .inf 1e-400 0x10 1_000 3.5 '' null true [] 99999999 1.7e308".split() + ["9" * 5000]
PIECES = ["{", "}", "[", "]", ":", ",", "#", "&a ", "*a", "!!binary ", "%", "\t", "\x00", "\u202e", "é", "'", '"', "|", ">", "- ", "? ", "<<: *a", "<<: ", "\ufeff"]
VALUES = ["null", "[]", "{}", "7", "text", "[[[[[[[[]]]]]]]]", "2026-01-01", "*x", "yes", "&a {<<: *a}", '"\\0"']


def mutate(lines, rnd):
    i, j = rnd.randrange(len(lines)), rnd.randrange(len(lines))
    line = lines[i]
    at = rnd.randrange(len(line) + 1)
    how = rnd.choice("drop duplicate swap-lines swap-characters swap-keys delete insert number value indent".split())
    if how == "drop":
        lines.pop(i)
    elif how == "duplicate":
        lines.insert(j, line)
    elif how == "swap-lines":
        lines[i], lines[j] = lines[j], lines[i]
    elif how == "swap-characters":
        lines[i] = line[:at] + line[at + 1:at + 2] + line[at:at + 1] + line[at + 2:]
    elif how == "swap-keys":
        words = re.findall(r"[a-z_]+(?=:)", "\n".join(lines)) or ["x"]
        lines[i] = re.sub(r"[a-z_]+(?=:)", lambda m: rnd.choice(words) if rnd.random() < 0.3 else m[0], line)
    elif how == "delete":
        lines[i] = line[:at] + line[at + rnd.randrange(1, 4):]
    elif how == "insert":
        lines[i] = line[:at] + rnd.choice(PIECES) + line[at:]
    elif how == "number":
        found = list(re.finditer(r"(?<=[ :\[])[\d.e+-]+(?=[,}\]\s]|$)", line))
        if found:
            m = rnd.choice(found)
            lines[i] = line[:m.start()] + rnd.choice(NUMBERS) + line[m.end():]
    elif how == "value":
        lines[i] = re.sub(r": .*", lambda m: ": " + rnd.choice(VALUES), line, count=1)
    elif how == "indent":
        lines[i] = " " * rnd.randrange(1, 4) + line


def configs(folder, count, rnd):
    """Mutated configs, explained: accepted, or refused with an error that names the place."""
    text(folder)
    got, wrong, cases = collections.Counter(), [], []
    for n in range(count):
        lines = CONFIG.splitlines()
        for _ in range(rnd.choice((1, 1, 2, 3))):
            if lines:
                mutate(lines, rnd)
        path = folder / f"{n}.yaml"
        path.write_bytes(("\n".join(lines) + "\n").encode())
        cases.append(path)
    for path, run in zip(cases, side_by_side(lambda each: isotope("explain", each, timeout=60, short=True), cases)):
        is_wrong = not run.is_clear or run.code not in (0, 2, 3, 4)
        got["wrong" if is_wrong else "harmless" if run.code == 0 else "refused"] += 1
        if is_wrong:
            wrong.append(f"{path.name}: {run}\n{path.read_text()}")
    return count, got, wrong


def judged(run, same):
    if run.code == 0 and same and run.is_clear:
        return "harmless"
    return "refused" if run.code != 0 and run.is_clear else "wrong"


def flips(folder, original, files, places, rnd, judge):
    """Each file of a folder with one flipped bit at each of so many places."""
    got, wrong, cases = collections.Counter(), [], []
    for file in files:
        data = (original / file).read_bytes()
        cases += [(file, *flipped(data, rnd), len(cases) + k) for k in range(places) if data]

    def one(case):
        file, at, broken, n = case
        copy = folder / f"copy-{n}"
        shutil.copytree(original, copy)
        (copy / file).write_bytes(broken)
        verdict, run = judge(copy)
        shutil.rmtree(copy, ignore_errors=True)
        return file, at, verdict, run

    table = collections.defaultdict(collections.Counter)
    for file, at, verdict, run in side_by_side(one, cases):
        got[verdict] += 1
        table[str(file)][verdict] += 1
        if verdict == "wrong":
            wrong.append(f"{file}, byte {at}: {run}")
    for file, counts in table.items():
        print(f"    {file}: {dict(counts)}", flush=True)
    return len(cases), got, wrong


def files_of(folder):
    return sorted(f.relative_to(folder) for f in folder.rglob("*") if f.is_file() and f.stat().st_size)


def run_flips(folder, places, rnd):
    """A finished run, then eval: the same figures or refused."""
    cfg = config(folder, "run.yaml", tokenizer="{kind: bpe, vocabulary: 300}", model=MODELS["mlp"], train="{steps: 60, batch: 16, seed: 3, evaluate: {every: 20}, checkpoint: {every: 20, keep: all}}")
    isotope("train", cfg, "--out", folder / "run")
    sound = isotope("eval", folder / "run", "--json").json

    def judge(copy):
        run = isotope("eval", copy, "--json", short=True)
        return judged(run, run.json and all(run.json.get(key) == sound[key] for key in ("nll", "tokens", "bytes", "ci95", "perplexity", "checkpoint"))), run

    return flips(folder, folder / "run", files_of(folder / "run"), places, rnd, judge)


def resume_flips(folder, places, rnd):
    """A run killed half-way, then --resume: the same bits or refused."""
    cfg = config(folder, "run.yaml", tokenizer="{kind: bpe, vocabulary: 300}", model=MODELS["mlp"], train="{steps: 3000, batch: 16, seed: 3, evaluate: {every: 50}, checkpoint: {every: 20, keep: best+last}}")
    isotope("train", cfg, "--out", folder / "whole")
    expected, metrics = weights(folder / "whole"), (folder / "whole" / "metrics.jsonl").read_text().splitlines()
    half = folder / "half"
    process = start("train", cfg, "--out", half)
    while process.poll() is None and not (last(half) and int(last(half).name[5:]) >= 1000):
        time.sleep(0.02)
    kill(process)

    def same_metrics(copy):
        keys = ("step", "train_nll", "validation_nll")
        pick = lambda lines: [[json.loads(line).get(key) for key in keys] for line in lines]
        try:
            return pick((copy / "metrics.jsonl").read_text().splitlines()) == pick(metrics)
        except ValueError:
            return False

    def judge(copy):
        run = isotope("train", cfg, "--out", copy, "--resume", short=True)
        return judged(run, weights(copy) == expected and same_metrics(copy)), run

    return flips(folder, half, files_of(half), places, rnd, judge)


def study_flips(folder, places, rnd):
    """A finished study, then the same study again and its report: the same words and figures, or refused."""
    cfg, whole = small_study(folder, 2)
    expected = said(whole)

    def judge(copy):
        run = isotope("study", cfg, "--out", copy, "--json", short=True)
        verdict = judged(run, said(run) == expected)
        if verdict != "wrong":
            report = isotope("report", copy, short=True)
            shown = report.is_clear and (report.code != 0 or all(json.loads((copy / "study.json").read_text()).get(key) == expected[key] for key in ("best", "points", "test")))
            return (verdict if shown else "wrong"), (run if shown else report)
        return verdict, run

    return flips(folder, folder / "whole", files_of(folder / "whole"), places, rnd, judge)


SECTIONS = {"train-kills": train_kills, "study-kills": study_kills, "configs": configs, "run-flips": run_flips, "resume-flips": resume_flips, "study-flips": study_flips}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sections", nargs="*", metavar="SECTION N")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    asked = {}
    for word in options.sections:
        if word in SECTIONS:
            asked[word] = DEFAULTS[word]
        elif asked and word.isdigit():
            asked[next(reversed(asked))] = int(word)
        else:
            parser.error(f"{word}: neither a section ({', '.join(SECTIONS)}) nor its number")
    rows, wrong = [], []
    for name, number in (asked or DEFAULTS).items():
        folder = pathlib.Path(tempfile.mkdtemp(prefix="isotope-faults-"))
        begin = time.time()
        try:
            cases, got, bad = SECTIONS[name](folder, number, random.Random(f"{options.seed} {name}"))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        rows.append(f"| {name} | {cases} | {got['refused']} | {got['harmless']} | {got['wrong']} | {time.time() - begin:.0f} |")
        print(rows[-1], flush=True)
        wrong += [f"{name}: {each}" for each in bad]
    print("\n| what | cases | refused | harmless | wrong | seconds |\n|---|---|---|---|---|---|\n" + "\n".join(rows))
    for each in wrong:
        print(f"\nWRONG {each}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
