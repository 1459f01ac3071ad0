/**
 * In: the aliases of a dictionary. Out: what a plain matcher finds with them: leftmost-longest, the letters as written or
 * with case ignored, no hit that starts or ends between two letters or digits. It is what we are measured against.
 */

/** @typedef {import("../entries.js").Entity} Entity */
/** @typedef {{ start: number, end: number, entity: Entity }} Phrase */

/** By so many UTF-16 units of their beginning aliases are looked up. */
const prefixLength = 3;
/** These have no spaces between their words. */
const unspaced = ["ja", "zh", "th"];

export class PhraseMatcher {
  /** The heaviest entity of each alias. @type {Map<string, Entity>} */
  #entities = new Map();
  /** The lengths of the aliases that begin so, longest first. @type {Map<string, number[]>} */
  #lengths = new Map();

  /**
   * @param {import("../entries.js").Alias[]} aliases
   * @param {boolean} ignoresCase
   */
  constructor(aliases, ignoresCase) {
    this.ignoresCase = ignoresCase;
    /** @type {Map<string, Set<number>>} */
    const lengths = new Map();
    for (const { text, entity } of aliases) {
      const form = this.#formOf(text);
      this.#entities.set(form, heavier(this.#entities.get(form), entity));
      const prefix = form.slice(0, prefixLength);
      if (!lengths.get(prefix)?.add(form.length)) lengths.set(prefix, new Set([form.length]));
    }
    for (const [prefix, all] of lengths) this.#lengths.set(prefix, [...all].sort((one, other) => other - one));
  }

  /**
   * @param {string} text
   * @param {string} lang
   * @returns {Phrase[]}
   */
  find(text, lang) {
    const form = this.#formOf(text);
    const hasSpaces = !unspaced.includes(lang);
    /** @type {Phrase[]} */
    const found = [];
    for (let start = 0; start < form.length; ) {
      const phrase = hasSpaces && isInWord(form, start) ? undefined : this.#longestAt(form, start, hasSpaces);
      if (phrase) found.push(phrase);
      start = phrase?.end ?? start + 1;
    }
    return found;
  }

  /**
   * @param {string} text
   * @param {number} start
   * @param {boolean} hasSpaces
   * @returns {Phrase | undefined}
   */
  #longestAt(text, start, hasSpaces) {
    for (let size = prefixLength; size > 0; size--) {
      for (const length of this.#lengths.get(text.slice(start, start + size)) ?? []) {
        const end = start + length;
        // A shorter prefix is a whole alias.
        if (size < prefixLength && length !== size) continue;
        const entity = end > text.length || (hasSpaces && isInWord(text, end)) ? undefined : this.#entities.get(text.slice(start, end));
        if (entity) return { start, end, entity };
      }
    }
    return undefined;
  }

  /** @param {string} text */
  #formOf(text) {
    // Character by character, so that no offset shifts (İ would become two).
    return this.ignoresCase ? text.replace(/\p{Lu}/gu, (letter) => sameLength(letter, letter.toLowerCase())) : text;
  }
}

/**
 * @param {string} letter
 * @param {string} small
 */
const sameLength = (letter, small) => (small.length === letter.length ? small : letter);

/**
 * Whether a place is between two letters or digits.
 * @param {string} text
 * @param {number} at
 */
const isInWord = (text, at) => at > 0 && at < text.length && /^[\p{L}\p{N}]{2}/u.test(text.slice(at - 1, at + 1));

/**
 * @param {Entity | undefined} one
 * @param {Entity} other
 */
export const heavier = (one, other) => (one && one.weight >= other.weight ? one : other);
