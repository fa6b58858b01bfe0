// Colour by meaning: ramps with fixed ranges from the quantity table that Python sends.

/** @typedef {import("./board/scene.js").Track} Track @typedef {import("./board/scene.js").Quantity} Quantity */
/** @typedef {[number, number, number]} RGB */
/** @typedef {"light"|"dark"} Theme */

/** @param {string} hex @returns {RGB} */
export function rgb(hex) {
  return /** @type {RGB} */ ([1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)));
}

/** @param {RGB} a @param {RGB} b @param {number} share of b @returns {RGB} */
function mix(a, b, share) {
  return /** @type {RGB} */ (a.map((channel, k) => Math.round(channel + (b[k] - channel) * share)));
}

/** @param {RGB} colour */
export function css([r, g, b]) {
  return `rgb(${r},${g},${b})`;
}

/** Whether the page behind an element is light or dark. @param {Element} element @returns {Theme} */
export function themeOf(element) {
  const background = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
  const [r, g, b] = /^#[0-9a-f]{6}$/i.test(background) ? rgb(background) : [255, 255, 255];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 128 ? "dark" : "light";
}

/**
 * The colour of a quantity's value; beyond its bound the ramp's end, of NaN the neutral one.
 * @param {Track} track @param {Quantity} quantity @param {Theme} theme
 * @returns {(value: number) => RGB}
 */
export function rampOf(track, quantity, theme) {
  const neutral = rgb(track.ramp.neutral[theme]);
  if (quantity.scale === "gate") {
    const hue = rgb(quantity[theme]);
    return (v) => mix(neutral, hue, Math.min(1, Math.max(0, v || 0)));
  }
  return divergingOf(track, theme, quantity.bound);
}

/** The least value of a quantity's scale. @param {Quantity} quantity */
export function lowOf({ scale, bound }) {
  return scale === "gate" ? 0 : -bound;
}

const STEPS = 254;
const NOTHING = 255;

/**
 * A quantity's values as pixels, from a ramp of 255 colours, 0 in its very middle or at its end; NaN
 * is transparent.
 * @param {Track} track @param {Quantity} quantity @param {Theme} theme
 * @returns {(value: number) => number} as a Uint32Array over ImageData holds it
 */
export function pixelOf(track, quantity, theme) {
  const low = lowOf(quantity);
  const perStep = (quantity.bound - low) / STEPS;
  const colour = rampOf(track, quantity, theme);
  const table = new Uint32Array(NOTHING + 1); // red lowest: every machine with a browser is little-endian
  for (let k = 0; k <= STEPS; k++) {
    const [r, g, b] = colour(low + k * perStep);
    table[k] = 0xff000000 | (b << 16) | (g << 8) | r;
  }
  return (v) => table[v === v ? Math.max(0, Math.min(STEPS, Math.round((v - low) / perStep))) : NOTHING];
}

/** @param {Track} track @param {Theme} theme @param {number} bound @returns {(value: number) => RGB} */
export function divergingOf(track, theme, bound) {
  const neutral = rgb(track.ramp.neutral[theme]);
  const negative = rgb(track.ramp.negative[theme]);
  const positive = rgb(track.ramp.positive[theme]);
  return (v) => mix(neutral, v < 0 ? negative : positive, Math.min(1, Math.abs(v || 0) / bound));
}

/**
 * A verdict's colour, the stronger the further it is from where it starts.
 * @param {Track} track @param {Theme} theme @returns {(value: number) => RGB}
 */
export function verdictColour(track, theme) {
  const { low, start, high } = track.axis;
  const colour = divergingOf(track, theme, 1);
  return (value) => colour(((value - start) / (value < start ? start - low : high - start)) * 0.6);
}

/** Black or white, whichever reads better on a colour. @param {RGB} colour */
export function inkOn([r, g, b]) {
  const linear = [r, g, b].map((channel) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  return luminance > 0.179 ? "#000000" : "#ffffff";
}
