// The curves that products run along: level at both ends, so that one bend is the same for all.

/**
 * At which share of such a curve it has come so far along its way.
 * @param {number} along from 0 to 1 @param {number} first where on the way its first bend lies @param {number} second
 */
export function shareAt(along, first, second) {
  let [low, high] = [0, 1];
  for (let k = 0; k < 24; k++) {
    const s = (low + high) / 2;
    const at = 3 * s * (1 - s) * (1 - s) * first + 3 * s * s * (1 - s) * second + s * s * s;
    if (at < along) low = s;
    else high = s;
  }
  return (low + high) / 2;
}

/** Where across a curve is at a share of it. @param {number} from @param {number} into @param {number} share */
export function acrossAt(from, into, share) {
  return from + (into - from) * share * share * (3 - 2 * share);
}

/**
 * The one that comes nearest, and near enough; null if none does.
 * @template C
 * @param {C[]} curves @param {(curve: C) => number} distance @param {number} near
 */
export function nearest(curves, distance, near) {
  let [best, least] = [/** @type {C|null} */ (null), near];
  for (const curve of curves) {
    const off = distance(curve);
    if (off < least) [best, least] = [curve, off];
  }
  return best;
}
