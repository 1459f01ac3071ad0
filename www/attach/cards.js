/**
 * Cards without a dictionary. In: an address, "#id" of an inline script, an object or a function. Out: what the tooltip asks of a dictionary.
 * Guarantees: an address is asked once, when the first card is wanted, and again only after a failure; all of it is untrusted.
 */
import { findAll, getAttribute, textContent } from "../dom.js";
import { NamelightError } from "../error.js";
import { fetchJson, parseJson } from "../source.js";

/** @typedef {import("../dictionary.js").Known} Known */
/** @typedef {{ lookUp: (id: string) => Known, lookUpCard: (id: string, options?: { signal?: AbortSignal }) => Promise<Known>, loadCards: () => Promise<void> }} Cards */

/** 8 MiB: thousands of cards; more is no file for one page. */
const largestBytes = 8 * 2 ** 20;

/**
 * @param {import("./options.js").AttachOptions} options
 * @param {Document} document
 * @returns {Cards}
 */
export function loadCards({ cards }, document) {
  if (typeof cards === "function") {
    return { lookUp: () => ({}), loadCards: async () => {}, lookUpCard: async (id, options = {}) => ({ entity: await cards(id, options) }) };
  }
  /** @type {Map<string, Known> | undefined} */
  let all;
  /** @type {Promise<void> | undefined} */
  let coming;
  const load = () => (coming ??= read(cards, document).then(
    (json) => void (all = byId(json)),
    (error) => {
      coming = undefined;
      throw error;
    },
  ));
  /** @param {string} id */
  const lookUp = (id) => all?.get(id) ?? {};
  // What is in the page needs no wait, nor does what was given.
  if (typeof cards === "object") all = byId(cards);
  else if (cards?.startsWith("#")) void load().catch(() => {});
  return { lookUp, loadCards: load, lookUpCard: async (id) => (all || (await load()), lookUp(id)) };
}

/** @param {string | object | undefined} cards @param {Document} document @returns {Promise<unknown>} */
async function read(cards, document) {
  const address = String(cards);
  if (!address.startsWith("#")) return fetchJson(new URL(address, document.baseURI).href, {}, largestBytes);
  for (const element of findAll(document, 'script[type="application/json" i]')) {
    if (getAttribute(element, "id") === address.slice(1)) return parseJson(address, textContent(element));
  }
  throw new NamelightError("not-cards", `The page has no <script type="application/json" id="${address.slice(1)}">.`);
}

/** @param {any} json a dictionary's source, an array of these, or an object of cards by id @returns {Map<string, Known>} */
function byId(json) {
  /** @type {Map<string, Known>} */
  const found = new Map();
  for (const head of [json].flat()) {
    const entities = Array.isArray(head?.entities) ? head.entities : Object.entries(Object(head)).map(([id, card]) => ({ ...card, id }));
    for (const entity of entities) {
      if (typeof entity?.id === "string" && !found.has(entity.id)) found.set(entity.id, { entity, head, language: head?.language });
    }
  }
  return found;
}
