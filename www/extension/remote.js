/**
 * A dictionary that is somewhere else: in the content script, what the highlighter and the tooltip ask of a Dictionary, by
 * messages. In: how a message is sent. Out: mentions and cards. Guarantee: mentions keep their numbers when the background
 * was stopped in between and has to be told all again.
 */
import { decisionRules } from "../decisions.js";
import { NamelightError } from "../error.js";
import { isObject, mostText, protocol } from "./messages.js";

/** @typedef {import("../dictionary.js").Known} Known */
/** @typedef {import("./messages.js").Block} Block */
/** @typedef {Omit<import("../dictionary.js").AddedMention, "mention">} Found */
/** @typedef {(message: object) => Promise<any>} Send as runtime.sendMessage */
/** @typedef {import("../decisions.js").DecisionOptions} DecisionOptions */

/** The background may be stopped again while it is told all; not for ever. */
const mostAttempts = 3;
/** Cards that are kept. More than a reader opens on a page. */
const mostCards = 200;

/**
 * @param {Send} send
 * @returns {(message: import("./messages.js").ToBackground) => Promise<any>}
 */
export function asker(send) {
  return async (message) => {
    const answer = await send({ namelight: protocol, ...message });
    if (!isObject(answer)) throw new NamelightError("no-answer", `the extension's background does not answer "${message.type}".`);
    if (isObject(answer.error)) throw new NamelightError(String(answer.error.code), String(answer.error.message));
    return answer;
  };
}

export class RemoteDictionary {
  #ask;
  /** @type {Map<string, Promise<Known>>} */
  #cards = new Map();
  /** @type {import("../engine.js").EngineName} */
  engine = "wasm";

  /** @param {ReturnType<typeof asker>} ask */
  constructor(ask) {
    this.#ask = ask;
  }

  /** @param {DecisionOptions} [options] others are left here */
  createDocument(options = {}) {
    const decisions = Object.entries(options).filter(([key, value]) => Object.hasOwn(decisionRules, key) && value !== undefined);
    return new RemoteDocument(this.#ask, Object.fromEntries(decisions));
  }

  /** Nothing is here at once. @returns {Known} */
  lookUp() {
    return {};
  }

  /**
   * @param {string} id
   * @returns {Promise<Known>} without an entity where there is no card
   */
  lookUpCard(id) {
    const known = this.#cards.get(id) ?? this.#fetchCard(id);
    this.#cards.delete(id);
    this.#cards.set(id, known);
    if (this.#cards.size > mostCards) this.#cards.delete(/** @type {string} */ (this.#cards.keys().next().value));
    known.catch(() => this.#cards.delete(id));
    return known;
  }

  /** @param {string} id @returns {Promise<Known>} */
  async #fetchCard(id) {
    const { cards } = await this.#ask({ type: "cards", entities: [id] });
    const [, known] = Array.isArray(cards) ? (cards.find((/** @type {unknown} */ card) => Array.isArray(card) && card[0] === id) ?? []) : [];
    return isObject(known) ? known : {};
  }

  /**
   * The picture of a card that was looked up.
   * @param {string} src
   * @returns {Promise<Blob>}
   */
  async picture(src) {
    for (const [entity, known] of [...this.#cards].reverse()) {
      // One that did not come has none.
      const own = (await known.catch(() => null))?.entity?.image?.src;
      // The tooltip has it as the browser writes addresses.
      if (!URL.canParse(own) || new URL(own).href !== src) continue;
      const { type, base64 } = await this.#ask({ type: "image", entity });
      return new Blob([Uint8Array.from(atob(String(base64)), (character) => character.charCodeAt(0))], { type: String(type) });
    }
    throw new NamelightError("image-unreachable", `no card has the picture ${src}.`);
  }

  /** The dictionary may be another. */
  forgetCards() {
    this.#cards.clear();
  }

  async loadCards() {}
  retain() {}
  release() {}
}

export class RemoteDocument {
  #ask;
  #options;
  #page = crypto.randomUUID();
  #session = "";
  /** @type {Map<number, Block>} */
  #blocks = new Map();
  /** Not sent yet. @type {Set<number>} */
  #unsent = new Set();
  /** By our number. @type {Map<number, Found>} */
  #mentions = new Map();
  /** Our numbers, by those of the session. @type {Map<number, number>} */
  #numbers = new Map();
  #last = 0;
  #isFreed = false;

  /** @param {ReturnType<typeof asker>} ask @param {DecisionOptions} options */
  constructor(ask, options) {
    this.#ask = ask;
    this.#options = options;
  }

  /**
   * Takes blocks that are new or have changed; they are sent with the next decide().
   * @param {import("../dictionary.js").ChangedBlock[]} changed
   */
  read(changed) {
    for (const { id, text, lang, kind = "" } of changed) {
      // What is beyond a block as long as a book's chapter is not searched.
      this.#blocks.set(id, { id, text: text.slice(0, mostText), lang: lang.slice(0, 64), kind: kind.slice(0, 64) });
      this.#unsent.add(id);
    }
  }

  /**
   * @param {number[]} order the ids of all blocks in the document's order; others are forgotten
   * @returns {Promise<{ removed: number[], added: Iterable<import("../dictionary.js").AddedMention> }>} against the mentions before
   */
  async decide(order) {
    const present = new Set(order);
    for (const id of this.#blocks.keys()) {
      if (present.has(id)) continue;
      this.#blocks.delete(id);
      this.#unsent.delete(id);
    }
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const isAnew = this.#session === "";
      const answer = await this.#try(isAnew ? order : order.filter((id) => this.#unsent.has(id)), order);
      if (this.#isFreed) break;
      if (answer.isForgotten) {
        this.#session = "";
        continue;
      }
      this.#unsent.clear();
      return this.#take(answer, isAnew);
    }
    throw new NamelightError("background-lost", "the extension's background was stopped again and again, or the page needs it no more.");
  }

  /** Gives the background its memory back; what is being decided is not told it again. */
  free() {
    this.#isFreed = true;
    this.#ask({ type: "end", page: this.#page }).catch(() => {});
  }

  /**
   * @param {number[]} ids of blocks to be sent
   * @param {number[]} order
   */
  async #try(ids, order) {
    /** @type {Block[]} */
    let blocks = [];
    let length = 0;
    const send = async () => {
      const message = { page: this.#page, session: this.#session, blocks, options: this.#options };
      const answer = await this.#ask({ type: "read", ...message });
      [blocks, length] = [[], 0];
      if (!answer.isForgotten) this.#session = String(answer.session);
      return answer;
    };
    for (const id of ids) {
      const block = this.#blocks.get(id);
      if (!block) continue;
      if (length + block.text.length > mostText) {
        const answer = await send();
        if (answer.isForgotten) return answer;
      }
      blocks.push(block);
      length += block.text.length;
    }
    if (blocks.length > 0 || this.#session === "") {
      const answer = await send();
      if (answer.isForgotten) return answer;
    }
    return this.#ask({ type: "decide", page: this.#page, session: this.#session, order });
  }

  /**
   * @param {import("./messages.js").Decision} decision
   * @param {boolean} isAnew it holds every mention
   */
  #take({ removed, added, words }, isAnew) {
    if (![removed, added, words].every(Array.isArray)) throw new NamelightError("bad-answer", "the extension's background answers with something else than a decision.");
    /** Those before, by what they say. @type {Map<string, number>} */
    const before = new Map();
    /** @type {number[]} */
    const gone = [];
    if (isAnew) {
      for (const [number, found] of this.#mentions) before.set(keyOf(found), number);
      this.#numbers.clear();
    }
    for (const theirs of removed) {
      const number = this.#numbers.get(theirs);
      if (number === undefined) continue;
      this.#numbers.delete(theirs);
      this.#mentions.delete(number);
      gone.push(number);
    }
    /** @type {import("../dictionary.js").AddedMention[]} */
    const come = [];
    for (const [theirs, block, start, end, entities, alias] of added) {
      const text = this.#blocks.get(block)?.text ?? "";
      if (!(start >= 0 && start < end && end <= text.length)) continue;
      const [entity, ...others] = entities.map((place) => String(words[place]));
      const alternatives = others.length > 0 && { alternatives: [entity, ...others] };
      const found = { block, start, end, text: text.slice(start, end), entity, ...alternatives, alias: String(words[alias]) };
      const key = keyOf(found);
      const number = before.get(key) ?? ++this.#last;
      this.#numbers.set(theirs, number);
      if (before.delete(key)) continue;
      this.#mentions.set(number, found);
      come.push({ mention: number, ...found });
    }
    for (const number of before.values()) {
      this.#mentions.delete(number);
      gone.push(number);
    }
    return { removed: gone, added: come };
  }
}

/** @param {Found} found */
const keyOf = ({ block, start, end, text, entity, alternatives, alias }) => JSON.stringify([block, start, end, text, entity, alternatives, alias]);
