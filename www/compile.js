/**
 * A dictionary source, compiled in the page. In: parsed JSON, of any shape. Out: compiled bytes, and what was left out.
 * Guarantee: exactly what src/check.rs lets through gets in (a test holds the two together); the tooltip judges links and
 * descriptions by itself when it shows them. Pauses between entities, so that no task is long.
 */
import commonWords from "./bindings/common-words.js";
import { NamelightError } from "./error.js";

/** @typedef {import("./dictionary.js").Fault} Fault */
/** @typedef {import("./bindings/full.js").Compiler} Compiler */

const cases = ["smart", "exact", "any"];
/** What Compiler.alias answers, by number. */
const unusable = [
  ["", ""],
  ["empty-text", "this is empty"],
  ["too-long", "this is longer than a name"],
  ["never-matches", "this has no letter and no digit"],
];
/** Milliseconds of work before a pause: half of what a slice may take, since one entity more may follow. */
const sliceMs = 4;
/** More faults than anyone mends in one go. */
const mostFaults = 1000;

/** @param {unknown} value @returns {value is Record<string, any>} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** @param {unknown} value @returns {value is string} */
const isText = (value) => typeof value === "string";
/** @param {unknown} value */
const isFilled = (value) => isText(value) && value.trim() !== "";
/** @param {unknown} tag @returns {tag is string} */
const isLanguage = (tag) => isText(tag) && /^[a-z]{2,3}(-[a-z\d]{1,8})*$/i.test(tag);
/** @param {any} n */
const isPriority = (n) => Number.isInteger(n) && Math.abs(n) <= 1e6;

/**
 * @param {string} place the dictionary's address, for messages
 * @param {unknown} json
 * @param {typeof import("./bindings/full.js").Compiler} Compiler
 * @param {Fault[]} faults gets what was left out
 * @param {AbortSignal} [signal]
 * @returns {Promise<Uint8Array>}
 * @throws {NamelightError} not-a-dictionary where there is nothing to use
 */
export async function compileSource(place, json, Compiler, faults, signal) {
  /** @param {string} path @param {string} code @param {string} message */
  const leaveOut = (path, code, message) => {
    if (faults.length < mostFaults) faults.push({ severity: "error", code, path, message });
  };
  /**
   * @template T
   * @param {unknown} value @param {(value: any) => boolean} valid @param {T} fallback @param {string} path @param {string} expected
   * @returns {T}
   */
  const take = (value, valid, fallback, path, expected) => {
    if (value === undefined || valid(value)) return /** @type {T} */ (value ?? fallback);
    leaveOut(path, "wrong-value", `this should be ${expected}`);
    return fallback;
  };
  /** @param {unknown} list @param {string} path @returns {unknown[]} */
  const listOf = (list, path) => take(list, Array.isArray, [], path, "a list");
  /** @param {number} answer @param {string} path */
  const judge = (answer, path) => {
    if (answer in unusable && answer > 0) leaveOut(path, ...(/** @type {[string, string]} */ (unusable[answer])));
  };

  const source = isObject(json) ? json : {};
  const language = take(source.language, isLanguage, "", "$.language", "a language tag");
  const compiler = new Compiler(
    take(source.name, isText, "", "$.name", "text"),
    language,
    take(source.priority, isPriority, 0, "$.priority", "a whole number from -1000000 to 1000000"),
    commonWordsOf(language),
  );
  try {
    const ids = new Set();
    let until = performance.now() + sliceMs;
    for (const [index, entity] of listOf(source.entities, "$.entities").entries()) {
      const path = `$.entities[${index}]`;
      if (performance.now() > until) {
        await new Promise((resolve) => setTimeout(resolve));
        signal?.throwIfAborted();
        until = performance.now() + sliceMs;
      }
      if (!isObject(entity) || !isFilled(entity.id) || !isFilled(entity.name)) {
        leaveOut(path, "missing", "an entity is an object with an id and a name");
        continue;
      }
      if (ids.has(entity.id)) {
        leaveOut(`${path}.id`, "duplicate-id", `the id "${entity.id}" was given before`);
        continue;
      }
      ids.add(entity.id);
      const weight = take(entity.weight, (n) => typeof n === "number" && n >= 0 && n <= 1, 0.5, `${path}.weight`, "a number from 0 to 1");
      compiler.entity(entity.id, take(entity.type, isText, "", `${path}.type`, "text"), weight);
      judge(compiler.alias(entity.name, 0, false, ""), `${path}.name`);
      for (const [at, alias] of listOf(entity.aliases, `${path}.aliases`).entries()) {
        const aliasPath = `${path}.aliases[${at}]`;
        const text = isObject(alias) ? alias.text : alias;
        if (!isText(text)) {
          leaveOut(aliasPath, "wrong-type", "an alias is text, or an object with a text");
          continue;
        }
        const traits = isObject(alias) ? alias : {};
        const style = cases.indexOf(take(traits.case, (value) => cases.includes(value), "smart", `${aliasPath}.case`, cases.join(", ")));
        const short = take(traits.short, (value) => typeof value === "boolean", false, `${aliasPath}.short`, "true or false");
        const language = take(traits.lang, isLanguage, "", `${aliasPath}.lang`, "a language tag");
        judge(compiler.alias(text, style, short, language), aliasPath);
      }
    }
    const suppress = listOf(source.suppress, "$.suppress");
    for (const [index, text] of suppress.entries()) {
      if (isText(text)) judge(compiler.suppress(text), `$.suppress[${index}]`);
      else leaveOut(`$.suppress[${index}]`, "wrong-type", "this should be text");
    }
    if (ids.size === 0 && suppress.length === 0) {
      const [first] = faults;
      const why = first ? `at ${first.path}, ${first.message}` : 'it needs a list of "entities"';
      throw Object.assign(new NamelightError("not-a-dictionary", `${place} has no usable entities: ${why}.`), { faults });
    }
    return compiler.finish();
  } finally {
    compiler.free();
  }
}

/**
 * The line of a language, English where none is given, without the language.
 * @param {string} tag
 */
export function commonWordsOf(tag) {
  const start = `${tag.split("-", 1)[0].toLowerCase() || "en"} `;
  return commonWords.split("\n").find((line) => line.startsWith(start))?.slice(start.length) ?? "";
}
