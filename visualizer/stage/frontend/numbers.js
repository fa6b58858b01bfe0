// Numbers and messages as they are read.

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

/** @type {Record<string, string>} */
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
