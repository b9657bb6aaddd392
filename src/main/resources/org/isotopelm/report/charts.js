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

/** The colour of a look, or one of the page's. */
const colour = name => (LOOKS[name] ? LOOKS[name][isDark() ? "dark" : "light"] : getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim());
const isDark = () => matchMedia("(prefers-color-scheme: dark)").matches && !document.documentElement.classList.contains("on-paper");

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
function tip(title, facts) {
  return el("div", { class: "tip" }, el("strong", {}, title),
    facts.map(({ name, text }) => el("div", {}, el("span", {}, name), el("span", {}, text))));
}

/** An axis as the data has it: its ends, ticks and labels. */
function axis({ name, low, high, ticks }, more = {}) {
  const places = ticks.map(tick => tick.at);
  const nearest = place => ticks.reduce((a, b) => (Math.abs(b.at - place) < Math.abs(a.at - place) ? b : a)).label;
  return {
    type: "value", name, min: low, max: high,
    nameLocation: "middle",
    splitLine: { show: false },
    ...more,
    nameTextStyle: { color: colour("ink"), fontSize: 13, ...more.nameTextStyle },
    axisLine: { show: true, onZero: false, lineStyle: { color: colour("line") }, ...more.axisLine },
    axisTick: { show: true, customValues: places, lineStyle: { color: colour("line") }, ...more.axisTick },
    axisLabel: { color: colour("soft"), fontSize: 12, hideOverlap: true, customValues: places, formatter: nearest, ...more.axisLabel },
  };
}

const across = (data, more) => axis(data, { nameGap: 30, ...more });

/** An upright axis, its words above it. */
const upright = (data, more) => axis(data, {
  nameLocation: "end", nameGap: 14,
  nameTextStyle: { align: "left", padding: [0, 0, 0, -44] },
  axisLine: { show: false },
  splitLine: { show: false },
  axisTick: { show: false },
  ...more,
});

/** What the shapes of a chart mean: a swatch and words each. */
function legend(keys) {
  return keys.length ? el("ul", { class: "legend" }, keys.map(key => el("li", {}, swatch(key), key.words))) : null;
}

function swatch({ look, stroke }) {
  const node = (name, attributes) => {
    const child = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes).forEach(([key, value]) => child.setAttribute(key, value));
    return child;
  };
  const svg = node("svg", { width: 30, height: 14, "aria-hidden": "true", class: "look-" + look });
  const { dash, width, symbol } = LOOKS[look];
  if (stroke === "area") {
    svg.append(node("rect", { x: 0, y: 1, width: 30, height: 12, fill: "currentColor", opacity: 0.22 }));
    return svg;
  }
  if (["joined", "plain", "thin"].includes(stroke)) {
    const thin = stroke === "thin";
    svg.append(node("line", { x1: 0, x2: 30, y1: 7, y2: 7, stroke: "currentColor", "stroke-width": thin ? 1 : width, "stroke-dasharray": thin ? "none" : dash.join(" ") || "none", opacity: thin ? 0.6 : 1 }));
  }
  const paint = stroke === "hollow" ? { fill: "var(--paper)", stroke: "currentColor", "stroke-width": 1.6 } : { fill: "currentColor" };
  const shapes = {
    circle: () => node("circle", { cx: 15, cy: 7, r: 4.5, ...paint }),
    square: () => node("rect", { x: 11, y: 3, width: 8, height: 8, ...paint }),
    triangle: () => node("path", { d: "M15 2 l5 9 h-10 z", ...paint }),
    diamond: () => node("path", { d: "M15 1 l6 6 -6 6 -6 -6 z", ...paint }),
  };
  if (["joined", "points", "hollow"].includes(stroke)) svg.append(shapes[symbol]());
  return svg;
}

/** Style rules for the looks: swatches are drawn in the current colour. */
const lookRules = () => Object.entries(LOOKS).map(([name, { light, dark }]) =>
  ".look-" + name + " { color: " + light + " } @media screen and (prefers-color-scheme: dark) { :root:not(.on-paper) .look-" + name + " { color: " + dark + " } }").join("\n");
document.head.append(el("style", {}, lookRules()));
