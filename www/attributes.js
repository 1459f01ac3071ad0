/**
 * The options in a script tag's data- attributes: in their texts, out checked options (www/options.js). What is near to the
 * name of one throws a NamelightError that says which; what is not is somebody else's.
 */
import { decisionRules } from "./decisions.js";
import { NamelightError } from "./error.js";
import { nearest, table } from "./options.js";
import { demand } from "./rules.js";

/** @typedef {import("./options.js").HighlighterOptions} HighlighterOptions */

/** @param {string} text */
const asIs = (text) => text;
/** @param {string} text */
const asIsOrNot = (text) => (/^(?:|true)$/i.test(text) ? true : /^false$/i.test(text) ? false : text);

/** How an option is read; others no attribute can carry. @type {Record<string, (text: string) => unknown>} */
const readers = {
  root: asIs,
  paint: asIs,
  exclude: asIs,
  live: asIsOrNot,
  links: asIsOrNot,
  frames: asIsOrNot,
  list: asIsOrNot,
  strings: (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  },
  cards: asIs,
  lang: asIs,
};
for (const name of Object.keys(decisionRules)) readers[name] = (text) => (/^[\d.]+$/.test(text) ? Number(text) : text);
// An id may be nothing but digits.
readers.about = asIs;

/** The attribute of an option. @param {string} name */
const attributeOf = (name) => `data-${name.replace(/[A-Z]/g, "-$&").toLowerCase()}`;

/**
 * A name this near to a known one is a slip; one further away is somebody else's (data-cfasync, data-main,
 * …).
 * @param {{ name: string, letters: number }} near
 */
const isSlip = ({ name, letters }) => letters <= Math.max(1, Math.floor(name.length / 4));

/** Without "data-". @param {string} attribute */
const shortOf = (attribute) => attribute.slice("data-".length);

/**
 * Reads the options of a script tag.
 * @param {Iterable<[name: string, text: string]>} attributes names as written: "data-root"
 * @param {string[]} others attributes that the caller itself reads
 * @returns {Partial<HighlighterOptions>}
 */
export function parseAttributes(attributes, others) {
  const names = Object.keys(readers);
  /** @type {Record<string, unknown>} */
  const parsed = Object.create(null);
  for (const [attribute, text] of attributes) {
    if (!attribute.startsWith("data-") || others.includes(attribute)) continue;
    const name = names.find((known) => attributeOf(known) === attribute);
    if (name) {
      parsed[name] = readers[name](text.trim());
      demand(attribute, table[name], parsed[name]);
      continue;
    }
    const near = nearest(shortOf(attribute), [...names.map(attributeOf), ...others].map(shortOf));
    if (isSlip(near)) {
      throw new NamelightError("unknown-option", `There is no attribute "${attribute}"; the nearest is "data-${near.name}".`);
    }
  }
  return parsed;
}
