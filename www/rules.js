/**
 * What options must be: in, the rule of one and what is given; out, nothing, or a NamelightError that says what would be right.
 */
import { NamelightError } from "./error.js";

/** @typedef {[expected: string, valid: (value: any) => boolean]} Rule expected completes "must be …" */

/** @param {any} value */
export const isObject = (value) => typeof value === "object" && value !== null;

/** @param {string[]} texts @returns {Rule} */
export const oneOf = (...texts) => [
  texts.map((text) => `"${text}"`).join(", ").replace(/, (?!.*,)/, " or "),
  (value) => texts.includes(value),
];

/** @param {unknown} value */
export function shown(value) {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) return "an array";
  return isObject(value) ? "an object" : typeof value === "function" ? "a function" : String(value);
}

/**
 * @param {string} label how the caller wrote it: paint, data-paint
 * @param {Rule} rule
 * @param {unknown} value
 */
export function demand(label, [expected, valid], value) {
  if (!valid(value)) throw new NamelightError("bad-option", `${label} must be ${expected}, not ${shown(value)}.`);
}
