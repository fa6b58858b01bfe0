// Orders of words: a list of the places that the words had, from the first word now to the last.

/** @typedef {number[]} Order */

/** So many draws for an order in which other words stand at some place. */
const DRAWS = 200;
/** So many orders are kept to go back to. */
const MOST = 100;

/** @param {number} count @returns {Order} */
export const asTyped = (count) => Array.from({ length: count }, (_, place) => place);

/** The word at one place is put at another one. @param {Order} order @param {number} from @param {number} to */
export function moved(order, from, to) {
  const next = [...order];
  const [word] = next.splice(from, 1);
  next.splice(Math.max(0, Math.min(next.length, to)), 0, word);
  return next;
}

/** Whether two orders of these words are the same text. @param {Order} one @param {Order} other @param {string[]} words */
export function sameText(one, other, words) {
  return one.length === other.length && one.every((place, k) => words[place] === words[other[k]]);
}

/** Whether there is more than one order of these words to tell apart. @param {string[]} words */
export const hasOrders = (words) => new Set(words).size > 1;

/**
 * An order drawn by chance in which the words stand otherwise than now, if there is one.
 * @param {Order} order @param {string[]} words by the places they had @param {() => number} [random] 0 to below 1
 */
export function shuffled(order, words, random = Math.random) {
  if (!hasOrders(words)) return order;
  for (let draw = 0; draw < DRAWS; draw++) {
    const next = drawn(order, random);
    if (!sameText(next, order, words)) return next;
  }
  const other = order.findIndex((place) => words[place] !== words[order[0]]);
  return moved(order, 0, other);
}

/** @param {Order} order @param {() => number} random @returns {Order} */
function drawn(order, random) {
  const next = [...order];
  for (let k = next.length - 1; k > 0; k--) {
    const other = Math.floor(random() * (k + 1));
    [next[k], next[other]] = [next[other], next[k]];
  }
  return next;
}

/** By alphabet; equal words as they were typed. @param {string[]} words @param {string} language of the words */
export function sorted(words, language) {
  const { compare } = new Intl.Collator(language);
  return asTyped(words.length).sort((a, b) => compare(words[a], words[b]) || a - b);
}

/** The orders that a person had, and where among them they are. */
export class Past {
  /** @param {Order} order */
  constructor(order) {
    /** @type {Order[]} */
    this.orders = [order];
    this.at = 0;
  }

  get now() {
    return this.orders[this.at];
  }

  /** What came after the order now is no longer there. @param {Order} order */
  add(order) {
    this.orders = [...this.orders.slice(0, this.at + 1), order].slice(-MOST);
    this.at = this.orders.length - 1;
  }

  /** Go to the order before or after; whether there is one. @param {number} by */
  go(by) {
    const next = this.at + by;
    if (next < 0 || next >= this.orders.length) return false;
    this.at = next;
    return true;
  }
}
