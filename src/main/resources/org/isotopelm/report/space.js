// What was searched: the points and a model of them over two dimensions, over each, and over all.

/** Light to dark as a figure falls, readable without colour (viridis, van der Walt and Smith 2015). */
const SHADES = ["#440154", "#443983", "#31688e", "#21918c", "#35b779", "#90d743", "#fde725"];

function spaceSection({ study }) {
  const space = study?.space;
  if (!space) return null;
  const { sheet, slices, parallel, importance } = space;
  return el("section", { id: "space" }, el("h2", {}, "What was searched"),
    sheet && figure(sheet.title, sheet.note, chart("chart-sheet", 430, sheet.title, width => sheetOptions(sheet, width))),
    slices.length ? el("div", { class: "panels" }, slices.map(lineChart)) : null,
    parallel && figure(parallel.title, parallel.note, chart("chart-parallel", 400, parallel.title, width => parallelOptions(parallel, width))),
    importance.length ? importancePanel(importance) : null);
}

const dotTip = hit => (hit.data.dot ? tip(hit.data.dot.title, hit.data.dot.facts) : null);

function sheetOptions({ x, y, low, high, lowest, highest, tiles, dots }, width) {
  const narrow = width < NARROW;
  const spread = high > low ? high : low + 1e-9;
  const valued = dots.map(dot => ({ value: dot.places, dot }));
  return {
    grid: { left: narrow ? 60 : 100, right: narrow ? 14 : 120, top: 36, bottom: narrow ? 120 : 52 },
    xAxis: across(x), yAxis: upright(y, { axisTick: { show: true }, axisLine: { show: true }, axisLabel: { overflow: "truncate", width: narrow ? 52 : 92 } }),
    visualMap: { min: low, max: spread, dimension: 2, calculable: false, seriesIndex: tiles.length ? [0, 1] : [1],
      inRange: { color: SHADES }, outOfRange: { color: [SHADES[0], SHADES.at(-1)] }, text: [highest, lowest], textStyle: { color: colour("soft") },
      ...(narrow ? { orient: "horizontal", left: "center", bottom: 0, itemHeight: 110 } : { right: 0, top: "middle" }) },
    tooltip: { ...basics().tooltip, formatter: dotTip },
    series: [
      sheetTiles(tiles, low, spread),
      { type: "scatter", z: 5, symbolSize: tiles.length ? 13 : 19, itemStyle: { borderColor: tiles.length ? "#ffffff" : colour("soft"), borderWidth: tiles.length ? 2 : 0.8 },
        data: valued.map(each => ({ ...each, value: [each.value[0], each.value[1], Math.min(each.value[2], spread)] })) },
      { type: "scatter", z: 6, symbol: "diamond", clip: false, symbolSize: tiles.length ? 24 : 28, data: valued.filter(each => each.dot.best),
        itemStyle: { color: "transparent", borderColor: tiles.length ? "#ffffff" : colour("mark"), borderWidth: 2.6 } },
    ],
  };
}

/** A rectangle for each number of the model; what lies outside the trained points is faded. */
function sheetTiles(tiles, low, high) {
  return {
    type: "custom", silent: true, z: 1, clip: true, encode: { x: 0, y: 1 },
    data: tiles.map(({ left, right, foot, top, figure, inside }) => [(left + right) / 2, (foot + top) / 2, Math.min(high, Math.max(low, figure)), left, right, foot, top, inside]),
    renderItem(_, api) {
      const [left, foot] = api.coord([api.value(3), api.value(5)]);
      const [right, top] = api.coord([api.value(4), api.value(6)]);
      const [x, y] = [Math.floor(left), Math.floor(top)];
      return { type: "rect", shape: { x, y, width: Math.ceil(right) - x, height: Math.ceil(foot) - y }, style: { fill: api.value(7) ? api.visual("color") : echarts.color.lerp(0.78, [api.visual("color"), colour("paper")]) } };
    },
  };
}

function parallelOptions({ axes, low, high, rows }, width) {
  const narrow = width < NARROW;
  const whole = rows.filter(row => row.places.every(place => place != null));
  const plate = { textBorderColor: colour("paper"), textBorderWidth: 3, color: colour("ink") };
  return {
    parallel: { left: narrow ? 40 : 76, right: narrow ? 44 : 76, top: 46, bottom: 24 },
    parallelAxis: axes.map((data, dim) => ({
      ...axis(data, { nameGap: 14, nameLocation: "end", axisLine: { lineStyle: { color: colour("soft") } }, axisLabel: { ...plate, overflow: "truncate", width: narrow ? 50 : 80 },
        nameTextStyle: { width: narrow ? 64 : 130, overflow: "truncate" } }),
      dim,
    })),
    visualMap: { show: false, min: low, max: high, dimension: axes.length - 1, inRange: { color: [colour("held"), colour("faint")] } },
    tooltip: { ...basics().tooltip, formatter: dotTip },
    series: [{ type: "parallel", smooth: 0.15, data: whole.map(dot => ({ value: dot.places, dot, lineStyle: { width: dot.best ? 4.5 : 1.4, opacity: dot.best ? 1 : 0.75 } })) }],
  };
}

function importancePanel(shares) {
  const upwards = [...shares].reverse();
  return figure("How much each dimension matters", "How much of the variation of the modelled figure each dimension explains alone. Interactions: what only several dimensions explain together.",
    chart("chart-importance", 70 + 34 * shares.length, shares.map(({ name, words }) => name + ": " + words).join("; "), width => ({
      grid: { left: 12, right: 56, top: 8, bottom: 28, containLabel: true },
      xAxis: { type: "value", min: 0, max: 1, splitLine: { show: false }, axisLabel: { show: false } },
      yAxis: { type: "category", data: upwards.map(({ name }) => name), axisTick: { show: false }, axisLine: { lineStyle: { color: colour("line") } }, axisLabel: { color: colour("ink"), width: width < NARROW ? 110 : 240, overflow: "break" } },
      tooltip: { show: false },
      series: [{ type: "bar", data: upwards.map(({ share }) => share), barMaxWidth: 18, cursor: "default", itemStyle: { color: colour("held") },
        label: { show: true, position: "right", color: colour("ink"), formatter: hit => upwards[hit.dataIndex].words } }],
    })));
}
