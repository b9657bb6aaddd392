// The page: its parts in their order, and the sentences on how it was made.

const SEARCHES = {
  grid: () => "Every combination of the values was tried (grid).",
  random: ({ trials }) => counted(trials, "point") + " were drawn independently (random search).",
  sobol: ({ trials }) => counted(trials, "point") + " were taken from a scrambled Sobol sequence, which fills the space more evenly than chance.",
  gp: ({ trials, initial, round, stop }) => "Bayesian optimisation of " + counted(trials, "point") + ": the first " + initial + " came from a Sobol sequence, the others, " + round + " a round, from where a Gaussian process expected the largest improvement."
    + (stop === "noise" ? " The search stops when that improvement is less than a point’s standard error." : ""),
  path: ({ follow_up: share }) => "A path from the largest λ to the smallest: each point began with the weights of the one before and trained " + plain(share) + " times as long as the first. Neighbours share their past, so the curve looks better and smoother than it is.",
};

const PRUNINGS = {
  none: () => null,
  median: ({ after }) => "A point was given up if it was worse than the median of the others after " + counted(after, "cell") + ".",
  halving: ({ factor }) => "Successive halving: at each rung the best 1 in " + factor + " points went on.",
  wilcoxon: ({ p }) => "A point was given up when a signed-rank test over its cells found it worse than the best so far at p < " + plain(p) + ".",
};

const HOLDS = { lambda: "λ", exposure: "the exposure κ", timescale: "the timescale" };

function methodSection({ study }) {
  if (!study) return null;
  const { spec, result, lambdas } = study;
  const { budget } = spec;
  const limits = [budget.trials && counted(budget.trials, "point"), budget.cells && counted(budget.cells, "cell"), budget.minutes && plain(budget.minutes) + " minutes"].filter(Boolean);
  const seeds = counted(spec.seeds, "seed");
  const sentences = [
    spec.folds === 1
      ? "Each point was trained on the training split and scored on the validation split, with " + seeds + "."
      : "All documents outside the test split were " + (spec.fold_order === "contiguous" ? "cut, in their order, into " : "drawn by hash into ") + spec.folds + " folds; each point was trained on all folds but one and scored on that one, with " + seeds + ": " + counted(spec.folds * spec.seeds, "cell") + " a point.",
    "Cells of one fold and seed start from the same weights and see the same batches, whatever the point. So differences between points are paired.",
    spec.tokenizer === "fixed" ? "The tokenizer was trained once, on all text outside the test split." : "A tokenizer was trained for each fold, on its training text.",
    SEARCHES[spec.search.kind]?.(spec.search),
    PRUNINGS[spec.pruning.kind]?.(spec.pruning),
    limits.length ? "The search had a budget of " + limits.join(", ") + "." : null,
    result.stopped ? "The search stopped early: " + result.stopped + "." : null,
    counted(result.cells, "training") + " took " + duration(result.seconds) + (result.failed ? "; " + result.failed + " failed" : "") + (result.pruned ? "; " + counted(result.pruned, "point") + " pruned" : "") + ".",
    "The best point has the lowest mean " + metricOf(result).figure + " over the cells that all candidates have." + (lambdas.length ? " The point “within one standard error” has the strongest decay of those that are so near to the best and that the test does not separate from it." : ""),
    spec.folds === 1 ? null : (spec.folds === 2 ? "One fold’s training text is the other’s held-out text" : "Folds share training text") + ", so their results are not independent. The standard errors of differences are corrected for this (Nadeau and Bengio 2003).",
    "p is how often chance alone would give a difference this large if there were none. Holm’s p is corrected for the number of comparisons.",
    result.test && spec.hold && lambdas.length ? "The final models train on more text than the cells did. They keep " + HOLDS[spec.hold] + " of the best point." : null,
    lambdas.length ? "The best λ holds for the learning rate and the number of steps shown beside it." : null,
  ];
  return el("section", { id: "method" }, el("h2", {}, lambdas.length ? "How λ was chosen" : "How the best was chosen"), el("ul", {}, sentences.filter(Boolean).map(text => el("li", {}, text))));
}

function provenanceSection({ provenance, study }) {
  const { command, config, isotope, java, system, processor, cores, date, corpus, fingerprint } = provenance;
  const code = text => text && el("code", {}, text);
  const seeds = study && Array.from({ length: Math.min(study.spec.seeds, 12) }, (_, i) => study.spec.seed + i).join(", ") + (study.spec.seeds > 12 ? ", …" : "");
  const list = pairs([
    ["Command", code(command)],
    ["Seeds", seeds],
    ["Corpus", corpus],
    ["Fingerprint of the text", code(fingerprint)],
    ["Isotope", isotope],
    ["Java", java],
    ["System", system],
    ["Processor", processor && processor + (cores ? ", " + counted(cores, "core") : "")],
    ["Date", date],
  ]);
  return list.childElementCount || config
    ? el("section", { id: "again" }, el("h2", {}, "How to repeat it"),
        el("p", {}, "The same config, seeds and text give the same figures to the bit, whatever the number of workers."), list,
        config && details("config", "The resolved config", el("pre", {}, config)))
    : null;
}

function curveSection({ study }) {
  const curve = study?.curve;
  return curve ? el("section", { id: "curve" }, el("h2", {}, curve.title), curve.charts.map(lineChart)) : null;
}

const CHAPTERS = [curveSection, spaceSection, trainingSection, planSection, pointsSection, methodSection, provenanceSection];

function show(data) {
  document.title = data.name + " · Isotope";
  const chapters = CHAPTERS.map(chapter => chapter(data)).filter(Boolean);
  const contents = el("nav", { "aria-label": "Contents" }, chapters.map(chapter => el("a", { href: "#" + chapter.id }, chapter.querySelector("h2").textContent)));
  const parts = [headPart(data), runningPart(data), conclusionPart(data), figuresPart(data), contents, chapters, footer()];
  document.getElementById("page").replaceChildren(...parts.flat(Infinity).filter(Boolean));
  drawCharts();
  return data;
}

const footer = () => el("footer", {}, "Made by Isotope; charts by Apache ECharts (Apache-2.0). This file needs no network.");

globalThis.isotope = { show };
show(JSON.parse(document.getElementById("data").textContent));
