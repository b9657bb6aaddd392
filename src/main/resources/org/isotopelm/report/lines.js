// Charts of lines over one axis, as the data has them.

const SYMBOLS = { circle: "circle", square: "rect", triangle: "triangle", diamond: "diamond" };

function lineChart(data) {
  return figure(data.title, data.note, legend(data.legend), chart("chart-" + data.id, data.height, data.words, width => lineOptions(data, width)));
}

/** The room above a chart for its flags, or for words of what lies beyond its axis. */
const headroom = ({ flags, beyond }) => Math.max(beyond.length ? 34 : 14, flags.length ? 16 + 16 * flags.length : 0);

function lineOptions(data, width) {
  const head = headroom(data);
  const narrow = width < NARROW;
  const aside = data.x.aside != null;
  return {
    grid: { left: 56, right: narrow ? 14 : data.stops.length ? 62 : 24, top: head + 28, bottom: aside && narrow ? 76 : 52 },
    xAxis: across(data.x, { nameGap: aside && narrow ? 56 : 30, axisLabel: { rotate: aside && narrow ? 40 : 0, overflow: "truncate", width: narrow ? 60 : 90 } }),
    yAxis: [
      upright(data.y, { nameGap: head, splitLine: { show: true, lineStyle: { color: colour("hair") } } }),
      ...(data.right && !narrow ? [upright(data.right, { position: "right", nameGap: head, nameTextStyle: { align: "right", padding: [0, -46, 0, 0] } })] : []),
    ],
    tooltip: { ...basics().tooltip, trigger: "axis", axisPointer: { lineStyle: { color: colour("soft") } }, formatter: hits => lineTip(hits, data) },
    series: [
      anchors(data),
      ...data.ribbons.map(ribbon),
      ...data.lines.map(line),
      ...bars(data.bars),
      ...beyond(data),
      ...axisBreak(data.x),
    ],
  };
}

const pairsOf = ({ x, y }) => x.map((place, i) => [place, y[i]]);

/** Carries what belongs to no line, and lets a tooltip find the places that have words. */
function anchors({ strips, levels, flags, stops, y, x }) {
  const middle = (y.low + y.high) / 2;
  const align = place => ({ left: "left", right: "right" })[place < x.low + 0.15 * (x.high - x.low) ? "left" : place > x.low + 0.85 * (x.high - x.low) ? "right" : ""] ?? "center";
  return {
    type: "line", data: stops.map(stop => [stop.x, middle]), symbol: "none", lineStyle: { width: 0 }, z: 1, name: "",
    markArea: strips.length ? { silent: true, data: strips.map(({ from, to }) => [{ xAxis: from }, { xAxis: to }]), itemStyle: { color: colour("set"), opacity: 0.16 } } : undefined,
    markLine: {
      silent: true, symbol: "none",
      data: [
        ...levels.map(({ look, y: at }) => ({ yAxis: at, label: { show: false }, lineStyle: { color: colour(look), type: LOOKS[look].dash.length ? LOOKS[look].dash : "solid", width: 1, opacity: look === "mark" ? 1 : 0.7 } })),
        ...(stops.length ? flags.map(({ x: at, words }, i) => ({
          xAxis: at,
          label: { formatter: words, position: "end", color: colour("mark"), fontSize: 12.5, fontWeight: 600, distance: 6 + 16 * (flags.length - 1 - i), align: align(at) },
          lineStyle: { color: colour("mark"), type: [2, 3], width: 1.2 },
        })) : []),
      ],
    },
    markPoint: stops.length ? undefined : {
      silent: true, z: 10, symbol: "circle", symbolSize: 14, data: flags.map(({ x: at, y: figure, words }) => ({ coord: [at, figure], label: { formatter: words, position: "top", align: align(at) } })),
      itemStyle: { color: "transparent", borderColor: colour("mark"), borderWidth: 2 },
      label: { color: colour("mark"), textBorderColor: colour("paper"), textBorderWidth: 3, fontWeight: 600, distance: 8 },
    },
  };
}

function line(data) {
  const { look, stroke, name } = data;
  const { dash, width, symbol } = LOOKS[look];
  const dotted = ["joined", "points", "hollow"].includes(stroke);
  const thin = stroke === "thin", hollow = stroke === "hollow";
  return {
    type: "line", name, data: pairsOf(data), silent: thin, cursor: "default", z: thin ? 2 : look === "held" ? 6 : 4,
    symbol: dotted ? SYMBOLS[symbol] : "none", symbolSize: symbol === "diamond" ? 12 : 9, showAllSymbol: true,
    lineStyle: { color: colour(look), type: !thin && dash.length ? dash : "solid", width: thin ? 0.9 : stroke === "joined" || stroke === "plain" ? width : 0, opacity: thin ? 0.45 : 1 },
    itemStyle: { color: colour(hollow ? "paper" : look), borderColor: colour(hollow ? look : "paper"), borderWidth: 1.5 },
    emphasis: { disabled: true },
  };
}

/** The area between two lines over the same places. */
function ribbon({ look, x, low, high }) {
  const corners = [...x.map((place, i) => [place, low[i]]), ...x.map((place, i) => [place, high[i]]).reverse()];
  return {
    type: "custom", silent: true, z: 1, clip: true, data: [[x[0], low[0]]], encode: { x: 0, y: 1 },
    renderItem: (_, api) => ({ type: "polygon", shape: { points: corners.map(corner => api.coord(corner)) }, style: { fill: colour(look), opacity: 0.18 } }),
  };
}

/** Upright bars, a series for each look. */
function bars(all) {
  return [...new Set(all.map(bar => bar.look))].map(look => ({
    type: "custom", silent: true, z: 3, encode: { x: 0, y: [1, 2] },
    data: all.filter(bar => bar.look === look).map(({ x, low, high }) => [x, low, high]),
    renderItem(_, api) {
      const [x, low] = api.coord([api.value(0), api.value(1)]);
      const [, high] = api.coord([api.value(0), api.value(2)]);
      const stroked = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: colour(look), lineWidth: 1.6 } });
      return { type: "group", children: [stroked(x, low, x, high), stroked(x - 5, low, x + 5, low), stroked(x - 5, high, x + 5, high)] };
    },
  }));
}

/** Says what lies above the axis, and where. */
function beyond({ beyond: above, y }) {
  if (!above.length) return [];
  return [{
    type: "scatter", silent: true, z: 9, symbol: "triangle", symbolSize: 10, data: above.map(({ x, words }) => ({ value: [x, y.high], words })),
    itemStyle: { color: colour("mark") },
    label: { show: true, position: "bottom", color: colour("mark"), fontWeight: 600, formatter: ({ data }) => "off the scale: " + data.words },
  }];
}

/** Two strokes through the axis, where 0 stands beyond a log scale. */
function axisBreak({ break_at: at }) {
  if (at == null) return [];
  return [{
    type: "custom", silent: true, z: 10, clip: false, data: [[at]], encode: { x: 0 },
    renderItem(parameters, api) {
      const { y, height } = parameters.coordSys;
      const x = api.coord([at, 0])[0];
      const foot = y + height;
      const stroke = (place, color, lineWidth) =>
        ({ type: "line", shape: { x1: place - 3, y1: foot + 6, x2: place + 3, y2: foot - 6 }, style: { stroke: color, lineWidth } });
      return { type: "group", children: [stroke(x, colour("paper"), 5), stroke(x - 3, colour("soft"), 1.2), stroke(x + 3, colour("soft"), 1.2)] };
    },
  }];
}

/** The words of the nearest place that has some, or the figures of the lines that have a name. */
function lineTip(hits, { stops, x, y }) {
  const [place] = hits[0].value;
  if (stops.length) {
    const stop = stops.reduce((a, b) => (Math.abs(b.x - place) < Math.abs(a.x - place) ? b : a));
    return tip(stop.title, stop.facts);
  }
  const figures = hits.filter(hit => hit.seriesName).map(hit => ({ name: hit.seriesName, text: figureOf(y.logarithmic ? 10 ** hit.value[1] : hit.value[1]) }));
  return tip(x.name + " " + place.toLocaleString("en-US"), figures);
}

/** A figure of a chart to five digits. */
const figureOf = value => String(Number(value.toPrecision(5))).replace("-", "−");
