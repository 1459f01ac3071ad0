/**
 * In: a name in Arabic or Hebrew. Out: the same with the words of one letter that are written together with it: and, in,
 * to, from, as, that.
 * Guarantees: the article goes with them as it is written: ل and ال are لل; a Hebrew ה of a name that is a common noun goes
 * behind ב, כ and ל.
 */

/** @typedef {import("./languages.js").Form} Form */
/** @typedef {import("./languages.js").Name} Name */

/** Alone, and behind "and". */
const arabicPrefixes = ["و", "ف", "ب", "ل", "ك", "وب", "ول"];
const hebrewPrefixes = ["ו", "ב", "ל", "מ", "ש", "כ", "וב", "ול", "ומ", "וש", "שב", "כש"];

/**
 * @param {Name} name
 * @returns {Form[]}
 */
export function arabic({ text }) {
  return arabicPrefixes.map((prefix) => {
    const joined = prefix.endsWith("ل") && text.startsWith("ال") ? `${prefix}ل${text.slice(2)}` : prefix + text;
    // لل, not للل, before a name that begins with ل: اللد.
    return { text: joined.replace(/لللـ?/u, "لل"), reason: `with ${prefix}` };
  });
}

/**
 * @param {Name} name
 * @returns {Form[]}
 */
export function hebrew({ text, kind }) {
  const hasArticle = text.startsWith("ה") && kind === "organisation";
  return hebrewPrefixes.map((prefix) => {
    // ו at the start of a word is doubled inside one.
    const rest = /^ו(?!ו)/u.test(text) ? `ו${text}` : text;
    const elides = hasArticle && /[בכל]$/u.test(prefix);
    return { text: prefix + (elides ? text.slice(1) : rest), reason: `with ${prefix}` };
  });
}
