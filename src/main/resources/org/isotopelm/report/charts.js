// Charts: each has a holder that stays when the page is drawn anew, and options that follow from its width and the colours of the page.

const NARROW = 560;
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const charts = new Map();
const resized = new ResizeObserver(entries => entries.forEach(entry => drawChart(charts.get(entry.target.id))));

/** The holder of a chart; `options` makes what ECharts draws of the width in pixels. */
function chart(id, height, description, options) {
  let entry = charts.get(id);
  if (!entry) {
    entry = { holder: el("div", { id, class: "chart", role: "img" }), instance: null };
    charts.set(id, entry);
    resized.observe(entry.holder);
  }
  Object.assign(entry, { options, used: true });
  entry.holder.style.height = height + "px";
  entry.holder.setAttribute("aria-label", description);
  return entry.holder;
}

function drawChart(entry) {
  const { holder } = entry ?? {};
  if (!holder?.isConnected || holder.clientWidth === 0) return;
  entry.instance ??= echarts.init(holder, null, { renderer: "svg" });
  entry.instance.resize();
  entry.instance.setOption({ ...basics(), ...entry.options(holder.clientWidth) }, { notMerge: true });
  // So that the picture shrinks with its page, on paper too.
  holder.querySelector("svg").setAttribute("viewBox", "0 0 " + holder.clientWidth + " " + holder.clientHeight);
}

/** Draws the charts that the page holds and forgets those of an earlier one. */
function drawCharts() {
  for (const [id, entry] of charts) {
    if (!entry.used) {
      resized.unobserve(entry.holder);
      entry.instance?.dispose();
      charts.delete(id);
    } else {
      drawChart(entry);
      entry.used = false;
    }
  }
}

const redraw = () => charts.forEach(drawChart);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
for (const [event, paper] of [["beforeprint", true], ["afterprint", false]]) {
  addEventListener(event, () => {
    document.documentElement.classList.toggle("on-paper", paper);
    redraw();
  });
}

const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

/** The series of a line, named as in the style sheet. */
const LOOKS = {
  held: { dash: "solid", width: 2.5, symbol: "circle", size: 9 },
  train: { dash: [7, 5], width: 2, symbol: "rect", size: 8 },
  checkpoint: { dash: [2, 4], width: 1.8, symbol: "triangle", size: 9 },
  other: { dash: "solid", width: 2, symbol: "diamond", size: 13 },
};

function basics() {
  return {
    animation: false,
    textStyle: { fontFamily: FONT },
    tooltip: {
      confine: true,
      backgroundColor: colour("paper"),
      borderColor: colour("line"),
      textStyle: { color: colour("ink") },
      extraCssText: "box-shadow: 0 2px 12px rgb(0 0 0 / .16)",
    },
  };
}

/** The words of a tooltip: a title, and pairs of a name and its figure. */
function tip(title, pairs) {
  return el("div", { class: "tip" }, el("strong", {}, title),
    pairs.filter(([, text]) => text != null).map(([name, text]) => el("div", {}, el("span", {}, name), el("span", {}, text))));
}

function axis(more) {
  return {
    type: "value",
    nameLocation: "middle",
    nameTextStyle: { color: colour("ink"), fontSize: 13 },
    axisLine: { show: true, onZero: false, lineStyle: { color: colour("line") } },
    splitLine: { show: false },
    ...more,
    axisTick: { show: true, lineStyle: { color: colour("line") }, ...more.axisTick },
    axisLabel: { color: colour("soft"), fontSize: 12, hideOverlap: true, showMinLabel: true, showMaxLabel: true, ...more.axisLabel },
  };
}

/**
 * The ends of what is shown of these. A training that exploded stands many times farther from the best than any that did not: what is beyond
 * reach of the means, all of these where none are given, is cut off, so that the rest can be read.
 */
function reachable(numbers, means = numbers) {
  const known = list => list.filter(number => Math.abs(number) < 1e100);
  const sorted = known(means).sort((a, b) => a - b);
  if (!sorted.length) return [0, 1];
  const [first] = sorted;
  const reach = Math.max(5, 10 * (sorted[Math.floor((sorted.length - 1) / 2)] - first));
  const shown = known([...numbers, ...means]).filter(number => number >= first - reach && number <= first + reach);
  return [Math.min(...shown), Math.max(...shown)];
}

/** A vertical axis of numbers over these, with the words for it above. */
function uprightAxis(numbers, name, more = {}) {
  const [least, most] = reachable(numbers.filter(Number.isFinite), more.means?.filter(Number.isFinite));
  const margin = Math.max(0.06 * (most - least), 1e-3 * Math.abs(most), 1e-12);
  const min = least - margin, max = most + margin;
  const ticks = linearTicks(min, max, more.wanted ?? 6);
  const places = Math.max(0, -Math.floor(Math.log10(ticks.length > 1 ? ticks[1] - ticks[0] : 1) + 1e-9));
  return axis({
    min, max, name, nameLocation: "end", nameGap: 14,
    nameTextStyle: { color: colour("ink"), fontSize: 13, align: "left", padding: [0, 0, 0, -44] },
    axisLine: { show: false, onZero: false },
    splitLine: { show: true, lineStyle: { color: colour("hair") } },
    axisTick: { show: false, customValues: ticks },
    axisLabel: { customValues: ticks, formatter: value => (places > 4 ? plain(value) : fixed(value, places)) },
  });
}

/**
 * Where the values of a dimension stand. Numbers from 0 up that span more than a factor of four stand on a log axis, with 0 at its left
 * beyond a break; other numbers on a linear one; values that are no numbers side by side.
 */
function scaleOf(values, dimension) {
  const distinct = [...new Set(values)];
  if (!distinct.every(value => typeof value === "number")) {
    const places = dimension?.values ?? distinct;
    return { kind: "words", at: value => places.indexOf(value), low: 0, high: places.length - 1, values: places };
  }
  distinct.sort((a, b) => a - b);
  const positive = distinct.filter(value => value > 0);
  const [low, high] = [positive[0], positive.at(-1)];
  if (distinct[0] < 0 || !positive.length || !(high / low > 4 || (dimension?.log_uniform && high > low))) {
    return { kind: "linear", at: value => value, back: place => place, low: distinct[0], high: distinct.at(-1), values: distinct };
  }
  const zero = distinct[0] === 0;
  const span = Math.log10(high / low);
  const zeroAt = Math.log10(low) - Math.max(0.16 * span, 0.12);
  return {
    kind: "log",
    at: value => (value === 0 ? zeroAt : Math.log10(value)),
    back: place => 10 ** place,
    low: zero ? zeroAt : Math.log10(low),
    high: Math.log10(high),
    breakAt: zero ? (zeroAt + Math.log10(low)) / 2 : null,
    values: distinct,
    ends: [low, high],
    zero,
  };
}

/** The values to label on an axis: themselves where they are few, else round ones. */
function ticksOf(scale, wanted) {
  if (scale.kind === "words" || scale.values.length <= wanted) return scale.values;
  if (scale.kind === "linear") return linearTicks(scale.low, scale.high, wanted);
  return [...(scale.zero ? [0] : []), ...logTicks(...scale.ends)];
}

/** The axis of a dimension; `room` is what stays free at either end, as a share of its length. */
function dimensionAxis(name, scale, wanted, room = 0.05) {
  const ticks = ticksOf(scale, wanted);
  const length = scale.high - scale.low || 1;
  const label = place => plain(ticks.reduce((a, b) => (Math.abs(scale.at(b) - place) < Math.abs(scale.at(a) - place) ? b : a)));
  const places = ticks.map(scale.at);
  return axis({
    name: name + (scale.kind === "log" ? " (log scale)" : ""),
    nameGap: 32,
    min: scale.low - room * length,
    max: scale.high + room * length,
    axisTick: { customValues: places },
    axisLabel: { customValues: places, formatter: label, overflow: "truncate", width: 90 },
  });
}

function line(look, data, more = {}) {
  const { dash, width, symbol, size } = LOOKS[look];
  return {
    type: "line", data, symbol, symbolSize: size, showAllSymbol: true, z: 4, cursor: "default",
    lineStyle: { color: colour(look), type: dash, width },
    itemStyle: { color: colour(look), borderColor: colour("paper"), borderWidth: 1.5 },
    emphasis: { disabled: true },
    ...more,
  };
}

/** Bars from low to high at [x, low, high]. */
function errorBars(look, data, more = {}) {
  const stroke = colour(look);
  return {
    type: "custom", silent: true, z: 3, data, encode: { x: 0, y: [1, 2] },
    renderItem(_, api) {
      const [x, low] = api.coord([api.value(0), api.value(1)]);
      const [, high] = api.coord([api.value(0), api.value(2)]);
      const stroked = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: { stroke, lineWidth: 1.6 } });
      return { type: "group", children: [stroked(x, low, x, high), stroked(x - 5, low, x + 5, low), stroked(x - 5, high, x + 5, high)] };
    },
    ...more,
  };
}

/** Two strokes through the axis, where 0 stands beyond a log scale. */
function axisBreak(scale) {
  if (scale.breakAt == null) return [];
  return [{
    type: "custom", silent: true, z: 10, clip: false, data: [[scale.breakAt]], encode: { x: 0 },
    renderItem(parameters, api) {
      const { y, height } = parameters.coordSys;
      const x = api.coord([scale.breakAt, 0])[0];
      const foot = y + height;
      const stroke = (at, color, lineWidth) =>
        ({ type: "line", shape: { x1: at - 3, y1: foot + 6, x2: at + 3, y2: foot - 6 }, style: { stroke: color, lineWidth } });
      return { type: "group", children: [stroke(x, colour("paper"), 5), stroke(x - 3, colour("soft"), 1.2), stroke(x + 3, colour("soft"), 1.2)] };
    },
  }];
}

/** What the shapes of a chart mean: a swatch and words each. */
function legend(entries) {
  return el("ul", { class: "legend" }, entries.map(([look, words]) => el("li", {}, swatch(look), words)));
}

function swatch(look) {
  const node = (name, attributes) => {
    const child = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes).forEach(([key, value]) => child.setAttribute(key, value));
    return child;
  };
  const svg = node("svg", { width: 30, height: 14, "aria-hidden": "true" });
  const { dash, width, symbol, thin, band } = { ...LOOKS[look], ...SWATCHES[look] };
  const stroke = "var(--" + (SWATCHES[look]?.colour ?? look) + ")";
  if (band) {
    svg.append(node("rect", { x: 0, y: 1, width: 30, height: 12, fill: stroke, opacity: 0.22 }));
    return svg;
  }
  const dashes = Array.isArray(dash) ? dash.join(" ") : "none";
  svg.append(node("line", { x1: 0, x2: 30, y1: 7, y2: 7, stroke, "stroke-width": width, "stroke-dasharray": dashes, opacity: thin ? 0.6 : 1 }));
  const shapes = {
    circle: () => node("circle", { cx: 15, cy: 7, r: 4.5, fill: stroke }),
    rect: () => node("rect", { x: 11, y: 3, width: 8, height: 8, fill: stroke }),
    triangle: () => node("path", { d: "M15 2 l5 9 h-10 z", fill: stroke }),
    diamond: () => node("path", { d: "M15 1 l6 6 -6 6 -6 -6 z", fill: stroke }),
    hollow: () => node("circle", { cx: 15, cy: 7, r: 4, fill: "var(--paper)", stroke, "stroke-width": 1.6 }),
  };
  if (shapes[symbol]) svg.append(shapes[symbol]());
  return svg;
}

/** Looks that only a legend names. */
const SWATCHES = {
  fold: { colour: "held", dash: "solid", width: 1, thin: true },
  incomplete: { colour: "held", width: 0, symbol: "hollow" },
  set: { band: true },
  band: { colour: "held", band: true },
  chosen: { colour: "held", dash: "solid", width: 2.2 },
  zero: { colour: "train", dash: [6, 4], width: 2.2 },
};
