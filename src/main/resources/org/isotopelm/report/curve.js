// The λ curve: held-out and train nll over one dimension, and the paired difference to λ = 0.

function curveSection({ study }) {
  const { curve, result, lambdas } = study;
  if (!curve) return null;
  const isLambda = lambdas.includes(curve.dimension);
  const opponents = curve.opponents.map(name => result.opponents.find(opponent => opponent.name === name)).filter(Boolean);
  const metric = metricOf(result);
  const title = "How " + (metric.isNll ? "nll" : "bits per byte") + (metric.isNll ? " follows from " : " follow from ") + (isLambda ? "weight decay" : curve.dimension);
  const note = "Lower is better." + (metric.isNll ? " The gap between the two lines is what the model has learnt of its own text only." : "")
    + (earlier(curve) || !metric.isNll ? "" : " The best checkpoint of each training is as good as its last, so it is not drawn.")
    + (curve.others ? " At each value the best of the other dimensions is shown." : "");
  return el("section", { id: "curve" }, el("h2", {}, title),
    figure(metric.isNll ? "Held-out and train nll" : "Held-out bits per byte", note, legend(curveLegend(curve, result, opponents)),
      chart("chart-curve", 460, curveWords(curve, result), width => curveOptions(study, opponents, width))),
    differencePanel(study, isLambda));
}

/** Whether somewhere the best checkpoint is visibly better than the last. */
function earlier({ columns }) {
  const numbers = columns.flatMap(column => extent(column.scores, METRICS.nll));
  const visible = 0.015 * (Math.max(...numbers) - Math.min(...numbers));
  return columns.some(({ scores }) => scores.nll - scores.best_checkpoint_nll > visible);
}

const showsFolds = curve => curve.connected && curve.columns.some(column => column.folds.length > 1);
const setOf = curve => curve.columns.map(({ marks }) => marks.includes("best") || marks.includes("set"));

function curveLegend(curve, result, opponents) {
  const metric = metricOf(result);
  const errors = curve.columns.some(column => metric.error(column.scores) != null);
  return [
    ["held", errors ? "held out: mean ± standard error" : "held out"],
    showsFolds(curve) && ["fold", "each fold"],
    metric.isNll && ["train", "text trained on"],
    metric.isNll && earlier(curve) && ["checkpoint", "held out, best checkpoint"],
    curve.columns.some(column => !column.whole) && ["incomplete", "cells are missing"],
    setOf(curve).filter(Boolean).length > 1 && ["set", "the test cannot tell these from the best"],
    opponents.length && ["other", "opponent"],
  ].filter(Boolean);
}

function curveWords(curve, result) {
  const metric = metricOf(result);
  const points = curve.columns.map(({ value, scores }) => plain(value) + ": " + nats(metric.of(scores))).join("; ");
  return "Held-out " + metric.figure + " by " + curve.dimension + ": " + points + (result.best ? ". Best: " + describe(result.best) : "");
}

function curveOptions({ curve, result, spec }, opponents, width) {
  const narrow = width < NARROW;
  const metric = metricOf(result);
  const scale = scaleOf(curve.columns.map(column => column.value), spec.space[curve.dimension]);
  const xAxis = dimensionAxis(curve.dimension, scale, narrow ? 7 : 11);
  const slots = opponentSlots(xAxis, opponents, narrow);
  const at = column => scale.at(column.value);
  const line_ = (look, figure) => line(look, curve.columns.map(column => [at(column), column.whole ? figure(column.scores) : null]),
    curve.connected ? { connectNulls: true } : { lineStyle: { width: 0 } });
  const incomplete = curve.columns.filter(column => !column.whole && metric.of(column.scores) != null);
  const numbers = [...curve.columns, ...slots].flatMap(({ scores, folds }) => [...extent(scores, metric), ...(folds ?? [])]);
  const means = [...curve.columns, ...slots].map(({ scores }) => metric.of(scores));
  const yAxis = { ...uprightAxis(numbers, metric.isNll ? "nll, nats per token" : metric.unit, { means }), nameGap: 32 };
  const above = [...curve.columns.map(column => ({ place: at(column), figure: metric.of(column.scores) })), ...slots.map(({ place, scores }) => ({ place, figure: metric.of(scores) }))]
    .filter(({ figure }) => figure > yAxis.max);
  return {
    grid: { left: 56, right: narrow ? 14 : 62, top: 62, bottom: slots.length && narrow ? 74 : 52 },
    xAxis,
    yAxis: narrow || !metric.isNll ? yAxis : [yAxis, perplexityAxis(yAxis)],
    tooltip: { ...basics().tooltip, trigger: "axis", axisPointer: { lineStyle: { color: colour("soft") } },
      formatter: hits => pointTip(hits[0].value[0], curve, slots, at, metric) },
    series: [
      { ...line_("held", metric.of), z: 6, markArea: setArea(curve, xAxis, at), markLine: bestLines(curve, at) },
      ...(showsFolds(curve) ? foldLines(curve, at) : []),
      ...(metric.isNll ? [line_("train", scores => scores.train_nll)] : []),
      ...(metric.isNll && earlier(curve) ? [{ ...line_("checkpoint", scores => scores.best_checkpoint_nll), z: 5 }] : []),
      { type: "scatter", data: incomplete.map(column => [at(column), metric.of(column.scores)]), symbolSize: 9, z: 5, cursor: "default",
        itemStyle: { color: colour("paper"), borderColor: colour("held"), borderWidth: 1.6 } },
      errorBars("held", barsOf(curve.columns, at, metric)),
      ...opponentSeries(slots, metric),
      ...offScale(above, yAxis),
      ...axisBreak(scale),
    ],
  };
}

/** Says what lies above the axis, and where. */
function offScale(above, { max }) {
  if (!above.length) return [];
  return [{
    type: "scatter", silent: true, z: 9, symbol: "triangle", symbolSize: 10, data: above.map(({ place, figure }) => ({ value: [place, max], figure })),
    itemStyle: { color: colour("mark") },
    label: { show: true, position: "bottom", color: colour("mark"), fontWeight: 600, formatter: ({ data }) => "off the scale: " + plain(data.figure, 3) },
  }];
}

function extent(scores, metric) {
  const [held, error] = [metric.of(scores), metric.error(scores) ?? 0];
  const ends = held == null ? [] : [held - error, held + error];
  return metric.isNll ? [...ends, scores.train_nll, scores.best_checkpoint_nll].filter(number => number != null) : ends;
}

const barsOf = (columns, at, metric) => columns.filter(({ scores }) => metric.of(scores) != null && metric.error(scores) != null)
  .map(column => [at(column), metric.of(column.scores) - metric.error(column.scores), metric.of(column.scores) + metric.error(column.scores)]);

function perplexityAxis({ min, max }) {
  const [low, high] = [Math.exp(min), Math.exp(max)];
  const ticks = high / low > 8 ? logTicks(low, high) : linearTicks(low, high, 6);
  return axis({
    min, max, name: "perplexity", nameLocation: "end", nameGap: 32, position: "right",
    nameTextStyle: { color: colour("ink"), fontSize: 13, align: "right", padding: [0, -46, 0, 0] },
    axisLine: { show: false, onZero: false },
    axisTick: { customValues: ticks.map(Math.log) },
    axisLabel: { customValues: ticks.map(Math.log), formatter: value => plain(Number(Math.exp(value).toPrecision(4))) },
  });
}

function foldLines(curve, at) {
  return curve.columns[0].folds.map((_, fold) => ({
    type: "line", silent: true, symbol: "none", z: 2, connectNulls: true,
    data: curve.columns.map(column => [at(column), column.folds[fold]]),
    lineStyle: { color: colour("held"), width: 1, opacity: 0.45 },
  }));
}

/** Shades, from halfway to one neighbour to halfway to the other, what cannot be told from the best. */
function setArea(curve, xAxis, at) {
  const member = setOf(curve);
  if (member.filter(Boolean).length < 2 || !curve.connected) return undefined;
  const places = curve.columns.map(at);
  const between = i => (i < 0 ? xAxis.min : i >= places.length - 1 ? (places.length > 1 ? places.at(-1) + (places.at(-1) - places.at(-2)) / 2 : xAxis.max) : (places[i] + places[i + 1]) / 2);
  const data = member.flatMap((is, i) => (is ? [[{ xAxis: Math.max(xAxis.min, between(i - 1)) }, { xAxis: Math.min(xAxis.max, between(i)) }]] : []));
  return { silent: true, data, itemStyle: { color: colour("set"), opacity: 0.16 } };
}

/** Upright lines at the best and at the strongest decay within one standard error of it. */
function bestLines(curve, at) {
  const find = mark => curve.columns.find(column => column.marks.includes(mark));
  const best = find("best"), simple = find("simple");
  const mark = (column, words, align, distance) => ({
    xAxis: at(column),
    label: { formatter: words + " " + plain(column.value), align, distance, padding: align === "right" ? [0, 4, 0, 0] : align === "left" ? [0, 0, 0, 4] : 0 },
  });
  const middle = place => (place === at(curve.columns[0]) ? "left" : place === at(curve.columns.at(-1)) ? "right" : "center");
  const data = [];
  if (best && best === simple) {
    data.push(mark(best, "best, and within 1 s.e.:", middle(at(best)), 6));
  } else {
    const right = simple && at(simple) > at(best ?? simple);
    if (best) data.push(mark(best, "best:", simple ? (right ? "right" : "left") : middle(at(best)), 6));
    if (simple) data.push(mark(simple, "1 s.e.:", right ? "left" : "right", 6));
  }
  return {
    silent: true, symbol: "none", data,
    lineStyle: { color: colour("mark"), type: [2, 3], width: 1.2 },
    label: { position: "end", color: colour("mark"), fontSize: 12.5, fontWeight: 600 },
  };
}

/** Room at the right of the axis, a slot for each opponent with its name below. */
function opponentSlots(xAxis, opponents, narrow) {
  if (!opponents.length) return [];
  const length = xAxis.max - xAxis.min;
  const slot = Math.min(narrow ? 0.2 : 0.14, 0.5 / opponents.length) * length;
  const slots = opponents.map((opponent, i) => ({ ...opponent, scores: opponent, place: xAxis.max + (i + 0.5) * slot }));
  const label = xAxis.axisLabel.formatter;
  const name = place => slots.find(each => Math.abs(each.place - place) < slot / 4)?.name;
  xAxis.max += slot * opponents.length;
  xAxis.axisTick.customValues.push(...slots.map(each => each.place));
  Object.assign(xAxis.axisLabel, {
    customValues: xAxis.axisTick.customValues,
    formatter: place => name(place) ?? label(place),
    rotate: narrow ? 40 : 0,
    hideOverlap: false,
    width: narrow ? 60 : 84,
  });
  if (narrow) xAxis.nameGap = 54;
  return slots;
}

function opponentSeries(slots, metric) {
  if (!slots.length) return [];
  return [
    line("other", slots.map(({ place, scores }) => [place, metric.of(scores)]), {
      lineStyle: { width: 0 },
      markLine: { silent: true, symbol: "none", label: { show: false }, data: slots.map(({ scores }) => ({ yAxis: metric.of(scores) })),
        lineStyle: { color: colour("other"), type: [2, 5], width: 1, opacity: 0.7 } },
    }),
    errorBars("other", barsOf(slots, slot => slot.place, metric)),
  ];
}

function pointTip(place, curve, slots, at, metric) {
  const stops = [...curve.columns.map(column => ({ ...column, place: at(column) })), ...slots];
  const stop = stops.reduce((a, b) => (Math.abs(b.place - place) < Math.abs(a.place - place) ? b : a));
  const { nll, perplexity, train_nll, best_checkpoint_nll, exposure, cells, failed } = stop.scores;
  return tip(stop.name ?? describe(stop.values), [
    ["held out", plusMinus(metric.of(stop.scores), metric.error(stop.scores)) + " " + metric.short],
    metric.isNll ? null : ["nll", nats(nll)],
    ["perplexity", fixed(perplexity, 2)],
    ["train", nats(train_nll)],
    ["gap", train_nll == null || nll == null ? null : nats(nll - train_nll)],
    ["best checkpoint", nats(best_checkpoint_nll)],
    ["against λ = 0", stop.paired_to_zero && signed(stop.paired_to_zero.difference)],
    ["exposure κ", exposure == null ? null : fixed(exposure, 3)],
    ["cells", cells + (failed ? ", " + failed + " failed" : "")],
  ].filter(Boolean));
}

function differencePanel({ curve, spec, result }, isLambda) {
  const columns = curve.columns.filter(column => column.paired_to_zero && column.whole);
  if (!columns.length) return null;
  const note = "Each fold and seed is compared with its own λ = 0, so what makes one fold harder than another drops out. Bars: 95 % intervals, corrected for the text that folds share.";
  return figure("Difference to λ = 0 on the same folds and seeds", note,
    chart("chart-difference", 270, "Paired difference to λ = 0 by " + curve.dimension, width => differenceOptions(curve, columns, spec, width, isLambda, metricOf(result))));
}

function differenceOptions(curve, columns, spec, width, isLambda, metric) {
  const narrow = width < NARROW;
  const scale = scaleOf(curve.columns.map(column => column.value), spec.space[curve.dimension]);
  const at = column => scale.at(column.value);
  const bars = columns.filter(column => column.paired_to_zero.ci95.length).map(column => [at(column), ...column.paired_to_zero.ci95]);
  const points = columns.map(column => [at(column), column.paired_to_zero.difference]);
  const zero = scale.zero && isLambda ? [[scale.at(0), 0]] : [];
  const all = [0, ...points.map(point => point[1]), ...bars.flatMap(bar => bar.slice(1))];
  const yAxis = uprightAxis(all, metric.short + "; below 0 decay helps", { wanted: 5, means: [0, ...points.map(point => point[1])] });
  const above = points.filter(([, difference]) => difference > yAxis.max).map(([place, figure]) => ({ place, figure }));
  return {
    grid: { left: 56, right: narrow ? 14 : 62, top: 40, bottom: 52 },
    xAxis: dimensionAxis(curve.dimension, scale, narrow ? 7 : 11),
    yAxis,
    tooltip: { ...basics().tooltip, trigger: "axis", formatter: hits => differenceTip(hits[0].value[0], columns, at) },
    series: [
      line("held", [...zero, ...points], {
        lineStyle: { width: 0 }, z: 5,
        markLine: { silent: true, symbol: "none", label: { show: false }, data: [{ yAxis: 0 }], lineStyle: { color: colour("mark"), type: "solid", width: 1.2 } },
      }),
      errorBars("held", bars),
      ...offScale(above, yAxis),
      ...axisBreak(scale),
    ],
  };
}

function differenceTip(place, columns, at) {
  const column = columns.reduce((a, b) => (Math.abs(at(b) - place) < Math.abs(at(a) - place) ? b : a));
  const { difference, ci95, p, p_holm, pairs: number } = column.paired_to_zero;
  return tip(describe(column.values), [
    ["difference", signed(difference)],
    ["95 % interval", interval(ci95, signed)],
    ["p", p == null ? null : probability(p)],
    ["p, Holm", p_holm == null ? null : probability(p_holm)],
    ["pairs", String(number)],
  ]);
}
