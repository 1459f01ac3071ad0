/**
 * In: a word that is not known, and the words that are. Out: the known word it was most likely meant to be,
 * or undefined when none is near.
 */

/** Beyond this many changes a proposal confuses more than it helps; short words allow fewer. */
const maximumChanges = 3;

/**
 * @param {string} word
 * @param {readonly string[]} known
 * @returns {string | undefined}
 */
export function nearest(word, known) {
  const wanted = word.toLowerCase();
  /** @type {string | undefined} */
  let best;
  let bestChanges = Infinity;
  for (const candidate of known) {
    const name = candidate.toLowerCase();
    const begun = wanted.length >= 3 && name.startsWith(wanted);
    const changes = begun ? 1 : changesBetween(wanted, name);
    const allowed = Math.min(maximumChanges, Math.ceil(Math.max(wanted.length, name.length) / 3));
    if (changes <= allowed && changes < bestChanges) {
      best = candidate;
      bestChanges = changes;
    }
  }
  return best;
}

/**
 * Damerau-Levenshtein distance: letters added, dropped, replaced, or swapped with their neighbour.
 * @param {string} from
 * @param {string} to
 */
function changesBetween(from, to) {
  /** @type {number[]} */
  let beforeLast = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let changes = Math.min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1));
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (row > 1 && column > 1 && swapped) changes = Math.min(changes, beforeLast[column - 2] + 1);
      current.push(changes);
    }
    [beforeLast, last] = [last, current];
  }
  return last[to.length];
}
