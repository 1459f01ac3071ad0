/**
 * The options of createHighlighter, in one table: in an object of options, out checked options. Whatever is unknown or
 * wrong throws a NamelightError that says what would be right.
 */
import { decisionRules } from "./decisions.js";
import { NamelightError } from "./error.js";
import { demand, isObject, oneOf, shown } from "./rules.js";

/**
 * @typedef {string | Element | (string | Element)[]} Root selectors (all that match) and elements
 *
 * @typedef {import("./decisions.js").DecisionOptions & PageOptions} HighlighterOptions
 *
 * @typedef {object} PageOptions
 * @property {import("./dictionary.js").Dictionary} dictionary from loadDictionary; whoever loaded it frees it
 * @property {Root} [root] default: the first that exists of [itemprop=articleBody], article, main, body
 * @property {"auto" | "wrap" | "highlight"} [paint] "auto" puts no node into what a framework or an editor owns
 * @property {string} [exclude] selector of elements to leave out
 * @property {boolean} [live] follow changes of the page; default true
 * @property {boolean} [links] include the text of links; default false
 * @property {boolean} [frames] include frames (`<iframe>`) of the page's own origin; default false
 * @property {boolean | "auto" | string | Element} [list] the button and list "In this article": "auto" (the default) where
 *   marks are out of a keyboard's reach or the reader has turned something off; a selector or an element: in there. Without
 *   it (false) the tooltip does not offer to turn marks off
 * @property {AbortSignal} [signal] ends the highlighter
 * @property {Record<string, string>} [strings] texts that readers see, by key
 * @property {import("./tooltip/tooltip.js").RenderCard} [renderCard] renders the site's own card
 * @property {"lazy" | "eager"} [cards] "eager" fetches all cards of compiled dictionaries after the first paint, so that
 *   their host cannot see which are opened; default "lazy"
 * @property {string} [lang] language of the page where it does not say, and first choice for the cards
 */

/** @param {any} value */
const isText = (value) => typeof value === "string" && value.trim() !== "";
/** @param {any} value */
const isElement = (value) => isObject(value) && value.nodeType === 1;

/** @type {import("./rules.js").Rule} */
const isOrNot = ["true or false", (value) => typeof value === "boolean"];

/** @type {Record<string, import("./rules.js").Rule>} */
export const table = {
  dictionary: ["a dictionary from loadDictionary", (value) => isObject(value) && typeof value.createDocument === "function"],
  root: [
    "a selector, an element, or an array of these",
    (value) => [value].flat().every((one) => isText(one) || isElement(one)) && (!Array.isArray(value) || value.length > 0),
  ],
  paint: oneOf("auto", "wrap", "highlight"),
  exclude: ["a selector", isText],
  live: isOrNot,
  links: isOrNot,
  frames: isOrNot,
  list: [
    '"auto", true, false, a selector or an element',
    (value) => typeof value === "boolean" || isText(value) || isElement(value),
  ],
  signal: ["an AbortSignal", (value) => isObject(value) && typeof value.aborted === "boolean"],
  strings: [
    "an object of texts",
    (value) => isObject(value) && Object.values(value).every((text) => typeof text === "string"),
  ],
  cards: oneOf("lazy", "eager"),
  renderCard: ["a function", (value) => typeof value === "function"],
  lang: [
    'a language tag such as "en" or "pt-BR"',
    (value) => typeof value === "string" && /^[a-z]{2,8}(?:-[a-z\d]{1,8})*$/i.test(value),
  ],
  ...decisionRules,
};

/**
 * How many letters of the longer of two names the other has not, wherever they stand: at most as many as are written wrong. One more
 * where they begin otherwise, since few begin a word wrong.
 * @param {string} one
 * @param {string} other
 */
function distance(one, other) {
  let rest = other;
  for (const letter of one) rest = rest.replace(letter, "");
  return Math.max(one.length - other.length, 0) + rest.length + Number(one[0] !== other[0]);
}

/**
 * The known name nearest to an unknown one, with the number of letters between them.
 * @param {string} unknown
 * @param {string[]} known
 */
export function nearest(unknown, known) {
  const name = unknown.slice(0, 40).toLowerCase();
  return known
    .map((candidate) => ({ name: candidate, letters: distance(name, candidate.toLowerCase()) }))
    .reduce((best, next) => (next.letters < best.letters ? next : best));
}

/**
 * Checks the options of createHighlighter; undefined counts as left out.
 * @param {unknown} options
 * @returns {HighlighterOptions}
 */
export function checkOptions(options) {
  if (!isObject(options)) {
    throw new NamelightError(
      "bad-option",
      `createHighlighter needs an object of options, not ${shown(options)}.`,
    );
  }
  /** @type {Record<string, unknown>} */
  const checked = Object.create(null);
  for (const [name, value] of Object.entries(/** @type {object} */ (options))) {
    if (!Object.hasOwn(table, name)) {
      const { name: near } = nearest(name, Object.keys(table));
      throw new NamelightError(
        "unknown-option",
        `createHighlighter has no option "${name}"; the nearest is "${near}".`,
      );
    }
    if (value === undefined) continue;
    demand(name, table[name], value);
    checked[name] = value;
  }
  demand("dictionary", table.dictionary, checked.dictionary);
  return /** @type {HighlighterOptions} */ (/** @type {unknown} */ (checked));
}
