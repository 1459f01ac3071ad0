/**
 * The options of attachCards. In: an object, or a script tag's data- attributes. Out: the same, checked by the rules of createHighlighter's
 * options of the same names.
 */
import { NamelightError } from "../error.js";
import { checkOptions } from "../options.js";

/**
 * @typedef {object} AttachOptions
 * @property {string | object | ((id: string, options: { signal?: AbortSignal }) => unknown)} [cards] where cards are: an address of JSON (a
 *   dictionary's source, an array of these, or an object of cards by id), "#id" of an inline script of such, the object itself, or a function
 *   that gives an entity's; default "#namelight-cards", where annotateHtml puts them
 * @property {import("../options.js").Root} [root] where marks are looked for; default as a highlighter's
 * @property {boolean} [live] take up marks that come later; default true
 * @property {boolean | "auto" | string | Element} [list] the list "In this article", as a highlighter's
 * @property {Record<string, string>} [strings] texts that readers see, by key
 * @property {import("../tooltip/tooltip.js").RenderCard} [renderCard] renders the site's own card
 * @property {string} [lang] first choice for the cards
 * @property {AbortSignal} [signal] ends it
 */

export const attachOptionNames = ["cards", "root", "live", "list", "strings", "renderCard", "lang", "signal"];

/** @param {AttachOptions} options @returns {AttachOptions} */
export function checkAttachOptions({ cards = "#namelight-cards", ...options }) {
  const unknown = Object.keys(options).find((name) => !attachOptionNames.includes(name));
  if (unknown) {
    throw new NamelightError("unknown-option", `attachCards has no option "${unknown}"; it has ${attachOptionNames.join(", ")}.`);
  }
  if (cards === null || !["string", "object", "function"].includes(typeof cards)) {
    throw new NamelightError("bad-option", "cards must be an address, an object of cards or a function.");
  }
  // Theirs asks for a dictionary, and gives it back.
  const { dictionary, ...checked } = checkOptions({ ...options, dictionary: { createDocument() {} } });
  return { ...checked, cards };
}
