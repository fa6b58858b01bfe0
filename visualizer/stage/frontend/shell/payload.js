// Reads what visualizer/stage/packing.py packs.

const ALIGNED = 8;
const STEPS = 32767;

/**
 * @typedef {Float32Array|Float64Array} Values
 * @typedef {{type: "f4"|"f8"|"i2", offset: number, shape: number[], scale?: number}} Place
 */

/**
 * The header, its arrays in the place of their descriptions.
 * @param {Uint8Array} packed
 */
export async function unpack(packed) {
  const bytes = await inflated(packed);
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const values = bytes.subarray(Math.ceil((4 + length) / ALIGNED) * ALIGNED);
  /** @type {Record<string, Values>} */
  const arrays = {};
  for (const [name, place] of Object.entries(header.arrays)) arrays[name] = read(values, place);
  return { ...header, arrays };
}

/** @param {Uint8Array} bytes */
async function inflated(bytes) {
  const stream = new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {Uint8Array} bytes @param {Place} place @returns {Values} */
function read(bytes, { type, offset, shape, scale = 1 }) {
  const size = shape.reduce((a, b) => a * b, 1);
  const values = inOrder(bytes.subarray(offset), size, Number(type[1]));
  if (type === "f8") return new Float64Array(values);
  if (type === "f4") return new Float32Array(values);
  const steps = new Int16Array(values);
  const numbers = new Float32Array(size);
  for (let k = 0; k < size; k++) numbers[k] = (steps[k] * scale) / STEPS;
  return numbers;
}

/** Values whose bytes lay first by first, second by second. @param {Uint8Array} bytes @param {number} size @param {number} width */
function inOrder(bytes, size, width) {
  const values = new Uint8Array(size * width);
  for (let at = 0, place = 0; at < width; at++)
    for (let k = at; k < values.length; k += width) values[k] = bytes[place++];
  return values.buffer;
}
