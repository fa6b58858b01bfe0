// What a row of weights makes of the values that it is multiplied with.

/** @param {Float32Array|Float64Array} row @param {number} from @param {Float32Array|Float64Array} values @param {number} at @param {number} size */
export function product(row, from, values, at, size) {
  let sum = 0;
  for (let k = 0; k < size; k++) sum += row[from + k] * values[at + k];
  return sum;
}
