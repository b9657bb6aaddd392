// The words of a report: verdict, key figures, tables of points, how λ was chosen, how to make it again.

function headPart(data) {
  const { study, name, folder, provenance } = data;
  const date = provenance.date ? " · " + provenance.date.slice(0, 16).replace("T", " ") : "";
  return el("header", {},
    el("p", { class: "kind" }, (study ? "Isotope · a study of " + (study.lambdas.length ? "weight decay" : Object.keys(study.spec.space).join(", ")) : "Isotope · a training run") + date),
    el("h1", {}, name),
    el("p", { class: "soft small" }, folder),
    el("p", { class: "verdict" }, study ? study.verdict : runVerdict(data)));
}

function runVerdict({ runs: [run], running }) {
  const last = run.points.at(-1);
  if (!last) return "Nothing is logged yet.";
  const held = run.points.filter(point => point.validation_nll != null);
  const best = held.reduce((a, b) => (a == null || b.validation_nll < a.validation_nll ? b : a), null);
  const done = run.plan && last.step < run.plan.steps
    ? "Step " + whole(last.step) + " of " + whole(run.plan.steps) + (running ? "" : " (stopped early, or not at its end yet)")
    : "After " + counted(last.step, "step");
  const scored = best ? "; the lowest held-out nll is " + nats(best.validation_nll) + ", perplexity " + fixed(Math.exp(best.validation_nll), 2) + ", at step " + whole(best.step) : "";
  return done + " the train nll is " + nats(last.train_nll) + scored + ".";
}

function runningPart({ running, study }) {
  if (!running) return null;
  const { unit, done, total, failed, seconds_left: left, best, best_nll: nll, ended } = running;
  const words = whole(done) + " of " + counted(total, unit.replace(/s$/, "")) + " done" + (failed ? ", " + whole(failed) + " failed" : "")
    + (left == null ? "" : "; about " + duration(left) + " left");
  return el("div", { class: "state" }, el("p", {}, el("strong", {}, (ended ?? "Still running.") + " "), words + "."),
    el("progress", { max: Math.max(total, 1), value: done, "aria-label": words }),
    best || nll != null ? el("p", { class: "small" }, "Best so far: " + [best && describe(best), nll != null && nats(nll) + " " + (study ? metricOf(study.result).short : "nats")].filter(Boolean).join(", ") + ". It may change.") : null);
}

/** The conclusion after its first finding, which stands above as the verdict; then what to beware of. */
function conclusionPart({ study }) {
  if (!study) return null;
  const { warnings } = study.result;
  return [
    el("p", { id: "conclusion" }, study.reasoning),
    warnings.length ? el("div", { class: "warnings", role: "note" }, el("strong", {}, warnings.length === 1 ? "Before you believe it" : "Before you believe it, " + warnings.length + " warnings"),
      el("ul", {}, warnings.map(text => el("li", {}, text)))) : null,
  ];
}

function card(title, value, ...notes) {
  return value == null ? null : el("div", {}, el("dt", {}, title), el("dd", {}, el("div", { class: value.length > 14 ? "value long" : "value" }, value), notes.filter(Boolean).map(note => el("div", { class: "note" }, note))));
}

function figuresPart(data) {
  const cards = (data.study ? studyCards(data.study) : runCards(data.runs[0])).filter(Boolean);
  return cards.length ? el("dl", { class: "figures", id: "figures" }, cards) : null;
}

/** The values where there is one dimension, with their names where there are more. */
const shortly = values => (values == null ? null : Object.keys(values).length === 1 ? plain(Object.values(values)[0]) : describe(values));

const titled = ({ lambdas, spec }, words) => words + (lambdas.length === 1 && Object.keys(spec.space).length === 1 ? " λ" : " point");

function studyCards(study) {
  const { result, lambdas } = study;
  const best = result.points.find(point => same(point.values, result.best));
  const zero = best?.paired_to_zero;
  const { parabola, test, nested } = result;
  const metric = metricOf(result);
  const set = result.indistinguishable.filter(values => !same(values, result.best));
  const others = result.compared.candidates.length - 1;
  return [
    card(titled(study, "Best"), shortly(result.best), best?.exposure != null && "exposure κ " + fixed(best.exposure, 2), best?.learning_rate != null && "at η " + plain(best.learning_rate) + ", " + counted(best.steps, "step")),
    best && card("Held-out " + metric.figure, nats(metric.of(best)), metric.error(best) != null && "± " + nats(metric.error(best)) + " standard error"),
    best && card("Perplexity", fixed(best.perplexity, 2), metric.isNll && best.bits_per_byte != null && fixed(best.bits_per_byte, 4) + " bits per byte", !metric.isNll && "per token of its own tokenizer"),
    zero && card("Gain over λ = 0", nats(-zero.difference) + " " + metric.short, zero.ci95.length === 2 && "95 % interval " + interval([-zero.ci95[1], -zero.ci95[0]]), zero.p != null && equalsP(zero.p) + (zero.p_holm == null ? "" : ", after Holm " + equalsP(zero.p_holm))),
    result.one_standard_error && lambdas.length ? card("Strongest decay within 1 s.e.", shortly(result.one_standard_error), "as simple a model as the noise allows") : null,
    result.indistinguishable.length && others > 0 ? card("Not told from the best", set.length ? set.length + " of " + counted(others, "other") : "none of " + counted(others, "other"), set.length > 0 && set.slice(0, 8).map(shortly).join(Object.keys(set[0]).length > 1 ? "; " : ", ") + (set.length > 8 ? ", …" : "")) : null,
    parabola && card("Minimum of the parabola", plain(parabola.minimum, 3), parabola.ci95.length === 2 && "95 % interval " + interval(parabola.ci95, each => plain(each, 3)), "in ln " + parabola.dimension + ", through " + counted(parabola.points, "point"), parabola.misfit != null && "points lie up to " + nats(parabola.misfit) + " off it"),
    result.minimum_detectable_effect != null && card("Smallest effect it could see", nats(result.minimum_detectable_effect) + " " + metric.short, "a true difference of this size is found four times in five" + (result.minimum_detectable_level == null ? "" : ", by a test at p < " + plain(result.minimum_detectable_level, 3))),
    test?.difference != null && !same(test.chosen?.values, test.zero?.values) && card("Test split, chosen − λ = 0", signed(test.difference), interval(test.ci95, signed) && "95 % interval " + interval(test.ci95, signed), test.look > 1 && "look " + test.look + " at it, other studies’ included: optimistic"),
    nested && card("Nested cross-validation", nats(nested.nll), nested.paired && signed(nested.paired.difference) + " against λ = 0"),
  ];
}

function runCards(run) {
  const last = run.points.at(-1);
  if (!last) return [];
  const held = run.points.filter(point => point.validation_nll != null);
  const best = held.reduce((a, b) => (a == null || b.validation_nll < a.validation_nll ? b : a), null);
  const end = held.at(-1);
  return [
    best && card("Lowest held-out nll", nats(best.validation_nll), "at step " + whole(best.step)),
    best && card("Perplexity", fixed(Math.exp(best.validation_nll), 2), "at that step"),
    end && card("Held-out nll at the last evaluation", nats(end.validation_nll), end !== best && signed(end.validation_nll - best.validation_nll) + " against the lowest"),
    card("Train nll", nats(last.train_nll), "at step " + whole(last.step)),
    end && card("Gap", signed(end.validation_nll - end.train_nll), "held out − train"),
    card("Length", counted(last.step, "step"), last.epoch != null && fixed(last.epoch, 2) + " epochs, " + whole(last.tokens) + " tokens", last.seconds != null && duration(last.seconds)),
  ];
}

function pointsSection({ study }) {
  if (!study?.result.points.length) return null;
  const { result, spec } = study;
  const metric = metricOf(result);
  const isBest = row => same(row.values, result.best);
  const number = (title, of, show, hint, screen) => ({ title, of, show: row => show(of(row)), number: true, hint, screen });
  const columns = [
    ...Object.keys(spec.space).map(name => ({ title: name, of: row => row.values[name], show: row => plain(row.values[name]), number: true })),
    { title: "mark", of: row => study.marks[result.points.indexOf(row)].map(mark => MARKS[mark]).filter(Boolean).join(", ") },
    { title: "status", of: row => row.status },
    { title: "held-out " + metric.figure, of: metric.of, show: row => plusMinus(metric.of(row), metric.error(row)), number: true, hint: "mean ± standard error over folds" },
    metric.isNll ? null : number("nll", row => row.nll, nats, "nats per token of its own tokenizer"),
    number("perplexity", row => row.perplexity, value => fixed(value, 2)),
    number("against λ = 0", row => row.paired_to_zero?.difference, value => (value == null ? NONE : signed(value)), "paired difference, " + metric.short),
    number("p", row => row.paired_to_zero?.p, probability, "corrected resampled t-test"),
    metric.isNll ? number("bits per byte", row => row.bits_per_byte, value => fixed(value, 4), null, true) : null,
    result.points.some(row => row.unknown_share > 0) ? number("unknown", row => row.unknown_share, value => (value == null ? NONE : fixed(100 * value, 1) + " %"), "share of held-out tokens that stand for text the tokenizer does not know") : null,
    number("train nll", row => row.train_nll, nats),
    number("best checkpoint", row => row.best_checkpoint_nll, nats, "held-out nll at the best evaluation of each training", true),
    number("p, Holm", row => row.paired_to_zero?.p_holm, probability, "corrected for all comparisons with λ = 0", true),
    number("against best", row => row.paired_to_best?.difference, value => (value == null ? NONE : signed(value)), "paired difference, " + metric.short, true),
    number("κ", row => row.exposure, value => fixed(value, 3), "exposure"),
    number("η", row => row.learning_rate, value => plain(value), "peak learning rate"),
    number("steps", row => row.steps, whole),
    number("cells", row => row.cells, whole, null, true),
    number("round", row => row.round, whole, null, true),
    { title: "origin", of: row => row.origin, screen: true },
    { title: "because", of: row => row.because, wrap: true },
  ].filter(column => column && (column.title !== "because" || result.points.some(row => row.because)));
  return el("section", { id: "points" }, el("h2", {}, "All points"),
    el("p", { class: "soft small" }, "A click on a head sorts. " + (metric.isNll ? "Nll in nats per token; " : "Compared in bits per byte, as tokens differ; ") + "trials.csv has every single training."),
    table("points", "All points", columns, result.points, isBest), opponentsPart(result, metric), testPart(result));
}

/** The status has a column of its own. */
const MARKS = { best: "best", simple: "1 s.e.", set: "like best" };

function opponentsPart({ opponents }, metric) {
  if (!opponents.length) return null;
  const columns = [
    { title: "opponent", of: row => row.name },
    { title: "held-out " + metric.figure, of: metric.of, show: row => plusMinus(metric.of(row), metric.error(row)), number: true },
    { title: "perplexity", of: row => row.perplexity, show: row => fixed(row.perplexity, 2), number: true },
    { title: "train nll", of: row => row.train_nll, show: row => nats(row.train_nll), number: true },
    { title: "best checkpoint", of: row => row.best_checkpoint_nll, show: row => nats(row.best_checkpoint_nll), number: true },
    { title: "against best", of: row => row.paired_to_best?.difference, show: row => (row.paired_to_best ? signed(row.paired_to_best.difference) : NONE), number: true },
    { title: "p", of: row => row.paired_to_best?.p, show: row => probability(row.paired_to_best?.p), number: true },
    { title: "sets", of: row => describe(row.settings), wrap: true },
  ];
  return [el("h3", { class: "apart" }, "Opponents"), el("p", { class: "soft small" }, "Trained on the same folds and seeds. Above 0: worse than the best point."), table("opponents", "Opponents", columns, opponents)];
}

function testPart({ test, nested }) {
  const rows = [
    test?.chosen && { name: "chosen", ...test.chosen },
    test?.zero && !same(test.zero.values, test.chosen?.values) && { name: "λ = 0", ...test.zero },
    ...(test?.opponents ?? []).filter(opponent => opponent.nll != null).map(opponent => ({ ...opponent, values: {} })),
    ...(nested?.folds ?? []).map((fold, i) => fold.chosen && { name: "outer fold " + (i + 1), ...fold.chosen }),
  ].filter(Boolean);
  if (!rows.length) return null;
  const columns = [
    { title: "model", of: row => row.name },
    { title: "values", of: row => describe(row.values) },
    { title: "bits per byte", of: row => row.bits_per_byte, show: row => nats(row.bits_per_byte), number: true },
    { title: "nll", of: row => row.nll, show: row => nats(row.nll), number: true },
    { title: "95 % interval", of: row => row.ci95?.[0], show: row => interval(row.ci95) ?? NONE, number: true },
  ];
  return [el("h3", { class: "apart" }, "On text that took no part"), el("p", { class: "soft small" }, "Trained again on all other text. Intervals by a bootstrap over documents."), table("test", "On the test split", columns, rows)];
}
