// How models trained, and their decay plan.

function trainingSection({ training }) {
  if (!training) return null;
  const { title, wide, panels, norms, half_lives: halves } = training;
  const grid = charts => (charts.length ? el("div", { class: "panels" }, charts.map(lineChart)) : null);
  return el("section", { id: "training" }, el("h2", {}, title),
    wide.map(lineChart), grid(panels),
    norms.length + halves.length ? [el("h2", { class: "sub" }, "Norms and half-lives by group"),
      el("p", { class: "soft small" }, "The norm says how large the weights of a group are. The half-life is how many steps decay alone would need to halve a weight at that moment. It changes with the learning rate where decay is coupled to it. Where λ is 0 there is none."),
      grid(norms), grid(halves)] : null);
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
