// Elements and figures. Text of the data only ever becomes a text node.

const NONE = "–";

function el(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value != null) node.setAttribute(key, value);
  }
  node.append(...children.flat(Infinity).filter(child => child != null));
  return node;
}

const minus = text => text.replaceAll("-", "−");

/** A number of nats; effects of λ can be as small as 0.001. */
const nats = value => fixed(value, 4);
const signed = value => (value > 0 ? "+" : "") + nats(value);
/** So many places; of a number too large for them a few digits. */
const fixed = (value, places) => (value == null ? NONE : !Number.isFinite(value) ? "∞" : Math.abs(value) < 1e7 ? minus(value.toFixed(places)) : plain(value));
const probability = value => (value == null ? NONE : value < 0.001 ? "< 0.001" : value.toFixed(3));
const equalsP = value => (value < 0.001 ? "p < 0.001" : "p = " + value.toFixed(3));
const whole = value => (value == null ? NONE : Math.round(value).toLocaleString("en-US"));
const counted = (number, thing) => whole(number) + " " + thing + (number === 1 ? "" : "s");

/** A value of the config, its numbers to four figures, or as many as asked for. */
function plain(value, digits = 4) {
  if (value == null) return NONE;
  if (typeof value !== "number") return typeof value === "string" ? value : JSON.stringify(value);
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-4 || size >= 1e7)) {
    return minus(value.toExponential(digits - 1).replace(/\.?0+e/, "e").replace("e+", "e"));
  }
  return minus(String(Number(value.toPrecision(digits))));
}

/** The figure by which a study compares: its words, and how to read it off scores. */
const METRICS = {
  nll: { figure: "nll", unit: "nats per token", short: "nats", isNll: true, of: scores => scores.nll, error: scores => scores.se },
  bits_per_byte: { figure: "bits per byte", unit: "bits per byte", short: "bits per byte", isNll: false, of: scores => scores.bits_per_byte, error: scores => scores.bits_per_byte_se },
};
const metricOf = result => METRICS[result.metric] ?? METRICS.nll;

const describe = values => Object.entries(values).map(([name, value]) => name + " = " + plain(value)).join(", ");
const same = (a, b) => a != null && b != null && JSON.stringify(a) === JSON.stringify(b);
const interval = (ends, show = nats) => (ends?.length === 2 ? show(ends[0]) + " to " + show(ends[1]) : null);
const plusMinus = (value, error) => nats(value) + (error == null ? "" : " ± " + nats(error));

function duration(seconds) {
  if (seconds == null) return NONE;
  if (seconds < 1) return "less than a second";
  if (seconds < 120) return counted(Math.round(seconds), "second");
  if (seconds < 7200) return counted(Math.round(seconds / 60), "minute");
  return fixed(seconds / 3600, 1) + " hours";
}
