/**
 * In: single values of the command line. Out: the same, checked.
 * Guarantees: what cannot be is a NamelightError with the code "usage" that says what can.
 */
import { NamelightError } from "../error.js";

/** @typedef {Record<string, string | boolean | string[] | undefined>} Values */

/** The name of standard input. */
export const stdin = "-";

/** @param {Values[string]} value */
export function optional(value) {
  return typeof value === "string" ? value : undefined;
}

/**
 * @param {string} [tag]
 * @param {string} [option]
 * @param {string} [topic]
 */
export function language(tag = "", option = "--lang", topic = "find") {
  if (tag === "" || isLanguage(tag)) return tag;
  throw usage(`${option} cannot be "${tag}": it is a language tag such as en, de-CH or zh-Hant`, topic);
}

/** @param {string} tag */
export function isLanguage(tag) {
  return /^[a-z]{2,8}(?:-[a-z\d]{1,8})*$/iu.test(tag);
}

/**
 * @param {string[]} files
 * @param {string} topic
 */
export function readOnce(files, topic) {
  if (files.filter((file) => file === stdin).length > 1) throw usage("standard input (-) can be read only once", topic);
}

/**
 * @param {string} message what is wrong and what would be right
 * @param {string | undefined} topic the command whose help is named
 */
export function usage(message, topic) {
  const help = `namelight ${topic ? `${topic} ` : ""}--help`;
  return new NamelightError("usage", `namelight: ${message}\n"${help}" shows how it is used.`);
}
