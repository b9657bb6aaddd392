// The words of a report: verdict, key figures, tables of points, how it was done, how to make it again.

function headPart({ name, folder, verdict, kind, provenance }) {
  const date = provenance.date ? " · " + provenance.date.slice(0, 16).replace("T", " ") : "";
  return el("header", {},
    el("p", { class: "kind" }, "Isotope · " + kind + date),
    el("h1", {}, name),
    el("p", { class: "soft small" }, folder),
    el("p", { class: "verdict" }, unbroken(verdict)));
}

function runningPart({ running }) {
  if (!running) return null;
  const { title, words, done, total, so_far: best } = running;
  return el("div", { class: "state" }, el("p", {}, el("strong", {}, title + " "), words),
    el("progress", { max: Math.max(total, 1), value: done, "aria-label": words }),
    best && el("p", { class: "small" }, best));
}

/** The conclusion after its first finding, which stands above as the verdict; then what to beware of. */
function conclusionPart({ study }) {
  if (!study) return null;
  const { reasoning, warnings, ladder } = study;
  return [
    ladder ? el("h2", { class: "part", id: "found" }, ladder.searched) : null,
    reasoning.length ? el("div", { id: "conclusion" }, bullets(reasoning)) : null,
    warnings.length ? el("div", { class: "warnings", role: "note" }, el("strong", {}, "Before you rely on it"), bullets(warnings)) : null,
  ];
}

const figuresPart = ({ cards }) => figures("figures", cards);

function figures(id, cards) {
  return cards.length ? el("dl", { class: "figures", id }, cards.map(({ name, value, notes }) =>
    el("div", {}, el("dt", {}, name), el("dd", {}, el("div", { class: value.length > 14 ? "value long" : "value" }, unbroken(value)), notes.map(note => el("div", { class: "note" }, unbroken(note))))))) : null;
}

function resultsSection({ results }) {
  return results.length ? el("section", { id: "results" }, results.map((table, i) => [el(i ? "h3" : "h2", i ? { class: "apart" } : {}, table.title), dataTable(table)])) : null;
}

function curveSection({ study }) {
  const curve = study?.curve;
  return curve ? el("section", { id: "curve" }, el("h2", {}, curve.title), curve.charts.map(lineChart)) : null;
}

/** The model that a study gives, first of all; nothing where it makes one only. */
function modelPart({ study }) {
  const ladder = study?.ladder;
  if (!ladder) return null;
  const { title, sentences, cards, use, commands, chart, table } = ladder;
  return el("div", { id: "ladder" }, bullets(sentences), figures("model", cards),
    el("h3", { class: "apart" }, use), el("pre", { tabindex: "0" }, commands.join("\n")),
    el("h2", { class: "sub" }, title), dataTable(table), lineChart(chart));
}

function trainingSection({ training }) {
  if (!training) return null;
  const { title, wide, panels, decay } = training;
  return el("section", { id: "training" }, el("h2", {}, title), wide.map(lineChart), grid(panels), decay ? null : groupsPart(training));
}

function decaySection({ training }) {
  if (!training?.decay) return null;
  const { title, findings, warnings, charts, tables: [groups, ...others] } = training.decay;
  return el("section", { id: "decay" }, el("h2", {}, title), bullets(findings),
    warnings.length ? el("div", { class: "warnings", role: "note" }, el("strong", {}, "Warnings while it trained"), bullets(warnings)) : null,
    grid(charts),
    el("h3", { class: "apart" }, groups.title), dataTable(groups),
    others.map(table => details(table.id, table.title, dataTable(table))),
    groupsPart(training));
}

const grid = charts => (charts.length ? el("div", { class: "panels" }, charts.map(lineChart)) : null);

function groupsPart({ norms, half_lives: halves }) {
  return norms.length + halves.length ? [el("h2", { class: "sub" }, "Norms and half-lives by group"),
    el("p", { class: "soft small" }, "The norm says how large the weights of a group are. The half-life is how many steps decay alone would need to halve a weight at that moment. It changes with the learning rate where decay is coupled to it. Where λ is 0 there is none, and it is not drawn where the learning rate is nearly 0."),
    grid(norms), grid(halves)] : null;
}

function planSection({ plan }) {
  if (!plan) return null;
  const { warnings, table, tensors } = plan;
  return el("section", { id: "plan" }, el("h2", {}, table.title),
    warnings.length ? el("div", { class: "warnings" }, bullets(warnings)) : null,
    dataTable(table),
    details("tensors", "Tensors by group", pairs(Object.entries(tensors).map(([group, names]) => [group, el("code", {}, names.join(", "))]))));
}

function pointsSection({ study }) {
  if (!study?.points) return null;
  return el("section", { id: "points", class: "wide" }, el("h2", {}, study.points.title), dataTable(study.points),
    study.more.map(table => [el("h3", { class: "apart" }, table.title), dataTable(table)]));
}

function methodSection({ study }) {
  return study ? el("section", { id: "method" }, el("h2", {}, study.method_title), bullets(study.method)) : null;
}

function provenanceSection({ provenance: { command, config, rows }, study }) {
  const known = [...(command ? [["command", el("code", {}, command)]] : []), ...(study ? [["seeds", study.seeds]] : []), ...rows];
  return rows.length || config
    ? el("section", { id: "again" }, el("h2", {}, "How to repeat it"),
        el("p", {}, "The same config, seeds, text and engine.products give the same figures to the bit, with any number of workers. The command was typed in the folder from which its paths lead."), pairs(known),
        config && details("config", "The resolved config", el("pre", {}, config)))
    : null;
}
