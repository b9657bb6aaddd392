// How models trained: learning curves, learning rate, norms and half-lives by group, and the decay plan.

/** Lines that tell runs apart by colour and dash. */
const RUN_LOOKS = ["held", "train"];
const RUN_SWATCHES = ["chosen", "zero"];

function trainingSection({ runs, study }) {
  const drawn = runs.filter(run => run.points.length > 1);
  const learning = study && learningPanel(study);
  if (!drawn.length && !learning) return null;
  return el("section", { id: "training" }, el("h2", {}, study ? "How the models trained" : "How it trained"),
    learning, drawn.length ? runPanels(drawn, study) : null);
}

const runPanels = (drawn, study) => [
  study ? trainPanel(drawn) : heldPanel(drawn[0]),
  el("div", { class: "panels" },
    drawn.length > 1 ? gapPanel(drawn) : null,
    ratePanel(drawn),
    study ? null : curvePanel("gradient", "Gradient norm", "‖g‖ before clipping", drawn, point => point.gradient_norm)),
  groupPanels(drawn, study),
];

const runWords = run => ({ chosen: "chosen", zero: "λ = 0" })[run.name] ?? run.name;

/** What tells the runs that have a line apart. */
const runKeys = (runs, lines) => (runs.length > 1 ? legend(runs.flatMap((run, i) => (lines[i].data.length ? [[RUN_SWATCHES[i], runWords(run)]] : []))) : null);

/** Held-out nll as the cells of the chosen point and of λ = 0 were trained. */
function learningPanel({ learning, result }) {
  if (!learning.some(({ mean }) => mean.length > 1)) return null;
  const pairsOf = evaluations => evaluations.map(({ step, nll }) => [step, nll]);
  const lines = learning.flatMap(({ name, mean, cells }, i) => [
    { look: RUN_LOOKS[i], name: runWords({ name }), data: pairsOf(mean), shown: true },
    ...(cells.length > 1 ? cells.map(cell => ({ look: RUN_LOOKS[i], name: null, shadow: true, data: pairsOf(cell) })) : []),
  ]);
  const note = "Of the study’s cells: the mean over folds and seeds, each of them as a thin line. Chosen: " + describe(result.best) + ".";
  return figure("Held-out nll during training", note, legend(learning.map(({ name }, i) => [RUN_SWATCHES[i], runWords({ name })])),
    stepChart("cells", 340, "Held-out nll by step", "nll, nats per token", lines));
}

const trainPanel = runs => figure("Train nll", "Of the final models, which train on all text outside the test split, so that none is held out.", runKeys(runs, linesOf(runs, "train_nll")),
  stepChart("learning", 340, "Train nll by step", "nll, nats per token", linesOf(runs, "train_nll").flatMap(smoothed)));

/** Both runs see the same batches, so that their difference is smoother than either. */
function gapPanel([chosen, zero]) {
  const other = new Map(by(zero, "train_nll"));
  const gaps = by(chosen, "train_nll").filter(([step]) => other.has(step)).map(([step, nll]) => [step, nll - other.get(step)]);
  return figure("Train nll, chosen − λ = 0", "Above 0 decay costs fit to the training text. A running mean.",
    stepChart("gap", 250, "Difference in train nll by step", "nats", [{ look: "held", name: "difference", data: runningMean(gaps) }], { zero: true }));
}

/** Over a fortieth of the points to either side: fewer at the steep beginning, and after the last there are none. */
function runningMean(points) {
  const reach = Math.round(points.length / 40);
  return points.map(([step], i) => {
    const near = Math.min(reach, i);
    return [step, mean(points.slice(i - near, i + near + 1).map(point => point[1]))];
  });
}

/** The running mean of a line, and the line itself as a shadow. */
const smoothed = line => [{ ...line, data: runningMean(line.data) }, { ...line, name: null, shadow: true }];

function heldPanel(run) {
  const held = by(run, "validation_nll");
  const best = held.reduce((a, b) => (a == null || b[1] < a[1] ? b : a), null);
  const note = best ? "The held-out nll was lowest, " + nats(best[1]) + ", at step " + whole(best[0]) + "." : null;
  const lines = [...smoothed({ look: "train", name: "train", data: by(run, "train_nll") }), { look: "held", name: "held out", data: held, shown: true, best }];
  return figure("Train and held-out nll", note, legend([held.length && ["held", "held out (validation split)"], ["zero", "text trained on (running mean; thin: each logged point)"]].filter(Boolean)),
    stepChart("learning", 400, "Train and held-out nll by step", "nll, nats per token", lines));
}

const by = (run, key) => run.points.map(point => [point.step, typeof key === "string" ? point[key] : key(point)]).filter(pair => pair[1] != null);

const linesOf = (runs, key) => runs.map((run, i) => ({ look: RUN_LOOKS[i], name: runWords(run), data: by(run, key) }));

function curvePanel(id, title, unit, runs, key, more) {
  const lines = linesOf(runs, key);
  return lines.some(each => each.data.length) ? figure(title, null, runKeys(runs, lines), stepChart(id, 250, title + " by step", unit, lines, more)) : null;
}

/** One line where all runs have the same. */
function ratePanel(runs) {
  const equal = runs.every(run => same(by(run, "learning_rate"), by(runs[0], "learning_rate")));
  return curvePanel("rate", "Learning rate", "η", equal ? runs.slice(0, 1) : runs, "learning_rate");
}

function groupPanels(runs, study) {
  const groups = [...new Set(runs.flatMap(run => run.points.flatMap(point => Object.keys(point.groups ?? {}))))];
  const of = (group, figure) => point => figure(point.groups?.[group] ?? {});
  const first = runs[0].points[0];
  const norms = groups.flatMap((group, i) => [
    curvePanel("norm-" + i, "Weights of " + group, "‖θ‖", runs, of(group, each => each.weight_norm)),
    study ? null : curvePanel("update-" + i, "Updates of " + group, "‖Δθ‖ / ‖θ‖", runs, of(group, each => (each.weight_norm ? each.update_norm / each.weight_norm : null))),
  ]);
  const halves = groups.map((group, i) => {
    const rate = of(group, each => each.decay_rate ?? 0);
    const most = Math.max(...runs.flatMap(run => run.points.map(rate)));
    // Where the learning rate runs out decay does, and the half-life would leave every scale.
    const halfLife = point => (rate(point) > most / 200 ? Math.LN2 / rate(point) : null);
    return curvePanel("half-" + i, "Half-life of " + group, "steps, log scale", runs, halfLife, { log: true });
  });
  const note = "Norms say how large the weights of a group are. The half-life is how many steps decay alone would need to halve a weight at that moment: it moves with the learning rate where decay is tied to it; where λ is 0 there is none.";
  return first.groups ? [el("h2", { class: "sub" }, "Norms and half-lives by group"), el("p", { class: "soft small" }, note), el("div", { class: "panels" }, norms), el("div", { class: "panels" }, halves)] : null;
}

/** A chart over steps; lines are {look, name, data: [[step, number], …], shown, best}. */
function stepChart(id, height, description, unit, lines, more = {}) {
  return chart("chart-" + id, height, description, width => stepOptions(unit, lines, more, width));
}

function stepOptions(unit, lines, { log, zero }, width) {
  const drawn = lines.filter(each => each.data.length);
  const scaled = log ? drawn.map(each => ({ ...each, data: each.data.map(([x, y]) => [x, Math.log10(y)]) })) : drawn;
  const steps = scaled.flatMap(each => each.data.map(pair => pair[0]));
  const last = Math.max(...steps);
  const ticks = linearTicks(0, last, width < NARROW ? 4 : 6);
  const numbers = [...(zero ? [0] : []), ...scaled.flatMap(each => each.data.map(pair => pair[1]))];
  return {
    grid: { left: 56, right: 18, top: 38, bottom: 48 },
    xAxis: axis({ name: "step", nameGap: 28, min: 0, max: last, axisTick: { customValues: ticks }, axisLabel: { customValues: ticks, formatter: whole } }),
    yAxis: log ? logUpright(numbers, unit) : uprightAxis(numbers, unit, { wanted: 5 }),
    tooltip: { ...basics().tooltip, trigger: "axis", axisPointer: { lineStyle: { color: colour("soft") } }, formatter: hits =>
      tip("step " + whole(hits[0].value[0]), hits.filter(hit => hit.seriesName).map(hit => [hit.seriesName, plain(log ? 10 ** hit.value[1] : hit.value[1], 5)])) },
    series: scaled.map(({ look, name, data, shown, best, shadow }) => line(look, data, {
      name: name ?? "", showSymbol: Boolean(shown) && data.length < 60, symbolSize: 7,
      lineStyle: { color: colour(look), type: shadow ? "solid" : LOOKS[look].dash, width: shadow ? 0.8 : 2, opacity: shadow ? 0.4 : 1 },
      markLine: zero ? { silent: true, symbol: "none", label: { show: false }, data: [{ yAxis: 0 }], lineStyle: { color: colour("mark"), type: "solid", width: 1.2 } } : undefined,
      markPoint: best ? { silent: true, symbol: "circle", symbolSize: 14, data: [{ coord: best }],
        itemStyle: { color: "transparent", borderColor: colour("mark"), borderWidth: 2 },
        label: { formatter: "lowest", position: best[0] > 0.9 * last ? "left" : "top", color: colour("mark"), fontWeight: 600, distance: 8 } } : undefined,
    })),
  };
}

/** An upright axis of logarithms, labelled with the numbers. */
function logUpright(logarithms, unit) {
  const span = Math.max(...logarithms) - Math.min(...logarithms);
  const base = uprightAxis(span < 0.2 ? [Math.min(...logarithms) - 0.1, Math.max(...logarithms) + 0.1] : logarithms, unit);
  const ticks = logTicks(10 ** base.min, 10 ** base.max).map(Math.log10);
  const compact = value => { const n = 10 ** value; return n >= 1e4 ? plain(n, 2).replace(/000000$/, "M").replace(/000$/, "k") : plain(n, 3); };
  return { ...base, axisTick: { ...base.axisTick, customValues: ticks }, axisLabel: { ...base.axisLabel, customValues: ticks, formatter: compact } };
}

function planSection({ runs, study }) {
  const planned = runs.find(run => run.plan);
  if (!planned) return null;
  const { plan } = planned;
  const columns = [
    { title: "group", of: row => row.group },
    { title: "tensors", of: row => row.tensors.length, number: true },
    { title: "parameters", of: row => row.parameters, show: row => whole(row.parameters), number: true },
    { title: "form", of: row => row.form },
    { title: "λ", of: row => row.lambda, show: row => plain(row.lambda), number: true },
    { title: "exposure κ", hint: "with zero gradients a weight ends at e^−κ of its start", of: row => row.exposure, show: row => fixed(row.exposure, 3), number: true },
    { title: "half-life, steps", of: row => row.half_life?.steps, show: row => fixed(row.half_life?.steps, 1), number: true },
    { title: "half-life, epochs", of: row => row.half_life?.epochs, show: row => fixed(row.half_life?.epochs, 2), number: true },
    { title: "timescale, steps", hint: "decay averages the updates over about so many steps", of: row => row.timescale_steps, show: row => fixed(row.timescale_steps, 1), number: true },
    { title: "PyTorch’s weight_decay", of: row => row.pytorch_weight_decay, show: row => plain(row.pytorch_weight_decay), number: true },
    { title: "which", of: row => row.rule, wrap: true },
  ];
  const whose = study ? "Of the chosen model: " : "";
  return el("section", { id: "plan" }, el("h2", {}, "The decay plan"),
    el("p", {}, whose + counted(plan.parameters, "parameter") + " over " + counted(plan.steps, "step") + ". Every tensor stands in exactly one group; half-lives and timescales are at the peak learning rate."),
    plan.warnings?.length ? el("div", { class: "warnings" }, el("ul", {}, plan.warnings.map(text => el("li", {}, text)))) : null,
    table("plan", "The decay plan by group", columns, plan.decay),
    details("tensors", "Tensors by group", el("dl", { class: "pairs" }, plan.decay.map(row => [el("dt", {}, row.group), el("dd", {}, el("code", {}, row.tensors.join(", ")))]))));
}
