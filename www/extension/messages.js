/**
 * The messages between the parts of an extension: their shapes, in one table, and their version. In: whatever has arrived.
 * Out: whether it is a message of ours, and sound. Guarantees: a message is plain JSON, bounded in size, and believed only
 * if it comes from this very extension. The shapes are stable: what breaks a receiver raises the version.
 */
import { decisionRules } from "../decisions.js";

/** Stands in each message as `namelight`; another number is another protocol, and not answered. */
export const protocol = 1;

/** Text in one message, UTF-16 units: a book's chapter. A page with more takes several messages. */
export const mostText = 256 * 1024;
/** More blocks, ids or names than any page that can be read. */
const mostItems = 200_000;
/** Ids of entities are given by dictionaries: long ones are addresses. */
const mostIdLength = 8192;

/**
 * @typedef {object} Block
 * @property {number} id of the page's choosing
 * @property {string} text
 * @property {string} lang primary subtag, or empty
 * @property {string} kind tag name of its element ("p", "h2"), or empty
 *
 * @typedef {object} Read content → background: blocks that are new or have changed. Answer: Session, or Forgotten
 * @property {"read"} type
 * @property {string} page the content script's own name for what it reads
 * @property {string} session empty to begin anew
 * @property {Block[]} blocks
 * @property {import("../decisions.js").DecisionOptions} options how the background decides
 *
 * @typedef {object} Decide content → background: all blocks, in order. Answer: Decision, or Forgotten
 * @property {"decide"} type
 * @property {string} page
 * @property {string} session
 * @property {number[]} order ids of blocks
 *
 * @typedef {object} Card content, popup → background: what is known of entities. Answer: Cards
 * @property {"cards"} type
 * @property {string[]} entities ids
 *
 * @typedef {object} Image content → background: the picture of an entity's card, whose loading the page is not to see. Not by its
 *   address, or whoever takes over a content script could have any fetched. Answer: Picture
 * @property {"image"} type
 * @property {string} entity id
 *
 * @typedef {object} State content → background: what the page has come to, for a badge. Answer: {}
 * @property {"state"} type
 * @property {boolean} isOn
 * @property {number} mentions
 * @property {number} entities
 * @property {string} fault code of what has ended it, or empty
 *
 * @typedef {object} Choose content → background: the reader hides or shows entities. Answer: {}
 * @property {"choose"} type
 * @property {string[]} hidden ids
 *
 * @typedef {object} End content → background: the page needs no more. Answer: {}
 * @property {"end"} type
 * @property {string} page
 *
 * @typedef {object} List popup, background → content. Answer: Listed
 * @property {"list"} type
 *
 * @typedef {object} Visit popup, background → content: bring a mention into view and open its card. Answer: { isThere: boolean }
 * @property {"visit"} type
 * @property {number} mention from Listed
 * @property {boolean} isByKeyboard the focus goes into the card
 *
 * @typedef {object} Off popup, background → content: the page as it was. Answer: {}
 * @property {"off"} type
 *
 * @typedef {object} Renew popup, background → content: the dictionary or a choice has changed. Answer: {}
 * @property {"renew"} type
 * @property {string[]} hidden ids of entities that the reader does not want
 *
 * @typedef {Read | Decide | Card | Image | State | Choose | End} ToBackground
 * @typedef {List | Visit | Off | Renew} ToContent
 *
 * @typedef {{ session: string }} Session
 * @typedef {{ isForgotten: true }} Forgotten the background was stopped meanwhile: to be told all again
 * @typedef {object} Decision against the one before
 * @property {number[]} removed mentions
 * @property {[mention: number, block: number, start: number, end: number, entities: number[], alias: number][]} added entities,
 *   alias: places in `words`; entities: one, or where it is left undecided all that it may mean
 * @property {string[]} words
 * @typedef {{ cards: [id: string, known: import("../dictionary.js").Known][] }} Cards
 * @typedef {{ type: string, base64: string }} Picture type: image/…
 * @typedef {{ isOn: boolean, fault: string, mentions: [number: number, entity: string, alias: string][] }} Listed
 * @typedef {{ error: { code: string, message: string } }} Failure in place of any answer
 */

/** @param {unknown} value @returns {value is Record<string, any>} */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** @param {number} longest @returns {(value: unknown) => boolean} */
const text = (longest) => (value) => typeof value === "string" && value.length <= longest;
const flag = (/** @type {unknown} */ value) => typeof value === "boolean";
const whole = (/** @type {unknown} */ value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 0xffffffff;
/** @param {(value: any) => boolean} one @returns {(value: unknown) => boolean} */
const list = (one) => (value) => Array.isArray(value) && value.length <= mostItems && value.every(one);
const id = text(mostIdLength);
const name = text(64);
/** @param {any} value */
const block = (value) => isObject(value) && whole(value.id) && text(mostText)(value.text) && name(value.lang) && name(value.kind);
/** @param {any} blocks */
const blocks = (blocks) =>
  list(block)(blocks) && blocks.reduce((/** @type {number} */ sum, /** @type {Block} */ one) => sum + one.text.length, 0) <= mostText;

/** Only options of deciding, each sound. @param {any} options */
const isDecision = (options) =>
  isObject(options) &&
  Object.entries(options).every(([key, value]) => Object.hasOwn(decisionRules, key) && decisionRules[key][1](value) && JSON.stringify(value).length <= mostIdLength * 4);

/** @type {Record<string, Record<string, (value: any) => boolean>>} */
const toBackground = {
  read: {
    page: name,
    session: name,
    blocks,
    options: isDecision,
  },
  decide: { page: name, session: name, order: list(whole) },
  cards: { entities: list(id) },
  image: { entity: id },
  state: { isOn: flag, mentions: whole, entities: whole, fault: name },
  choose: { hidden: list(id) },
  end: { page: name },
};

/** @type {typeof toBackground} */
const toContent = { list: {}, visit: { mention: whole, isByKeyboard: flag }, off: {}, renew: { hidden: list(id) } };

/**
 * @param {typeof toBackground} table
 * @param {unknown} message
 */
function isSound(table, message) {
  if (!isObject(message) || message.namelight !== protocol || typeof message.type !== "string" || !Object.hasOwn(table, message.type)) return false;
  const shape = table[message.type];
  return Object.keys(shape).every((key) => Object.hasOwn(message, key) && shape[key](message[key]));
}

/** @param {unknown} message @returns {message is ToBackground} */
export const isToBackground = (message) => isSound(toBackground, message);
/** @param {unknown} message @returns {message is ToContent} */
export const isToContent = (message) => isSound(toContent, message);

/**
 * Whoever has sent it is a part of this extension.
 * @param {unknown} sender as the browser tells it
 * @param {string} ownId runtime.id
 */
export const isOwnSender = (sender, ownId) => isObject(sender) && typeof ownId === "string" && sender.id === ownId;

/**
 * Has answers sent when they come.
 * @param {() => unknown} answer
 * @param {(answer: unknown) => void} send
 * @returns {true} as the browsers ask of a listener that answers later
 */
export function answerLater(answer, send) {
  (async () => answer())().then(
    (value) => send(value ?? {}),
    (/** @type {any} */ error) => send({ error: { code: String(error?.code ?? "internal"), message: String(error?.message ?? error) } }),
  );
  return true;
}
