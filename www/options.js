/**
 * The options of createHighlighter, in one table: in an object of options, out checked options. Whatever is unknown or
 * wrong throws a NamelightError that says what would be right.
 */
import { NamelightError } from "./error.js";

/**
 * @typedef {string | Element | (string | Element)[]} Root selectors (all that match) and elements
 *
 * @typedef {object} HighlighterOptions
 * @property {import("./dictionary.js").Dictionary} dictionary from loadDictionary; whoever loaded it frees it
 * @property {Root} [root] default: the first that exists of [itemprop=articleBody], article, main, body
 * @property {"auto" | "wrap" | "highlight"} [paint] "auto" puts no node into what a framework or an editor owns
 * @property {string} [exclude] selector of elements to leave out
 * @property {boolean} [live] follow changes of the page; default true
 * @property {boolean} [links] include the text of links; default false
 * @property {boolean} [frames] include frames (`<iframe>`) of the page's own origin; default false
 * @property {"all" | "first" | number} [occurrences] marks per entity; default "all"
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

/**
 * @typedef {object} Rule
 * @property {string} expected completes "must be …"
 * @property {(value: any) => boolean} valid
 */

/** @param {any} value */
const isText = (value) => typeof value === "string" && value.trim() !== "";
/** @param {any} value */
const isObject = (value) => typeof value === "object" && value !== null;
/** @param {any} value */
const isElement = (value) => isObject(value) && value.nodeType === 1;

/** @type {Rule} */
const isOrNot = {
  expected: "true or false",
  valid: (value) => typeof value === "boolean",
};

/** @type {Record<string, Rule>} */
export const table = {
  dictionary: {
    expected: "a dictionary from loadDictionary",
    valid: (value) => isObject(value) && typeof value.createDocument === "function",
  },
  root: {
    expected: "a selector, an element, or an array of these",
    valid: (value) =>
      [value].flat().every((one) => isText(one) || isElement(one)) &&
      (!Array.isArray(value) || value.length > 0),
  },
  paint: {
    expected: '"auto", "wrap" or "highlight"',
    valid: (value) => ["auto", "wrap", "highlight"].includes(value),
  },
  exclude: { expected: "a selector", valid: isText },
  live: isOrNot,
  links: isOrNot,
  frames: isOrNot,
  occurrences: {
    expected: '"all", "first" or a whole number from 1',
    valid: (value) => value === "all" || value === "first" || (Number.isSafeInteger(value) && value > 0),
  },
  list: {
    expected: '"auto", true, false, a selector or an element',
    valid: (value) => typeof value === "boolean" || isText(value) || isElement(value),
  },
  signal: {
    expected: "an AbortSignal",
    valid: (value) => isObject(value) && typeof value.aborted === "boolean",
  },
  strings: {
    expected: "an object of texts",
    valid: (value) => isObject(value) && Object.values(value).every((text) => typeof text === "string"),
  },
  cards: {
    expected: '"lazy" or "eager"',
    valid: (value) => ["lazy", "eager"].includes(value),
  },
  renderCard: { expected: "a function", valid: (value) => typeof value === "function" },
  lang: {
    expected: 'a language tag such as "en" or "pt-BR"',
    valid: (value) => typeof value === "string" && /^[a-z]{2,8}(?:-[a-z\d]{1,8})*$/i.test(value),
  },
};

/**
 * Insertions, deletions, changes and swaps of neighbours that part two names.
 * @param {string} one
 * @param {string} other
 */
function distance(one, other) {
  /** @type {number[][]} */
  const rows = [];
  for (let row = 0; row <= one.length; row++) {
    rows.push([]);
    for (let column = 0; column <= other.length; column++) {
      const [letter, wanted] = [one[row - 1], other[column - 1]];
      const isSwapped = letter === other[column - 2] && wanted === one[row - 2];
      rows[row].push(
        row && column
          ? Math.min(
              rows[row - 1][column] + 1,
              rows[row][column - 1] + 1,
              rows[row - 1][column - 1] + Number(letter !== wanted),
              isSwapped ? rows[row - 2][column - 2] + 1 : Infinity,
            )
          : row + column,
      );
    }
  }
  return rows[one.length][other.length];
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

/** @param {unknown} value */
function shown(value) {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) return "an array";
  return isObject(value) ? "an object" : typeof value === "function" ? "a function" : String(value);
}

/**
 * @param {string} label how the caller wrote it: paint, data-paint
 * @param {Rule} rule
 * @param {unknown} value
 */
export function demand(label, rule, value) {
  if (!rule.valid(value)) {
    throw new NamelightError("bad-option", `${label} must be ${rule.expected}, not ${shown(value)}.`);
  }
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
