// Tables that sort by a click and scroll in a box of their own; lists of figures.

const orders = new Map();
const scrolled = new Map();

/**
 * A table. Columns are {title, hint, of, show, number, wrap, screen}: `of` gives what a row is sorted by, `show` its words, which are those of
 * `of` if there is none. The first column names the row. Paper is too narrow for columns that are for the `screen`.
 */
function table(id, name, columns, rows, best = () => false) {
  const body = el("tbody");
  const heads = columns.map((column, index) => {
    const { title, hint } = column;
    const button = el("button", { type: "button", title: hint }, title);
    button.addEventListener("click", () => {
      const order = orders.get(id);
      orders.set(id, { index, down: order?.index === index && !order.down });
      fill();
    });
    return el("th", { scope: "col", class: look(column) }, button);
  });
  function fill() {
    const order = orders.get(id);
    heads.forEach((head, index) =>
      head.setAttribute("aria-sort", order?.index !== index ? "none" : order.down ? "descending" : "ascending"));
    body.replaceChildren(...sorted(rows, columns, order).map(row =>
      el("tr", { class: best(row) ? "is-best" : null }, columns.map((column, index) => cell(column, row, index === 0)))));
  }
  fill();
  const box = el("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": name }, el("table", {}, el("thead", {}, el("tr", {}, heads)), body));
  box.addEventListener("scroll", () => scrolled.set(id, box.scrollLeft), { passive: true });
  requestAnimationFrame(() => (box.scrollLeft = scrolled.get(id) ?? 0));
  return box;
}

const look = column => ["number", "wrap", "screen"].filter(name => column[name]).join(" ") || null;

function cell(column, row, names) {
  const { of, show } = column;
  return el(names ? "th" : "td", { scope: names ? "row" : null, class: look(column) }, show ? show(row) : of(row) ?? NONE);
}

/** What is missing stands at the end, whichever way. */
function sorted(rows, columns, order) {
  if (!order || !columns[order.index]) return rows;
  const { of } = columns[order.index];
  const side = order.down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [of(a), of(b)];
    if (left == null || right == null) return (left == null) - (right == null);
    const numbers = typeof left === "number" && typeof right === "number";
    return side * (numbers ? left - right : String(left).localeCompare(String(right)));
  });
}

/** Names with what they mean; what is null is left out. */
function pairs(entries) {
  return el("dl", { class: "pairs" },
    entries.filter(([, text]) => text != null).map(([name, text]) => [el("dt", {}, name), el("dd", {}, text)]));
}

const opened = new Set();

/** A part that is closed until one opens it, and stays open when the page is drawn anew. */
function details(id, summary, ...children) {
  const node = el("details", { open: opened.has(id) ? "" : null }, el("summary", {}, summary), children);
  node.addEventListener("toggle", () => (node.open ? opened.add(id) : opened.delete(id)));
  return node;
}

function figure(title, note, ...children) {
  return el("figure", {}, el("figcaption", {}, el("h3", {}, title), note && el("p", {}, note)), children);
}
