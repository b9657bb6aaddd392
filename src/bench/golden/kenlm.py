"""Golden counted models: ARPA files of KenLM's lmplz on small texts.

Writes the texts garden.txt, odd.txt and held.txt, the models of the first two, and scores.tsv: how each
model scores held.txt. lmplz and query are KenLM's (github.com/kpu/kenlm, commit
4cb443e60b7bf2c0ddf3c745378f76cb59e254e5, built with cmake -DKENLM_MAX_ORDER=12); BIN is their folder.
Run with Python 3:

    python src/bench/golden/kenlm.py BIN src/test/resources/golden/ngram
"""

import pathlib
import random
import subprocess
import sys

KIND = ["the", "a", "every", "one", "this"]
LOOK = ["old", "grey", "small", "quiet", "young", "wet", "red"]
WHO = ["cat", "gardener", "fox", "child", "owl", "neighbour", "dog", "hen"]
DOES = ["sees", "follows", "hears", "likes", "finds"]
WHERE = ["near the gate", "under the pear tree", "behind the wall", "in the rain", "by the well", "at night"]
RARE = ["hedgehog", "ladder", "rake", "thunder", "bucket", "moss", "lantern", "snail"]


def sentence(r):
    """One line of a small grammar; common words come first in each list."""

    def of(words):
        return words[min(int(r.expovariate(0.6)), len(words) - 1)]

    def thing():
        head = r.choice(RARE) if r.random() < 0.08 else of(WHO)
        return [of(KIND)] + ([of(LOOK)] if r.random() < 0.5 else []) + [head]

    words = thing() + [of(DOES)] + thing()
    if r.random() < 0.7:
        words += of(WHERE).split()
    if r.random() < 0.2:
        words += ["and"] + thing() + [of(DOES)] + thing()
    return " ".join(words)


# lmplz puts the last n-gram of each lower order into the counts of counts with its raw count (adjust_counts.cc, after
# the loop). A last new word that occurs once makes both counts 1.
LAST = "the old cat sleeps"

# A text whose counts of counts give no discounts. Its last new word occurs once, too.
ODD = ["yes no yes no yes", "no", "yes yes yes yes", "perhaps"]


def model(tools, folder, text, name, order, *options):
    """Writes NAME.arpa, counted from TEXT.txt, and returns its line of scores.tsv."""
    arpa = folder / f"{name}.arpa"
    with open(folder / f"{text}.txt") as source, open(arpa, "w") as out:
        command = [tools / "lmplz", "-o", str(order), "-S", "64M", "-T", "/tmp/", *options]
        subprocess.run(command, stdin=source, stdout=out, stderr=subprocess.DEVNULL, check=True)
    if order == 1:  # KenLM writes unigram models, but loads none
        return ""
    with open(folder / "held.txt") as held:
        command = [tools / "query", "-v", "sentence", arpa]
        lines = subprocess.run(command, stdin=held, capture_output=True, text=True, check=True).stdout.splitlines()
    totals = [line.split()[1:4:2] for line in lines if line.startswith("Total:")]
    return f"{name}\t{sum(float(t) for t, _ in totals):.5f}\t{sum(int(o) for _, o in totals)}\n"


def main(tools, folder):
    tools, folder = pathlib.Path(tools).resolve(), pathlib.Path(folder)
    r = random.Random(3)
    lines = [sentence(r) for _ in range(100)]
    lines.insert(50, lines[0])  # so that something comes before the first n-grams of one stream, too
    (folder / "garden.txt").write_text("\n".join([*lines, LAST]) + "\n")
    (folder / "held.txt").write_text("".join(sentence(r) + "\n" for _ in range(12)) + "the purple hen sees\n\nnight night\n")
    (folder / "odd.txt").write_text("".join(line + "\n" for line in ODD))
    scores = [model(tools, folder, "garden", f"garden{order}", order) for order in range(1, 6)]
    scores.append(model(tools, folder, "garden", "garden3-cut001", 3, "--prune", "0", "0", "1"))
    scores.append(model(tools, folder, "garden", "garden4-cut0112", 4, "--prune", "0", "1", "1", "2"))
    for order in (2, 3):
        scores.append(model(tools, folder, "odd", f"odd{order}", order, "--discount_fallback"))
    (folder / "scores.tsv").write_text("model\tlog10_p\tunknown\n" + "".join(scores))


main(*sys.argv[1:])
