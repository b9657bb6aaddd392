"""Golden scores of counted models, from the formulas as they stand in the papers, with dictionaries and exact counts.

Writes smoothings.tsv into the folder given: how each smoothing, counted from garden.txt there, scores held.txt. A
text is documents (lines between <s> and </s>), or one stream (the words of all lines, without <s> and </s>).
Modified Kneser-Ney over documents is checked against KenLM's scores.tsv. Run with Python 3:

    python src/bench/golden/smoothings.py src/test/resources/golden/ngram
"""

import math
import pathlib
import sys
from collections import Counter, defaultdict

BEGIN, END, UNKNOWN = "<s>", "</s>", "<unk>"


class Counts:
    """Counts of all n-grams up to an order; `raw` as they occur, `adjusted` as Kneser-Ney counts them."""

    def __init__(self, documents, order, stream):
        self.order, self.stream = order, stream
        texts = [[w for d in documents for w in d]] if stream else [[BEGIN, *d, END] for d in documents]
        self.raw = [Counter() for _ in range(order + 1)]
        for text in texts:
            for n in range(1, order + 1):
                for i in range(len(text) - n + 1):
                    self.raw[n][tuple(text[i : i + n])] += 1
        self.raw[1].pop((BEGIN,), None)
        self.vocabulary = sorted({w for (w,) in self.raw[1]} | {END, UNKNOWN})
        # Below the top order: how many tokens come before; nothing comes before <s>, so that those keep raw counts.
        self.adjusted = [None] * order + [self.raw[order]]
        for n in range(1, order):
            before = Counter(gram[1:] for gram in self.raw[n + 1])
            self.adjusted[n] = {g: self.raw[n][g] if g[0] == BEGIN else before[g] for g in self.raw[n]}


class Model:
    """p(word | context) by interpolation with the context one token shorter, down to the uniform distribution."""

    def __init__(self, counts, grams, share):
        """share(n, [count of each follower]) gives what is taken from a count, and the weight of the lower order."""
        self.counts, self.order, self.share = counts, counts.order, share
        self.followers = defaultdict(dict)
        for n in range(1, self.order + 1):
            for gram, count in grams[n].items():
                self.followers[gram[:-1]][gram[-1]] = count

    def p(self, word, context):
        lower = self.p(word, context[1:]) if context else 1 / len(self.counts.vocabulary)
        found = self.followers.get(context)
        if not found:
            return lower
        less, weight, total = self.share(len(context) + 1, list(found.values()))
        return (found[word] - less(found[word]) if word in found else 0) / total + weight * lower


def discounts(counts, n, modified):
    """Chen and Goodman 1999, equations 17 and 26."""
    n1, n2, n3, n4 = (sum(c == k for c in counts.adjusted[n].values()) for k in (1, 2, 3, 4))
    y = n1 / (n1 + 2 * n2)
    return (1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3) if modified else (y, y, y)


def kneser_ney(counts, modified):
    taken = {n: discounts(counts, n, modified) for n in range(1, counts.order + 1)}

    def share(n, found):
        d = taken[n]
        return lambda c: d[min(c, 3) - 1], sum(d[min(c, 3) - 1] for c in found) / sum(found), sum(found)

    return Model(counts, counts.adjusted, share)


def witten_bell(counts):
    """Chen and Goodman 1999, equation 12: the weight of the lower order is T / (T + N)."""

    def share(n, found):
        types, tokens = len(found), sum(found)
        return lambda c: 0, types / (types + tokens), types + tokens

    return Model(counts, counts.raw, share)


def log10(model, documents):
    total = 0.0
    known, stream, history = set(model.counts.vocabulary), model.counts.stream, []
    for document in documents:
        history = history if stream else [BEGIN]
        for word in document if stream else [*document, END]:
            word = word if word in known else UNKNOWN
            total += math.log10(model.p(word, tuple(history[max(0, len(history) - model.order + 1) :])))
            history = [*history, word]
    return total


def main(folder):
    folder = pathlib.Path(folder)
    read = {n: [line.split() for line in (folder / f"{n}.txt").read_text().splitlines()] for n in ("garden", "held")}
    kenlm = dict(line.split("\t")[:2] for line in (folder / "scores.tsv").read_text().splitlines()[1:])
    rows = []
    for order in (2, 3, 5):
        for stream in (False, True):
            counts = Counts(read["garden"], order, stream)
            made = {"modified_kneser_ney": kneser_ney(counts, True), "kneser_ney": kneser_ney(counts, False), "witten_bell": witten_bell(counts)}
            for name, model in made.items():
                whole = max(abs(1 - sum(model.p(w, c) for w in counts.vocabulary)) for c in [(), *list(model.followers)[:40]] if len(c) < order)
                assert whole < 1e-12, whole
                rows.append((name, order, "stream" if stream else "documents", log10(model, read["held"])))
            if not stream:
                assert abs(rows[-3][3] - float(kenlm[f"garden{order}"])) < 1e-3, (rows[-3], kenlm)
    (folder / "smoothings.tsv").write_text("smoothing\torder\ttext\tlog10_p\n" + "".join(f"{a}\t{b}\t{c}\t{d:.9f}\n" for a, b, c, d in rows))


main(*sys.argv[1:])
