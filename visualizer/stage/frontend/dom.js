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

/**
 * Attributes that are already so are left alone: to set them anew would cost a layout.
 * @param {Element} node @param {Record<string, string|number|boolean|null|undefined>} attributes null, false: none
 */
export function setAll(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    const now = value === undefined || value === null || value === false ? null : value === true ? "" : String(value);
    if (node.getAttribute(name) === now) continue;
    if (now === null) node.removeAttribute(name);
    else node.setAttribute(name, now);
  }
}

/** Text, which is left alone if it is already so. @param {Element} node @param {string} text */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Wider ones stay empty in some browsers. */
const WIDEST = 32000;

/**
 * A canvas sized in CSS pixels and sharp on any screen.
 * @param {HTMLCanvasElement} canvas @param {number} width @param {number} height
 */
export function sizeCanvas(canvas, width, height) {
  const ratio = Math.min(window.devicePixelRatio || 1, WIDEST / width);
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
