// Where a text may be cut: never between a letter and what belongs to it.

const CLUSTERS = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const VIRAMA = /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0ccd\u0d4d]\u200d?$/;

/**
 * A text of at most so many letters, cut with an ellipsis: vowel signs, conjuncts and joined signs
 * stay whole.
 * @param {string} text @param {number} letters
 */
export function shortened(text, letters) {
  if ([...text].length <= letters) return text;
  let kept = "";
  for (const cluster of clusters(text)) {
    if (kept && [...kept, ...cluster].length > letters - 1) break;
    kept += cluster;
  }
  return `${kept}…`;
}

/** What is drawn as one: older browsers part a conjunct after its virama. @param {string} text */
function clusters(text) {
  /** @type {string[]} */
  const found = [];
  for (const { segment } of CLUSTERS.segment(text)) {
    if (VIRAMA.test(found.at(-1) ?? "")) found[found.length - 1] += segment;
    else found.push(segment);
  }
  return found;
}
