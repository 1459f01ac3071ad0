/**
 * In: the aliases of one entity. Out: those that find nothing which another of them does not find, too.
 * Guarantees: the name is never among them, nor is of two equal ones the first.
 */

/** @typedef {import("./entries.js").Alias} Alias */

/**
 * @param {Alias[]} aliases of one entity
 * @returns {{ alias: Alias, by: Alias }[]}
 */
export function redundantOf(aliases) {
  /** @type {{ alias: Alias, by: Alias }[]} */
  const found = [];
  for (const [index, alias] of aliases.entries()) {
    if (alias.isName) continue;
    const by = aliases.find((other, place) =>
      place !== index && covers(other, alias) && (place < index || !covers(alias, other)));
    if (by) found.push({ alias, by });
  }
  return found;
}

/**
 * Whether one alias is found wherever the other is.
 * @param {Alias} wide
 * @param {Alias} narrow
 */
function covers(wide, narrow) {
  if (wide.form !== narrow.form || (wide.short && !narrow.short)) return false;
  if (wide.ownLanguage !== "" && wide.ownLanguage !== narrow.ownLanguage) return false;
  if (wide.case === "any") return true;
  if (narrow.case === "any") return false;
  if (wide.case === "exact") return narrow.case === "exact" && wide.text === narrow.text;
  const [capitals, others] = [capitalsOf(wide.text), capitalsOf(narrow.text)];
  return capitals.length === others.length && capitals.every((isCapital, at) => !isCapital || others[at]);
}

/**
 * For each letter or digit whether it is a capital.
 * @param {string} text
 */
function capitalsOf(text) {
  const letters = text.normalize("NFKD").match(/[\p{L}\p{N}]/gu) ?? [];
  return letters.map((letter) => letter !== letter.toLowerCase());
}
