// The page: its parts in their order, and the sentences on how it was made.

const SEARCHES = {
  grid: () => "Every combination of the values was tried (grid).",
  random: ({ trials }) => counted(trials, "point") + " were drawn independently (random search).",
  sobol: ({ trials }) => counted(trials, "point") + " were taken from a scrambled Sobol sequence, which fills the space more evenly than chance.",
  gp: ({ trials, initial, round, stop }) => "Bayesian optimisation: of " + counted(trials, "point") + " the first " + initial + " from a Sobol sequence, the others, " + round + " a round, where a Gaussian process expected the most improvement"
    + (stop === "noise" ? "; it stops when that is less than a point’s standard error." : "."),
  path: ({ follow_up: share }) => "A path from the largest λ to the smallest, each begun with the weights of the one before and " + plain(share) + " times as long: neighbours share their past, which flatters and smooths the curve.",
};

const PRUNINGS = {
  none: () => null,
  median: ({ after }) => "A point worse than the median of the others after " + counted(after, "cell") + " was given up.",
  halving: ({ factor }) => "Successive halving: at each rung the best 1 in " + factor + " went on.",
  wilcoxon: ({ p }) => "A point was given up once a signed-rank test over its cells found it worse than the incumbent at p < " + plain(p) + ".",
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
    "Cells of one seed start from the same weights and see the same batches whatever the point, so that differences are paired.",
    spec.tokenizer === "fixed" ? "The tokenizer was trained once, on all text outside the test split." : "The tokenizer was trained anew on the training text of each fold.",
    SEARCHES[spec.search.kind]?.(spec.search),
    PRUNINGS[spec.pruning.kind]?.(spec.pruning),
    limits.length ? "The search had a budget of " + limits.join(", ") + "." : null,
    result.stopped ? "It ended early: " + result.stopped + "." : null,
    counted(result.cells, "training") + " took " + duration(result.seconds) + (result.failed ? "; " + result.failed + " failed" : "") + (result.pruned ? "; " + counted(result.pruned, "point") + " pruned" : "") + ".",
    "Best is the point with the lowest mean " + metricOf(result).figure + " over the cells that all candidates have." + (lambdas.length ? " The one within one standard error is the strongest decay so near that the test does not tell from it." : ""),
    spec.folds === 1 ? null : (spec.folds === 2 ? "One fold’s training text is the other’s held-out text" : "Folds share training text") + ", so their results are not independent: standard errors of differences are widened for that (Nadeau and Bengio 2003).",
    "p says how often a difference this large would be seen if there were none; Holm’s p also pays for having compared many.",
    result.test && spec.hold && lambdas.length ? "The final models train on more text than the cells did; what is held as chosen is " + HOLDS[spec.hold] + "." : null,
    lambdas.length ? "The λ found holds for the learning rate and the number of steps beside it." : null,
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
    ? el("section", { id: "again" }, el("h2", {}, "How to make it again"),
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
