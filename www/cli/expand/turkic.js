/**
 * In: a name in Turkish or Azerbaijani. Out: its forms with case endings that are written without an apostrophe (those
 * behind one are matched as they stand).
 * Guarantees: Turkish writes so only the names of institutions (TDK), which end in a possessive (Kurumu, Bakanlığı);
 * Azerbaijani all names.
 */

/** @typedef {import("./languages.js").Name} Name */

/** The wide and the narrow vowel that follow each. @type {Record<string, [string, string]>} */
const harmony = {
  a: ["a", "ı"], ı: ["a", "ı"], o: ["a", "u"], u: ["a", "u"], e: ["e", "i"], ə: ["e", "i"], i: ["e", "i"], ö: ["e", "ü"], ü: ["e", "ü"],
};
const voiceless = /[çfhkpsşt]$/u;

/**
 * @param {Name} name
 * @returns {import("./languages.js").Form[]}
 */
export function turkish({ text, words, kind }) {
  const last = words[words.length - 1];
  const isCompound = kind === "organisation" && words.length > 1 && /(?:[ıiuü]|s[ıiuü])$/u.test(last) && last.length > 4;
  return isCompound ? endings(text, last, "n", "e") : [];
}

/**
 * @param {Name} name
 * @returns {import("./languages.js").Form[]}
 */
export function azerbaijani({ text, words, kind }) {
  const last = words[words.length - 1];
  if (last === last.toUpperCase()) return [];
  const isCompound = kind === "organisation" && words.length > 1 && /[ıiuü]$/u.test(last);
  // Of more than one syllable, a q or k at the end softens: Qarabağın, Lerikin is Leriyin.
  const syllables = last.match(/[aeəıioöuü]/giu)?.length ?? 0;
  const soft = syllables < 2 || kind === "person" ? text : text.replace(/q$/u, "ğ").replace(/k$/u, "y");
  return endings(text, last, isCompound ? "n" : "y", "ə", soft);
}

/**
 * @param {string} text
 * @param {string} last its last word
 * @param {string} buffer between two vowels: n behind a possessive
 * @param {string} wide the front wide vowel
 * @param {string} soft the text before a vowel
 */
function endings(text, last, buffer, wide, soft = text) {
  const vowel = last.toLowerCase().match(/[aeəıioöuü]/gu)?.at(-1);
  if (!vowel) return [];
  const [open, close] = harmony[vowel];
  const a = open === "e" ? wide : "a";
  const isOpen = /[aeəıioöuü]$/iu.test(last);
  const between = isOpen ? buffer : "";
  const beforeConsonant = buffer === "n" ? "n" : "";
  // Azerbaijani has d throughout.
  const d = wide === "e" && voiceless.test(last) && !beforeConsonant ? "t" : "d";
  return [
    { text: `${soft}${isOpen ? "n" : ""}${close}n`, reason: "genitive" },
    { text: `${soft}${between}${a}`, reason: "dative" },
    { text: `${soft}${wide === "e" || buffer === "n" ? between : isOpen ? "n" : ""}${close}`, reason: "accusative" },
    { text: `${text}${beforeConsonant}${d}${a}`, reason: "locative" },
    { text: `${text}${beforeConsonant}${d}${a}n`, reason: "ablative" },
  ];
}
