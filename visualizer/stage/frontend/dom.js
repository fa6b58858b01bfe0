// Small pieces that every part of the stage needs. User text only ever enters as textContent.

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag @param {Record<string, string|number|boolean|undefined>} [attributes]
 * @param {...(Node|string)} children
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  setAll(node, attributes);
  node.append(...children);
  return node;
}

/**
 * @param {string} tag @param {Record<string, string|number|boolean|undefined>} [attributes]
 * @param {...(Node|string)} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  setAll(node, attributes);
  node.append(...children);
  return /** @type {SVGElement} */ (node);
}

/** @param {Element} node @param {Record<string, string|number|boolean|undefined>} attributes */
export function setAll(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) node.removeAttribute(name);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
}

/** Fill `{name}` in a message. @param {string} message @param {Record<string, string|number>} values */
export function fill(message, values) {
  return message.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** A signed number with a true minus. @param {number} value @param {number} [digits] */
export function number(value, digits = 2) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value < 0 ? "−∞" : "∞";
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** A difference with its sign always shown. @param {number} value @param {number} [digits] */
export function signed(value, digits = 2) {
  return value >= 0 && value < Infinity ? `+${number(value, digits)}` : number(value, digits);
}

/** Wider ones stay empty in some browsers. */
const WIDEST = 32000;

/** A canvas sized in CSS pixels and sharp on any screen. @param {number} width @param {number} height */
export function sizeCanvas(canvas, width, height) {
  const ratio = Math.min(window.devicePixelRatio || 1, WIDEST / width);
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/** A value >= 0 with two digits and its power of ten: 5.5 × 10⁻⁸. @param {number} value */
export function scientific(value) {
  if (!Number.isFinite(value)) return number(value);
  if (value === 0) return "0";
  if (value >= 0.01 && value < 99.5) return String(Number(value.toPrecision(2)));
  if (value >= 99.5 && value < 1000) return value.toFixed(0);
  const [digits, power] = value.toExponential(1).split("e");
  const raised = [...power.replace("+", "")].map((sign) => RAISED[sign]).join("");
  return `${digits} × 10${raised}`;
}
