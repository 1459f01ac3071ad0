/** In: a language. Out: what its names need beside what matching knows: which aliases are written in it, and their forms. */
import { chinese, japanese, korean } from "./eastern.js";
import { genderInPolish, polish } from "./polish.js";
import { genderInRussian, russian } from "./russian.js";
import { arabic, hebrew } from "./semitic.js";
import { azerbaijani, turkish } from "./turkic.js";
import { genderInUkrainian, ukrainian } from "./ukrainian.js";
import { english, french, german, spanish } from "./western.js";

/**
 * @typedef {object} Name
 * @property {string} text
 * @property {string[]} words
 * @property {"person" | "place" | "organisation" | "other"} kind
 * @property {"" | "male" | "female"} gender of a person, where it is known
 * @property {boolean} isShort a surname alone
 */
/** @typedef {{ text: string, reason: string, short?: boolean }} Form */
/**
 * @typedef {object} Language
 * @property {RegExp} script what its aliases are written in
 * @property {(name: Name) => Form[]} forms
 * @property {boolean} hasWords names are parted by spaces
 * @property {(words: string[]) => Name["gender"]} [gender] what a person's full name tells
 */

const latin = /^[\p{sc=Latin}\p{sc=Common}\p{sc=Inherited}]+$/u;
/** Each without the letters that only the other has. */
const russianScript = /^(?!.*[іїєґ])[\p{sc=Cyrillic}\p{sc=Common}\p{sc=Inherited}]+$/iu;
const ukrainianScript = /^(?!.*[ыэёъ])[\p{sc=Cyrillic}\p{sc=Common}\p{sc=Inherited}]+$/iu;
const arabicScript = /^[\p{sc=Arabic}\p{sc=Common}\p{sc=Inherited}]+$/u;
const hebrewScript = /^[\p{sc=Hebrew}\p{sc=Common}\p{sc=Inherited}]+$/u;
const han = /^(?=.*\p{sc=Han})[^\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]+$/u;
const japaneseScript = /^(?=.*[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}])[^\p{sc=Hang}]+$/u;
const hangul = /\p{sc=Hang}/u;

/** @type {Record<string, Language>} */
export const languages = {
  en: { script: latin, forms: english, hasWords: true },
  de: { script: latin, forms: german, hasWords: true },
  fr: { script: latin, forms: french, hasWords: true },
  es: { script: latin, forms: spanish, hasWords: true },
  ru: { script: russianScript, forms: russian, gender: genderInRussian, hasWords: true },
  uk: { script: ukrainianScript, forms: ukrainian, gender: genderInUkrainian, hasWords: true },
  pl: { script: latin, forms: polish, gender: genderInPolish, hasWords: true },
  tr: { script: latin, forms: turkish, hasWords: true },
  az: { script: latin, forms: azerbaijani, hasWords: true },
  ar: { script: arabicScript, forms: arabic, hasWords: true },
  he: { script: hebrewScript, forms: hebrew, hasWords: true },
  zh: { script: han, forms: chinese, hasWords: false },
  ja: { script: japaneseScript, forms: japanese, hasWords: false },
  ko: { script: hangul, forms: korean, hasWords: false },
};
