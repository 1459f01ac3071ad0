/**
 * The parts of a dictionary source, one after the other, into the compiler. In: parsed JSON, of any shape. Guarantee:
 * exactly what src/check.rs lets through gets in (a test holds the two together); links and descriptions are judged
 * where they are shown.
 */

import commonWords from "./bindings/common-words.js";

/** @typedef {import("./bindings/full_bg.js").Compiler} Compiler */
/** @typedef {(path: string, code: string, message: string) => void} LeaveOut hears of what does not get in */

/** What Compiler.alias takes, by number: the case of an alias, or that the text hides others. */
const cases = ["smart", "exact", "any"];
const hides = cases.length;
/** What else it takes: the sum of 4 and 8 for those that are so. */
const traitKeys = ["short", "common"];
/** What Compiler.text takes, by number: of the dictionary; of an entity, what it has one of, and what it has several of. */
const nameText = 0;
const languageText = 1;
const wordsText = 2;
const firstSingle = 3;
const singleKeys = ["id", "type", "url"];
const listKeys = ["sameAs", "context", "notContext", "related"];
const firstList = firstSingle + singleKeys.length;
/** What Compiler.alias answers, by number from 1. */
const unusable = /** @type {[string, string][]} */ ([
  ["empty-text", "this is empty"],
  ["too-long", "this is longer than a name"],
  ["never-matches", "this has no letter and no digit"],
]);

/** @param {unknown} value @returns {value is Record<string, any>} */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** @param {unknown} value @returns {value is string} */
const isText = (value) => typeof value === "string";
/** @param {unknown} value */
const isFilled = (value) => isText(value) && value.trim() !== "";
/** @param {unknown} tag @returns {tag is string} */
const isLanguage = (tag) => isText(tag) && /^[a-z]{2,3}(-[a-z\d]{1,8})*$/i.test(tag);
/** @param {any} n */
const isPriority = (n) => Number.isInteger(n) && Math.abs(n) <= 1e6;

/**
 * @template T
 * @param {LeaveOut} leaveOut
 * @param {unknown} value @param {(value: any) => boolean} valid @param {T} fallback @param {string} path @param {string} expected
 * @returns {T}
 */
function take(leaveOut, value, valid, fallback, path, expected) {
  if (value === undefined || valid(value)) return /** @type {T} */ (value ?? fallback);
  leaveOut(path, "wrong-value", `this should be ${expected}`);
  return fallback;
}

/** @param {LeaveOut} leaveOut @param {unknown} list @param {string} path @returns {unknown[]} */
export const listOf = (leaveOut, list, path) => take(leaveOut, list, Array.isArray, [], path, "a list");

/** @param {LeaveOut} leaveOut @param {number} answer @param {string} path */
const judge = (leaveOut, answer, path) => {
  const why = unusable[answer - 1];
  if (why) leaveOut(path, ...why);
};

/**
 * @param {LeaveOut} leaveOut
 * @param {any} source of which the head counts
 * @template {Compiler} C
 * @param {new (...head: ConstructorParameters<typeof import("./bindings/full_bg.js").Compiler>) => C} Compiler
 * @param {string} [moreCommonWords] ordinary words of the language, folded, with spaces between them
 */
export async function openCompiler(leaveOut, source, Compiler, moreCommonWords = "") {
  const language = take(leaveOut, source.language, isLanguage, "", "$.language", "a language tag");
  const name = take(leaveOut, source.name, isText, "", "$.name", "text");
  const priority = take(leaveOut, source.priority, isPriority, 0, "$.priority", "a whole number from -1000000 to 1000000");
  const words = await commonWordsOf(language);
  const compiler = new Compiler(priority);
  compiler.text(nameText, name);
  compiler.text(languageText, language);
  for (const group of [...words.split("|"), moreCommonWords]) compiler.text(wordsText, group);
  return compiler;
}

/**
 * What the words of a language mean to deciding, English where none is given: its line in src/common_words.txt.
 * @param {string} tag
 */
async function commonWordsOf(tag) {
  const language = tag.split("-", 1)[0].toLowerCase() || "en";
  return Object.hasOwn(commonWords, language) ? (await commonWords[language]()).default : "|||";
}

/**
 * @param {LeaveOut} leaveOut
 * @param {unknown} entity
 * @param {string} path
 * @param {Compiler} compiler
 * @param {Set<string>} ids of the entities before; gets this one's
 */
export function addEntity(leaveOut, entity, path, compiler, ids) {
  if (!isObject(entity) || !isFilled(entity.id) || !isFilled(entity.name)) {
    return leaveOut(path, "missing", "an entity is an object with an id and a name");
  }
  if (ids.has(entity.id)) {
    return leaveOut(`${path}.id`, "duplicate-id", `the id "${entity.id}" was given before`);
  }
  ids.add(entity.id);
  const weight = take(leaveOut, entity.weight, (n) => typeof n === "number" && n >= 0 && n <= 1, 0.5, `${path}.weight`, "a number from 0 to 1");
  compiler.entity(weight);
  take(leaveOut, entity.type, isText, "", `${path}.type`, "text");
  singleKeys.forEach((key, at) => isText(entity[key]) && compiler.text(firstSingle + at, entity[key]));
  listKeys.forEach((key, at) => {
    if (Array.isArray(entity[key])) for (const text of entity[key].filter(isText)) compiler.text(firstList + at, text);
  });
  judge(leaveOut, compiler.alias(entity.name, 0, ""), `${path}.name`);
  for (const [at, alias] of listOf(leaveOut, entity.aliases, `${path}.aliases`).entries()) {
    const aliasPath = `${path}.aliases[${at}]`;
    const text = isObject(alias) ? alias.text : alias;
    if (!isText(text)) {
      leaveOut(aliasPath, "wrong-type", "an alias is text, or an object with a text");
      continue;
    }
    const traits = isObject(alias) ? alias : {};
    let style = cases.indexOf(take(leaveOut, traits.case, (value) => cases.includes(value), "smart", `${aliasPath}.case`, cases.join(", ")));
    traitKeys.forEach((key, at) => {
      if (take(leaveOut, traits[key], (value) => typeof value === "boolean", false, `${aliasPath}.${key}`, "true or false")) style += 4 << at;
    });
    const language = take(leaveOut, traits.lang, isLanguage, "", `${aliasPath}.lang`, "a language tag");
    judge(leaveOut, compiler.alias(text, style, language), aliasPath);
  }
}

/** @param {LeaveOut} leaveOut @param {unknown} text @param {string} path @param {Compiler} compiler */
export function addSuppressed(leaveOut, text, path, compiler) {
  if (isText(text)) judge(leaveOut, compiler.alias(text, hides, ""), path);
  else leaveOut(path, "wrong-type", "this should be text");
}
