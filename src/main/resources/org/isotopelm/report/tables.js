// Tables: their columns, heads and cells come with the data. They sort by a click, leave out what has no room until one asks for it, and scroll
// in a box of their own.

const orders = new Map();
const scrolled = new Map();
const complete = new Set();

function dataTable(data) {
  const { id, title, note, columns, rows } = data;
  const body = el("tbody");
  const heads = columns.map((column, index) => {
    const button = el("button", { type: "button", title: column.hint || null }, column.head.replace("\n", " ").trim());
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
    body.replaceChildren(...sorted(rows, columns, order).map(row => el("tr", { class: row.marked ? "is-best" : null }, row.cells.map((cell, index) =>
      el(index ? "td" : "th", { scope: index ? null : "row", class: look(columns[index]) }, cell.text)))));
    hide(node, columns);
  }
  const node = el("table", {}, el("thead", {}, el("tr", {}, heads)), body);
  const box = el("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": title }, node);
  const more = el("button", { type: "button", class: "more" });
  const fit = () => {
    const hidden = complete.has(id) ? [] : fitted(box, node, columns);
    more.hidden = !hidden.length && !complete.has(id);
    more.textContent = complete.has(id) ? "Show fewer columns" : "Show all columns: also " + hidden.map(index => columns[index].head.replace("\n", " ").trim()).join(", ");
    node.dataset.hidden = hidden.join(" ");
    hide(node, columns);
  };
  more.addEventListener("click", () => {
    if (!complete.delete(id)) complete.add(id);
    fit();
  });
  fill();
  box.addEventListener("scroll", () => scrolled.set(id, box.scrollLeft), { passive: true });
  let width = 0;
  new ResizeObserver(() => {
    if (box.clientWidth !== width) {
      width = box.clientWidth;
      // Not at once: what changes while sizes are reported would be reported again.
      requestAnimationFrame(() => {
        fit();
        box.scrollLeft = scrolled.get(id) ?? 0;
      });
    }
  }).observe(box);
  return [note && el("p", { class: "soft small" }, note), box, more];
}

const look = column => (column.number ? "number" : column.spared ? "wrap" : null);

/** The columns that have no room: of those that can be spared, the highest first. */
function fitted(box, node, columns) {
  const hidden = [];
  const order = columns.map((_, index) => index).filter(index => columns[index].spared).sort((a, b) => columns[b].spared - columns[a].spared);
  node.dataset.hidden = "";
  hide(node, columns);
  for (const index of order) {
    if (node.scrollWidth <= box.clientWidth) break;
    hidden.push(index);
    node.dataset.hidden = hidden.join(" ");
    hide(node, columns);
  }
  return hidden.sort((a, b) => a - b);
}

function hide(node, columns) {
  const hidden = new Set((node.dataset.hidden || "").split(" ").filter(Boolean).map(Number));
  for (const row of node.rows) {
    columns.forEach((_, index) => row.cells[index].classList.toggle("no-room", hidden.has(index)));
  }
}

/** What is missing stands at the end, whichever way. */
function sorted(rows, columns, order) {
  if (!order || !columns[order.index]) return rows;
  const side = order.down ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [a.cells[order.index].order, b.cells[order.index].order];
    if (left == null || right == null) return (left == null) - (right == null);
    const numbers = typeof left === "number" && typeof right === "number";
    return side * (numbers ? left - right : String(left).localeCompare(String(right)));
  });
}
