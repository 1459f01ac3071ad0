/**
 * In: tables of endings and a word. Out: the forms of the word, case by case.
 * A table is lines of "ending: genitive dative accusative instrumental locative"; the first ending that fits counts, "-"
 * stands for the form as it is, "|" parts forms that are both in use. A line without forms is indeclinable.
 */

export const cases = ["genitive", "dative", "accusative", "instrumental", "locative"];

/** In UTF-16 units: no shorter name is declined. */
const shortest = 3;

/** @typedef {{ ending: string, forms: string[][] }} Rule */
/** @typedef {{ text: string, reason: string }} Inflected */

/**
 * @param {string} table
 * @returns {Rule[]}
 */
export function rulesOf(table) {
  return table.trim().split("\n").map((line) => {
    const [ending, forms = ""] = line.trim().split(/:\s*/u);
    return { ending, forms: forms === "" ? [] : forms.split(/\s+/u).map((form) => form.split("|")) };
  });
}

/**
 * The forms of a word in each case; as it is where no rule fits.
 * @param {string} word
 * @param {Rule[]} rules
 * @returns {string[][]}
 */
export function decline(word, rules) {
  const same = cases.map(() => [word]);
  // Xi and Ли stay, and so do particles (von, al-).
  if (word.length < shortest || !/^\p{Lu}/u.test(word)) return same;
  const rule = rules.find(({ ending }) => word.length > ending.length && word.endsWith(ending));
  if (!rule || rule.forms.length === 0) return same;
  const stem = word.slice(0, word.length - rule.ending.length);
  return rule.forms.map((forms) => forms.map((form) => (form === "-" ? word : stem + form)));
}

/**
 * A name of several words, all in the same case.
 * @param {string[][][]} words the forms of each, by case
 * @returns {Inflected[]} each form once, with all the cases that it is
 */
export function together(words) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const [index, name] of cases.entries()) {
    for (const text of combined(words.map((forms) => forms[index]))) {
      if (!found.get(text)?.push(name)) found.set(text, [name]);
    }
  }
  return [...found].map(([text, names]) => ({ text, reason: names.join(", ") }));
}

/** Two forms of a word are not mixed with the second of another: the first with the first, else the last there is. @param {string[][]} words */
function combined(words) {
  const most = Math.max(...words.map((forms) => forms.length));
  return Array.from({ length: most }, (_, index) => words.map((forms) => forms[Math.min(index, forms.length - 1)]).join(" "));
}

/**
 * A word with hyphens: each part for itself (Kowalska-Nowak), the last alone where one is small (Jong-un, al-Assad).
 * @param {string} word
 * @param {Rule[]} rules
 * @returns {string[][]}
 */
export function declineParts(word, rules) {
  const parts = word.split("-");
  const last = parts.length - 1;
  const isMixed = parts.some((part) => /^\p{Ll}/u.test(part));
  const forms = parts.map((part, index) => {
    if (!isMixed) return decline(part, rules);
    // A small part in front of it would keep the last from being a name.
    const name = part[0].toUpperCase() + part.slice(1);
    return index < last ? cases.map(() => [part]) : decline(name, rules).map((all) => all.map((form) => part[0] + form.slice(1)));
  });
  return cases.map((_, index) => combined(forms.map((one) => one[index])).map((text) => text.replaceAll(" ", "-")));
}
