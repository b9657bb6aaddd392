#!/usr/bin/env python3
"""What is the model worth that `isotope study TEXT` recommends? Bits per byte of text that no study has seen, beside simpler ways.

    compare.py cut OUT SHAKESPEARE WIKITEXT CORPORA   cuts each text in two: OUT/NAME and OUT/NAME-held; OUT/NAME-t and -v are for random_search.py
    compare.py xz OUT                                 xz -9e and zstd -19: what the held-out text adds to a file of the text, in bits a byte
    compare.py plain OUT RESULTS NAME…                a counted 5-gram, the config of shakespeare-gpt.yaml and that of quickstart.yaml, each trained on the text
    compare.py study OUT RESULTS MINUTES NAME…        `study OUT/NAME --minutes MINUTES`, nothing else; its recommended model and the others that it made
    compare.py ladder OUT RESULTS SEEDS NAME…         four members, a student and a mixture of what `study OUT/NAME --minutes 1` decides, for the seeds 1 to SEEDS of
                                                      the test split and the trainings; each model scored on the study's own test split
    compare.py table RESULTS                          the lines of RESULTS as a table
    compare.py rungs RESULTS                          of the lines of `ladder`: mean and standard error over the seeds, and of the difference to the single model

Run it from the project's root after a build. SHAKESPEARE is Karpathy's input.txt, WIKITEXT the folder of WikiText-2, CORPORA is data/corpora after `isotope data
prepare` of java, chinese, europarl-en and wordnet. A text has at most 3 MB, its held-out part a tenth of that.
"""
import hashlib
import json
import lzma
import math
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import time

NAMES = "shakespeare java wordnet wikitext chinese europarl-en".split()
TRAINING, HELD = 3_000_000, 300_000
FIELDS = "name way minutes seconds model kind bits_per_byte nll tokens bytes disk recommended".split()


def records(file):
    return [json.loads(line)["text"] for line in file.open(encoding="utf-8")]


def by_hash(documents):
    return sorted(documents, key=lambda d: hashlib.sha256(d.encode()).digest())


def divide(documents, most, skip=False):
    """The first documents, of at most so many bytes, and the others. Where order means nothing, a document that does not fit is skipped."""
    taken, rest, size = [], [], 0
    for each in documents:
        fits = size + len(each.encode()) <= most and (skip or not rest)
        (taken if fits else rest).append(each)
        size += len(each.encode()) if fits else 0
    return taken, rest


def size(documents):
    return sum(len(d.encode()) for d in documents)


def write(out, name, suffix, documents, as_records):
    if as_records:
        text = "".join(json.dumps({"text": d}, ensure_ascii=False) + "\n" for d in documents)
    else:
        text = "".join(documents)
    (out / f"{name}{suffix}{'.jsonl' if as_records else '.txt'}").write_text(text, encoding="utf-8")


def cut(out, shakespeare, wikitext, corpora):
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    speeches = re.split(r"(?<=\n\n)", pathlib.Path(shakespeare).read_text())
    put(out, "shakespeare", *divide(speeches, 1_000_000), False)
    articles = lambda part: re.split(r"(?m)^(?= = [^=].* = $)", pathlib.Path(wikitext, f"{part}.txt").read_text(encoding="utf-8"))
    put(out, "wikitext", divide(articles("train"), TRAINING)[0], divide(articles("test"), HELD)[0], False)
    for name in "java wordnet chinese europarl-en".split():
        documents = by_hash(records(pathlib.Path(corpora, name, "text.jsonl")))
        held, rest = divide(documents, min(HELD, size(documents) // 10), skip=True)
        put(out, name, divide(rest, TRAINING, skip=True)[0], held, True)


def put(out, name, training, held, as_records):
    seen, validation = divide(training, size(training) * 9 // 10, skip=as_records)
    for suffix, documents in {"": training, "-held": held, "-t": seen, "-v": validation}.items():
        write(out, name, suffix, documents, as_records)


def file(out, name):
    return next(f for f in (pathlib.Path(out, f"{name}.txt"), pathlib.Path(out, f"{name}.jsonl")) if f.exists())


def text(path):
    return ("\n".join(records(path)) if path.suffix == ".jsonl" else path.read_text(encoding="utf-8")).encode()


def xz(out):
    ways = {"xz": lambda b: len(lzma.compress(b, preset=9 | lzma.PRESET_EXTREME)),
            "zstd": lambda b: len(subprocess.run(["zstd", "-19", "-c"], input=b, capture_output=True, check=True).stdout)}
    for name in NAMES:
        seen, held = text(file(out, name)), text(file(out, name + "-held"))
        print(name, len(seen), len(held), *(f"{way} {8 * (packed(seen + held) - packed(seen)) / len(held):.4f}" for way, packed in ways.items()), flush=True)


def isotope(*words):
    run = subprocess.run(["./isotope", *map(str, words), "--json"], capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"isotope {words}: {run.returncode}\n{run.stderr[-2000:]}")
    return json.loads(run.stdout)


def line(results, **values):
    results = pathlib.Path(results)
    if not results.exists():
        results.write_text("\t".join(FIELDS) + "\n")
    with results.open("a") as f:
        f.write("\t".join(str(values.get(k, "")) for k in FIELDS) + "\n")
    print(*[f"{k} {values[k]}" for k in FIELDS if k in values], flush=True)


def scored(run, held):
    e = isotope("eval", run, held)
    return {"bits_per_byte": f"{e['bits_per_byte']:.4f}", "nll": f"{e['nll']:.4f}", "tokens": e["tokens"], "bytes": e["bytes"]}


def plain(out, results, *names):
    for name in names:
        source, held = file(out, name), file(out, name + "-held")
        data = {"files": [str(source.resolve())]} | ({"field": "text"} if source.suffix == ".jsonl" else {"documents": "passage"})
        ways = {"counted": ("configs/ngram.yaml", {"tokenizer": {"kind": "bpe", "vocabulary": 2048 if name == "shakespeare" else 4096}}),
                "default": ("configs/shakespeare-gpt.yaml", {}), "quickstart": ("configs/quickstart.yaml", {})}
        for way, (config, more) in ways.items():
            share = 0.01 if way == "counted" else 0.1
            settings = {"data": data | {"split": {"validation": share, "test": 0, "seed": 1}}} | more | ({"study": None} if way == "quickstart" else {})
            run = pathlib.Path(out, f"{name}-{way}")
            shutil.rmtree(run, ignore_errors=True)
            begun = time.time()
            isotope("train", config, "--out", run, *[w for k, v in settings.items() for w in ("--set", f"{k}={json.dumps(v)}")])
            line(results, name=name, way=way, seconds=f"{time.time() - begun:.0f}", **scored(run, held))


def study(out, results, minutes, *names):
    for name in names:
        folder = pathlib.Path(out, f"{name}-study-{minutes}")
        shutil.rmtree(folder, ignore_errors=True)
        begun = time.time()
        result = isotope("study", file(out, name), "--minutes", minutes, "--out", folder)
        seconds = time.time() - begun
        chosen = scored(folder / "chosen", file(out, name + "-held"))
        for rung in result["final"]:
            own = chosen if rung.get("recommended") else scored(rung["run"], file(out, name + "-held"))
            line(results, name=name, way="study", minutes=minutes, seconds=f"{seconds:.0f}", model=rung["name"], disk=rung["bytes_on_disk"], recommended="yes" if own["nll"] == chosen["nll"] else "", **own)


def ladder(out, results, seeds, *names):
    for name in names:
        folder = pathlib.Path(out, f"{name}-ladder")
        if not (folder / "config.yaml").exists():
            isotope("study", file(out, name), "--minutes", 1, "--out", folder, "--dry-run")
        for seed in range(1, int(seeds) + 1):
            own = folder / str(seed)
            settings = {"study.final.members": 4, "study.final.student": {"width": 0.5}, "data.split.seed": seed, "train.seed": seed, "study.seed": seed}
            shutil.rmtree(own, ignore_errors=True)
            begun = time.time()
            result = isotope("study", folder / "config.yaml", "--out", own, "--look-again", *[w for k, v in settings.items() for w in ("--set", f"{k}={json.dumps(v)}")])
            made = result["final_baselines"] + result["final"]
            if all(r["name"] != "zero" for r in made):  # λ = 0 was chosen
                made.append(next(r for r in made if r["name"] == "single") | {"name": "zero"})
            for rung in made:
                line(results, name=name, way=f"ladder {seed}", seconds=f"{time.time() - begun:.0f}", model=rung["name"], nll=f"{rung['nll']:.4f}",
                     bits_per_byte=f"{rung['bits_per_byte']:.4f}", disk=rung["bytes_on_disk"], tokens=f"{rung['tokens_per_second']:.0f}",
                     recommended="yes" if rung["name"] == result["recommended"] else "")


def rungs(results):
    rows = [r for r in lines(results) if r["way"].startswith("ladder")]
    for name in dict.fromkeys(r["name"] for r in rows):
        own = [r for r in rows if r["name"] == name]
        single = {r["way"]: float(r["bits_per_byte"]) for r in own if r["model"] == "single"}
        for model in dict.fromkeys(r["model"] for r in own):
            of = [r for r in own if r["model"] == model]
            figures = [float(r["bits_per_byte"]) for r in of]
            minus = [float(r["bits_per_byte"]) - single[r["way"]] for r in of]
            error = lambda values: statistics.stdev(values) / math.sqrt(len(values)) if len(values) > 1 else math.nan
            print(f"| {name} | {model} | {len(of)} | {statistics.mean(figures):.4f} ± {error(figures):.4f} | {statistics.mean(minus):+.4f} ± {error(minus):.4f} | "
                  f"{statistics.median(int(r['disk']) for r in of)} | {statistics.median(int(r['tokens']) for r in of)} | {sum(r['recommended'] == 'yes' for r in of)} |")


def lines(results):
    return [dict(zip(FIELDS, l.split("\t"))) for l in pathlib.Path(results).read_text().splitlines()[1:]]


def table(results):
    for r in lines(results):
        print("|", " | ".join(r.get(k, "") for k in FIELDS), "|")


if __name__ == "__main__":
    {"cut": cut, "xz": xz, "plain": plain, "study": study, "table": table, "ladder": ladder, "rungs": rungs}[sys.argv[1]](*sys.argv[2:])
