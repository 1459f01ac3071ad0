/**
 * The options of deciding: in, as an application or a script tag gives them; out, as the core takes them. Guarantee: what is
 * wrong throws a NamelightError that says what would be right.
 */
import { demand, oneOf } from "./rules.js";

/**
 * @typedef {object} DecisionOptions
 * @property {"all" | "first" | "section" | number} [occurrences] mentions of an entity: all (the default), the first, the
 *   first behind each heading, or so many
 * @property {number} [minDistance] words between two mentions
 * @property {number} [density] mentions in a hundred words, at most
 * @property {string | string[]} [about] ids or addresses of the entities that the page itself is about: they are skipped
 * @property {number} [certainty] how far, from 0 (the default) to 1, the best of several entities must be ahead of the next;
 *   else none is chosen
 * @property {"skip" | "offer"} [undecided] "offer" gives mentions that are left undecided, with their alternatives
 * @property {"anywhere" | "before"} [introduced] where a fuller alias must stand for one marked short to count
 * @property {string | string[]} [without] stages to leave out: "common-words", "longer-names", "context"
 */

const stages = ["common-words", "longer-names", "context"];
/** @param {number} lowest */
const wholeFrom = (lowest) => (/** @type {unknown} */ value) => Number.isSafeInteger(value) && Number(value) >= lowest;
/** @param {unknown} value */
const wordsOf = (value) => (Array.isArray(value) ? value : String(value).split(/[\s,]+/));

/** What each must be, and whether it is. @type {Record<string, import("./rules.js").Rule>} */
export const decisionRules = {
  occurrences: ['"all", "first", "section" or a whole number from 1', (value) => ["all", "first", "section"].includes(value) || wholeFrom(1)(value)],
  minDistance: ["a whole number of words", wholeFrom(0)],
  density: ["a whole number from 1", wholeFrom(1)],
  about: ["an id, an address, or an array of these", (value) => [value].flat().every((one) => typeof one === "string")],
  certainty: ["a number from 0 to 1", (value) => typeof value === "number" && value >= 0 && value <= 1],
  undecided: oneOf("skip", "offer"),
  introduced: oneOf("anywhere", "before"),
  without: [`some of ${stages.join(", ")}`, (value) => wordsOf(value).every((stage) => stages.includes(stage))],
};

/** A section begins with it. @param {string} [kind] of a block */
export const isHeading = (kind) => /^h[1-6]$/.test(kind ?? "");

/**
 * In the order in which the core takes them.
 * @param {DecisionOptions} options
 */
export function numbersOf(options) {
  for (const [name, value] of Object.entries(options)) {
    if (decisionRules[name] && value !== undefined) demand(name, decisionRules[name], value);
  }
  const { occurrences = "all", minDistance = 0, density = 0, certainty = 0, undecided, introduced, without = [] } = options;
  return [
    occurrences === "all" ? 0 : typeof occurrences === "number" ? occurrences : 1,
    Number(occurrences === "section"),
    minDistance,
    density,
    certainty * 1000,
    Number(introduced === "before"),
    without.length && wordsOf(without).reduce((bits, stage) => bits | (1 << stages.indexOf(stage)), 0),
    Number(undecided === "offer"),
  ].map((number) => Math.min(number, 0x7fffffff));
}
