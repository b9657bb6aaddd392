// Elements. Text of the data only ever becomes a text node.

function el(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value != null) node.setAttribute(key, value);
  }
  node.append(...children.flat(Infinity).filter(child => child != null));
  return node;
}

/** Names with what they mean. */
function pairs(entries) {
  return el("dl", { class: "pairs" }, entries.map(([name, text]) => [el("dt", {}, name), el("dd", {}, text)]));
}

const opened = new Set();

/** A part that is closed until one opens it, and stays open when the page is drawn anew. */
function details(id, summary, ...children) {
  const node = el("details", { open: opened.has(id) ? "" : null }, el("summary", {}, summary), children);
  node.addEventListener("toggle", () => (node.open ? opened.add(id) : opened.delete(id)));
  return node;
}

function figure(title, note, ...children) {
  return el("figure", {}, el("figcaption", {}, el("h3", {}, title), note && el("p", {}, unbroken(note))), children);
}

/** The text with a figure kept on one line with its sign and its unit. */
const unbroken = text => text.replace(/(\d) %/g, "$1\u00a0%").replace(/ ([=<]) (?=[-\u2212\d])/g, "\u00a0$1\u00a0");

const bullets = texts => el("ul", {}, texts.map(text => el("li", {}, unbroken(text))));
