// What was searched: the model of all points, the points tried, and what each dimension matters.

/** Dark to light as nll falls, readable without colour (viridis, van der Walt and Smith 2015). */
const SHADES = ["#fde725", "#90d743", "#35b779", "#21918c", "#31688e", "#443983", "#440154"];

function spaceSection({ study }) {
  const { spec, result, landscape } = study;
  const names = Object.keys(spec.space);
  const metric = metricOf(result);
  const tried = result.points.map(point => ({ ...point, figure: metric.of(point), error: metric.error(point) })).filter(point => point.figure != null);
  const parts = [
    landscape?.sheet ? sheetPanel(study, landscape.sheet, tried) : names.length === 2 ? sheetPanel(study, triedSheet(names, tried), tried) : null,
    landscape?.slices.length ? el("div", { class: "panels" }, landscape.slices.map((slice, i) => slicePanel(study, slice, i, tried))) : null,
    names.length > 2 && tried.length > 1 ? parallelPanel(study, names, tried) : null,
    landscape && names.length > 1 ? importancePanel(landscape.importance) : null,
  ].filter(Boolean);
  return parts.length ? el("section", { id: "space" }, el("h2", {}, "What was searched"), parts) : null;
}

/** The points alone, where there is no model. */
const triedSheet = ([xName, yName]) => ({ x_name: xName, y_name: yName, x: [], y: [], mean: [] });

function sheetPanel(study, sheet, tried) {
  const { x_name: xName, y_name: yName } = sheet;
  const modelled = sheet.mean.length > 0;
  const note = (modelled ? "The Gaussian process's mean. " : "") + "Circles are the points that were trained, the ringed diamond is the best; the darker, the lower.";
  return figure("Held-out " + metricOf(study.result).figure + " over " + xName + " and " + yName, note,
    chart("chart-sheet", 430, "Held-out " + metricOf(study.result).figure + " over " + xName + " and " + yName, width => sheetOptions(study, sheet, tried, width)));
}

const valuesOf = (points, name) => points.map(point => point.values[name]).filter(value => value != null);

function sheetOptions({ spec, result }, sheet, tried, width) {
  const { x_name: xName, y_name: yName, mean: rows } = sheet;
  const points = tried.filter(point => point.values[xName] != null && point.values[yName] != null);
  const xScale = scaleOf([...sheet.x, ...valuesOf(points, xName)], spec.space[xName]);
  const yScale = scaleOf([...sheet.y, ...valuesOf(points, yName)], spec.space[yName]);
  const narrow = width < NARROW;
  const room = rows.length ? 0 : 0.07;
  const xAxis = dimensionAxis(xName, xScale, narrow ? 5 : 9, room);
  const yAxis = { ...dimensionAxis(yName, yScale, 8, room), nameLocation: "end", nameGap: 12,
    nameTextStyle: { color: colour("ink"), fontSize: 13, align: "left", padding: [0, 0, 0, -52] } };
  const place = point => [xScale.at(point.values[xName]), yScale.at(point.values[yName]), point.figure];
  const best = points.filter(point => same(point.values, result.best));
  const [least, most] = reachable([...rows.flat(), ...points.map(point => point.figure)].filter(Number.isFinite), points.map(point => point.figure));
  return {
    grid: { left: 60, right: narrow ? 14 : 110, top: 36, bottom: narrow ? 120 : 52 },
    xAxis, yAxis,
    visualMap: { min: least, max: most, dimension: 2, calculable: false, seriesIndex: [0, 1], precision: 4,
      inRange: { color: [...SHADES].reverse() }, text: ["higher " + metricOf(result).figure, "lower"], textStyle: { color: colour("soft") },
      ...(narrow ? { orient: "horizontal", left: "center", bottom: 0, itemHeight: 110 } : { right: 0, top: "middle" }) },
    tooltip: { ...basics().tooltip, formatter: hit => (hit.data.point ? tip(describe(hit.data.point.values), [["held out", plusMinus(hit.data.point.figure, hit.data.point.error)], ["status", hit.data.point.status]]) : null) },
    series: [
      sheetCells(sheet, xScale, yScale),
      { type: "scatter", z: 5, symbolSize: rows.length ? 11 : 19, itemStyle: { borderColor: rows.length ? "#ffffff" : colour("soft"), borderWidth: rows.length ? 1.5 : 0.8 },
        data: points.map(point => ({ value: place(point), point })) },
      { type: "scatter", z: 6, symbol: "diamond", symbolSize: rows.length ? 20 : 26, data: best.map(point => ({ value: place(point), point })),
        itemStyle: { color: "transparent", borderColor: rows.length ? "#ffffff" : colour("mark"), borderWidth: 2.4 } },
    ],
  };
}

/** A rectangle for each number of the sheet. */
function sheetCells({ x, y, mean: rows }, xScale, yScale) {
  const edges = (values, scale) => {
    const at = values.map(scale.at);
    return [at[0], ...at.slice(1).map((place, i) => (place + at[i]) / 2), at.at(-1)];
  };
  const [columns, lines] = [edges(x, xScale), edges(y, yScale)];
  return {
    type: "custom", silent: true, z: 1, clip: true, encode: { x: 0, y: 1 },
    data: rows.flatMap((row, j) => row.map((nll, i) => [xScale.at(x[i]), yScale.at(y[j]), nll, i, j])),
    renderItem(_, api) {
      const [i, j] = [api.value(3), api.value(4)];
      const [left, foot] = api.coord([columns[i], lines[j]]);
      const [right, top] = api.coord([columns[i + 1], lines[j + 1]]);
      const [x, y] = [Math.floor(left), Math.floor(top)];
      return { type: "rect", shape: { x, y, width: Math.ceil(right) - x, height: Math.ceil(foot) - y }, style: { fill: api.visual("color") } };
    },
  };
}

function slicePanel(study, slice, index, tried) {
  const other = Object.keys(study.spec.space).length > 1 ? " Through the best point; circles are trained points, whose other dimensions differ." : " Circles are trained points.";
  return figure("Modelled " + metricOf(study.result).figure + " over " + slice.name, "The Gaussian process's mean and 95 % band." + other,
    chart("chart-slice-" + index, 300, "Modelled " + metricOf(study.result).figure + " over " + slice.name, width => sliceOptions(study, slice, tried, width)));
}

function sliceOptions({ spec, result }, slice, tried, width) {
  const points = tried.filter(point => point.values[slice.name] != null);
  const scale = scaleOf([...slice.at, ...valuesOf(points, slice.name)], spec.space[slice.name]);
  const pairsOf = numbers => slice.at.map((value, i) => [scale.at(value), numbers[i]]);
  return {
    grid: { left: 52, right: 16, top: 40, bottom: 52 },
    xAxis: dimensionAxis(slice.name, scale, width < NARROW ? 5 : 7),
    yAxis: uprightAxis([...slice.low, ...slice.high, ...points.map(point => point.figure)], metricOf(result).isNll ? "nll, nats per token" : metricOf(result).unit),
    tooltip: { ...basics().tooltip, formatter: hit => (hit.data.point ? tip(describe(hit.data.point.values), [["held out", plusMinus(hit.data.point.figure, hit.data.point.error)]]) : null) },
    series: [
      band(pairsOf(slice.low), pairsOf(slice.high)),
      line("held", pairsOf(slice.mean), { symbol: "none", silent: true }),
      { type: "scatter", z: 5, symbolSize: 9, itemStyle: { color: colour("paper"), borderColor: colour("held"), borderWidth: 1.8 },
        data: points.map(point => ({ value: [scale.at(point.values[slice.name]), point.figure], point })) },
      ...axisBreak(scale),
    ],
  };
}

/** The area between two lines over the same places. */
function band(low, high) {
  const corners = [...low, ...[...high].reverse()];
  return {
    type: "custom", silent: true, z: 1, clip: true, data: [[...low[0], ...high[0]]], encode: { x: 0, y: [1, 3] },
    renderItem: (_, api) => ({ type: "polygon", shape: { points: corners.map(corner => api.coord(corner)) }, style: { fill: colour("held"), opacity: 0.18 } }),
  };
}

function parallelPanel(study, names, tried) {
  const note = "Each line is a trained point and ends at its held-out figure. The stronger its colour, the lower that is; the thick line is the best.";
  return figure("All points over all dimensions", note,
    chart("chart-parallel", 400, "Parallel coordinates of " + names.join(", "), width => parallelOptions(study, names, tried, width)));
}

function parallelOptions({ spec, result }, names, tried, width) {
  const narrow = width < NARROW;
  const whole = tried.filter(point => names.every(name => point.values[name] != null));
  const scales = names.map(name => scaleOf(valuesOf(whole, name), spec.space[name]));
  const figures = whole.map(point => point.figure);
  const [least, most] = reachable(figures);
  const row = point => [...names.map((name, i) => scales[i].at(point.values[name])), point.figure];
  const { min, max, axisLabel } = uprightAxis(figures, metricOf(result).figure);
  const look = { nameTextStyle: { color: colour("ink"), fontSize: 13, width: narrow ? 64 : 130, overflow: "truncate" }, nameGap: 14,
    axisLine: { lineStyle: { color: colour("soft") } } };
  const plate = { backgroundColor: colour("paper"), padding: [1, 4], color: colour("ink") };
  const axes = names.map((name, dim) => {
    const { min: least, max: most, axisLabel: label, axisTick } = dimensionAxis(name, scales[dim], 6);
    return { ...look, dim, name, type: "value", min: least, max: most, axisTick, axisLabel: { ...label, ...plate, width: scales[dim].kind === "words" ? 60 : null } };
  });
  axes.push({ ...look, dim: names.length, name: metricOf(result).figure, type: "value", min, max, axisTick: { customValues: axisLabel.customValues }, axisLabel: { ...axisLabel, ...plate } });
  return {
    parallel: { left: narrow ? 28 : 46, right: narrow ? 40 : 60, top: 46, bottom: 24 },
    parallelAxis: axes,
    visualMap: { show: false, min: least, max: most, dimension: names.length, inRange: { color: [colour("held"), colour("faint")] } },
    tooltip: { ...basics().tooltip, formatter: hit => tip(describe(whole[hit.dataIndex].values), [["held out", plusMinus(whole[hit.dataIndex].figure, whole[hit.dataIndex].error)]]) },
    series: [{ type: "parallel", smooth: 0.15,
      data: whole.map(point => ({ value: row(point), lineStyle: { width: same(point.values, result.best) ? 4.5 : 1.4, opacity: same(point.values, result.best) ? 1 : 0.75 } })) }],
  };
}

function importancePanel(importance) {
  const shares = Object.entries(importance).sort((a, b) => a[1] - b[1]);
  return figure("What each dimension matters", "Share of the variation of the modelled figure over the space searched.",
    chart("chart-importance", 70 + 34 * shares.length, "Importance: " + shares.map(([name, share]) => name + " " + fixed(100 * share, 0) + " %").join(", "), width => ({
      grid: { left: 12, right: 56, top: 8, bottom: 28, containLabel: true },
      xAxis: axis({ min: 0, max: 1, splitLine: { show: true, lineStyle: { color: colour("hair") } }, axisLabel: { formatter: share => fixed(100 * share, 0) + " %" } }),
      yAxis: axis({ type: "category", data: shares.map(([name]) => name), axisTick: { show: false }, axisLabel: { color: colour("ink"), width: width < NARROW ? 80 : 200, overflow: "truncate" } }),
      tooltip: { show: false },
      series: [{ type: "bar", data: shares.map(([, share]) => share), barMaxWidth: 18, cursor: "default", itemStyle: { color: colour("held") },
        label: { show: true, position: "right", color: colour("ink"), formatter: hit => fixed(100 * hit.value, 0) + " %" } }],
    })));
}
