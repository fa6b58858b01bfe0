// Units as they are typed: numbers and ranges, in any digits.

/** Devanagari digits too. @param {string} text */
const inLatin = (text) => text.replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x0966));

/**
 * The units that a text names, such as "3, 17-20", in rising order; null if it names none, or one
 * that is not there.
 * @param {string} text @param {number[]} known
 * @returns {number[]|null}
 */
export function unitsFrom(text, known) {
  const parts = inLatin(text).split(/[\s,;]+/).filter(Boolean);
  const there = new Set(known);
  /** @type {Set<number>} */
  const found = new Set();
  for (const part of parts) {
    const range = /^(\d{1,4})(?:[-–](\d{1,4}))?$/.exec(part);
    if (!range) return null;
    const [first, last] = [Number(range[1]), Number(range[2] ?? range[1])];
    if (last < first) return null;
    for (let unit = first; unit <= last; unit++) {
      if (!there.has(unit)) return null;
      found.add(unit);
    }
  }
  return found.size ? [...found].sort((a, b) => a - b) : null;
}
