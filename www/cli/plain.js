/**
 * In: any text. Out: the same text, safe to print in one line of a terminal, and how many columns it takes
 * there.
 * Guarantees: no control character, no line break and nothing that turns the direction of what follows is
 * left.
 */

/** Marks for direction (U+200E, U+200F) are left: names need them, and they reach no further than a letter. */
const hazards = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu;
const marks = /[\p{M}\p{Cf}]/gu;
/** What terminals draw two columns wide: East Asian wide and full-width forms, and emoji. */
const wide = new RegExp(
  "[\\u1100-\\u115f\\u2e80-\\u303e\\u3041-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f"
    + "\\uff01-\\uff60\\uffe0-\\uffe6\\u{1f300}-\\u{1faff}\\u{20000}-\\u{3fffd}]",
  "gu",
);

/**
 * A run of white space, line breaks among it, becomes one space; what else would steer the terminal becomes
 * U+FFFD.
 * @param {string} text
 */
export function plain(text) {
  return text.replace(/[\s\u0085]+/gu, " ").replace(hazards, "\ufffd");
}

/**
 * The columns a plain text takes on a terminal.
 * @param {string} text
 */
export function columnsOf(text) {
  const shown = text.normalize("NFC").replace(marks, "");
  return [...shown].length + (shown.match(wide)?.length ?? 0);
}
