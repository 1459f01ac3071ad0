// In: terms.
// Out: the source of one regular expression that finds them all in one pass, whole words only, longest first.
// Guarantees: pure, so that Node and the page build the very same rival.

const WORD = "[\\p{L}\\p{N}\\p{M}]";

/** `\-` is an error in Unicode mode outside a class, `-` a range inside one. @param {string} term */
const escaped = (term) => term.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replaceAll("-", "\\x2d");

/**
 * The look-ahead for first characters is what makes it quick: V8 then asks what stands before (a look-behind,
 * slow) only where a term could start. Measured on 1 MB with 20,000 terms: a third off. Writing the terms as a
 * trie gained nothing more, as V8 factors common prefixes itself.
 *
 * @param {string[]} terms
 * @param {number} [salt] changes the expression, not what it matches, so that no compiled copy is reused
 */
export function expressionSource(terms, salt = 0) {
  const firstCharacters = new Set(
    terms.map((term) => escaped(String.fromCodePoint(term.codePointAt(0) ?? 0))),
  );
  const longestFirst = [...terms].sort((left, right) => right.length - left.length).map(escaped);
  longestFirst.push(`\\u{${(0xf0000 + salt).toString(16)}}`); // private use: in no text
  const start = `(?=[${[...firstCharacters].join("")}])(?<!${WORD})`;
  return `${start}(?:${longestFirst.join("|")})(?!${WORD})`;
}

/** @param {string[]} terms @param {number} [salt] */
export const expressionOf = (terms, salt) => new RegExp(expressionSource(terms, salt), "gu");
