// Reads what visualizer/stage/packing.py packs.

/**
 * The header, its arrays in the place of their descriptions.
 * @param {Uint8Array} bytes
 */
export function unpack(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const values = bytes.slice(4 + length).buffer;
  const numbers = header.dtype === "<f8" ? new Float64Array(values) : new Float32Array(values);
  /** @type {Record<string, Float32Array|Float64Array>} */
  const arrays = {};
  for (const [name, { offset, shape }] of Object.entries(header.arrays)) {
    const size = shape.reduce((/** @type {number} */ a, /** @type {number} */ b) => a * b, 1);
    arrays[name] = numbers.subarray(offset, offset + size);
  }
  return { ...header, arrays };
}
