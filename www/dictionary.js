/**
 * Dictionaries in JavaScript: in, sources; out, a Dictionary that finds mentions in text. Works without a DOM. A JSON
 * source is compiled first, so that both forms are found the same way. Numbers from the core become objects here.
 */
import { Document as CoreDocument } from "./bindings/core.js";
import { coreEngine } from "./engine.js";
import { NamelightError } from "./error.js";
import { lazily } from "./lazy.js";
import { fetchJson, readSource } from "./source.js";

/** @typedef {import("./source.js").DictionarySource} DictionarySource */
/** @typedef {import("./source.js").LoadOptions} LoadOptions */
/**
 * @typedef {{ severity: "error" | "warning", code: string, path: string, message: string }} Fault
 *
 * @typedef {object} Mention
 * @property {number} start UTF-16 code units of its block
 * @property {number} end exclusive
 * @property {string} text as it stands there
 * @property {string} entity id
 * @property {string} alias the alias that it matched
 * @property {number} block index of its block in the input; 0 for a string
 *
 * @typedef {{ text: string, lang?: string, kind?: string }} TextBlock
 * @typedef {{ occurrences?: "all" | "first" | number, lang?: string }} FindOptions
 * @typedef {{ id: number, text: string, lang: string }} ChangedBlock
 * @typedef {{ mention: number, block: number, start: number, end: number, text: string, entity: string, alias: string }} AddedMention
 *
 * @typedef {object} CardIndex where the cards of a compiled file are; a core without cards has none of this
 * @property {string} [head] JSON, or empty
 * @property {(entity: number) => string} [chunkOf] the name of the file that has its card, or empty
 * @property {(id: string) => number | undefined} [findEntity]
 *
 * @typedef {object} Part one of the dictionaries that are searched together
 * @property {import("./bindings/core.js").Dictionary & CardIndex} handle
 * @property {unknown} source the JSON that it was made from; undefined for a compiled file
 * @property {string} [address] where it was fetched from
 * @property {LoadOptions} options with which it was loaded
 * @property {typeof fetchJson} fetchJson handed on, so that its code stays in the file where it is needed first
 * @property {Map<string, object>} [entities] of the source, by id
 *
 * @typedef {{ entity?: any, head?: unknown, language?: unknown }} Known language: where the head does not say
 */

const cardsCode = lazily(() => import("./cards.js"));

/**
 * Loads one dictionary, or several that are searched together.
 *
 * @param {DictionarySource | DictionarySource[]} source an address, an object, bytes (JSON or compiled), or an array of these
 * @param {LoadOptions} [options]
 * @returns {Promise<Dictionary>} free() it when it is no longer needed
 * @throws {NamelightError} dictionary-unreachable, dictionary-too-large, not-json, not-a-dictionary, dictionary-version,
 *   dictionary-damaged, bad-option, wasm-refused; the signal's reason when aborted
 */
export async function loadDictionary(source, options = {}) {
  /** @type {Part[]} */
  const parts = [];
  /** @type {Fault[]} */
  const faults = [];
  const sources = Array.isArray(source) ? source : [source];
  if (sources.length === 0) throw new NamelightError("bad-option", "there is no dictionary in the list.");
  const read = sources.map((one) => readSource(one, options));
  const [{ Compiler, Dictionary: Handle }] = await Promise.all([coreEngine(), ...read]);
  try {
    for (const one of read) {
      let { place, address, compiled, json } = await one;
      if (!compiled) {
        const { compileSource } = await import("./compile.js");
        /** @type {Fault[]} */
        const found = [];
        compiled = await compileSource(place, json, Compiler, found, options.signal);
        faults.push(...found);
      }
      options.signal?.throwIfAborted();
      const bytes = compiled;
      parts.push({ handle: withCode(place, () => new Handle(bytes)), source: json, address, options, fetchJson });
    }
  } catch (error) {
    for (const { handle } of parts) handle.free();
    throw error;
  }
  return new Dictionary(parts, faults);
}

/**
 * The core's errors are texts of code and message.
 * @template T
 * @param {string} place
 * @param {() => T} action
 */
function withCode(place, action) {
  try {
    return action();
  } catch (cause) {
    if (typeof cause !== "string") throw cause;
    const [code, message] = cause.split("\n");
    throw new NamelightError(code, `${place}: ${message}.`);
  }
}

/** One or several dictionaries, searched together. */
export class Dictionary {
  /** @type {Part[]} */
  #parts;
  #users = 0;

  /**
   * @param {Part[]} parts
   * @param {Fault[]} faults
   */
  constructor(parts, faults) {
    this.#parts = parts;
    /** What was left out of JSON sources. @type {readonly Fault[]} */
    this.faults = Object.freeze(faults);
  }

  /** How much there is to find. */
  get size() {
    const sum = (/** @type {"entities" | "aliases"} */ key) => this.#open().reduce((total, { handle }) => total + handle[key], 0);
    return { entities: sum("entities"), aliases: sum("aliases") };
  }

  /** The first dictionary's name; empty without one. */
  get name() {
    return this.#open()[0].handle.name;
  }

  /** The primary subtag of the first dictionary's language; empty without one. */
  get language() {
    return this.#open()[0].handle.language;
  }

  /**
   * The entity as its source has it: untrusted JSON. Nothing for a compiled file, which has no cards in it.
   * @param {string} id
   * @returns {any}
   */
  entity(id) {
    return this.lookUp(id).entity;
  }

  /**
   * The card of an entity: untrusted JSON. Of a JSON source it is the entity itself; those of a compiled file lie beside
   * it, in files that are fetched when they are first needed.
   * @param {string} id
   * @param {{ signal?: AbortSignal }} [options]
   * @returns {Promise<any>} undefined where there is none
   * @throws {NamelightError} dictionary-unreachable, dictionary-too-large, not-json, not-cards; the signal's reason
   */
  async card(id, options) {
    return (await this.lookUpCard(id, options)).entity;
  }

  /**
   * Fetches all cards of compiled files, so that their host cannot see which of them are opened.
   * @param {{ signal?: AbortSignal }} [options]
   */
  async loadCards(options) {
    return (await cardsCode()).loadAllCards(this.#open(), options);
  }

  /**
   * An entity that is there at once, and what its own dictionary says of itself (its head: the source; of a compiled file
   * a text of JSON).
   * @param {string} id
   * @returns {Known}
   */
  lookUp(id) {
    for (const part of this.#open()) {
      part.entities ??= entitiesById(part.source);
      const entity = part.entities.get(id);
      if (entity) return { entity, head: part.source };
    }
    return {};
  }

  /**
   * The same, with a card that lies elsewhere.
   * @param {string} id
   * @param {{ signal?: AbortSignal }} [options]
   * @returns {Promise<Known>}
   */
  async lookUpCard(id, options) {
    const known = this.lookUp(id);
    return known.entity ? known : (await cardsCode()).loadCard(this.#open(), id, options);
  }

  /**
   * The mentions in a text, or in blocks of it. Cost: linear in the text, whatever the dictionary's size.
   *
   * @param {string | TextBlock[]} input a string is one block
   * @param {FindOptions} [options]
   * @returns {Mention[]} in order
   */
  find(input, { occurrences = "all", lang = "" } = {}) {
    const blocks = typeof input === "string" ? [{ text: input, lang }] : input;
    const document = this.createDocument({ occurrences });
    try {
      const order = blocks.map((_, index) => index);
      const changed = blocks.map((block, id) => ({ id, text: block.text, lang: block.lang ?? lang }));
      const { added } = document.update(order, changed);
      return added.map(({ start, end, text, entity, alias, block }) => ({ start, end, text, entity, alias, block }));
    } finally {
      document.free();
    }
  }

  /**
   * A document whose blocks come and go. Its owner frees it.
   * @param {{ occurrences?: "all" | "first" | number }} [options]
   */
  createDocument({ occurrences = "all" } = {}) {
    return new MatchDocument(this.#open(), limitOf(occurrences));
  }

  /** Keeps the dictionary from being freed, until release(). */
  retain() {
    this.#open();
    this.#users++;
  }

  /** Ends one retain(). */
  release() {
    this.#users--;
  }

  /**
   * Gives the memory back. Twice is once.
   * @throws {NamelightError} dictionary-in-use while a highlighter uses it
   */
  free() {
    if (this.#users > 0) {
      throw new NamelightError("dictionary-in-use", "a highlighter uses this dictionary: destroy() it first.");
    }
    for (const { handle } of this.#parts) handle.free();
    this.#parts = [];
  }

  #open() {
    if (this.#parts.length === 0) throw new NamelightError("dictionary-freed", "this dictionary was freed.");
    return this.#parts;
  }
}

/** The blocks of one document and their mentions, kept in the core. */
export class MatchDocument {
  #core;
  #parts;
  #occurrences;
  /** @type {Map<number, string>} */
  #texts = new Map();

  /**
   * @param {Part[]} parts
   * @param {number} occurrences 0 for all
   */
  constructor(parts, occurrences) {
    this.#parts = parts;
    this.#occurrences = occurrences;
    // Every handle was made by the started core.
    this.#core = new CoreDocument();
    for (const { handle } of parts) this.#core.add(handle);
  }

  /**
   * Reads changed blocks and decides over all. Cost: linear in what changed; deciding is cheap.
   *
   * @param {number[]} order the ids of all blocks in the document's order; others are forgotten
   * @param {ChangedBlock[]} changed new or changed blocks
   * @returns {{ removed: number[], added: AddedMention[] }} against the mentions before
   */
  update(order, changed) {
    // A line break between blocks keeps halves of a surrogate pair apart.
    let length = 0;
    const ends = changed.map(({ text }) => (length += text.length + 1) - 1);
    const languages = changed.map(({ lang }) => primarySubtag(lang));
    const texts = changed.map(({ text }) => text).join("\n");
    this.#core.read(Uint32Array.from(changed, ({ id }) => id), texts, Uint32Array.from(ends), languages.join("\n"));
    for (const { id, text } of changed) this.#texts.set(id, text);

    const numbers = this.#core.decide(Uint32Array.from(order), this.#occurrences);
    const present = new Set(order);
    for (const id of this.#texts.keys()) if (!present.has(id)) this.#texts.delete(id);
    const firstAdded = 1 + numbers[0];
    /** @type {AddedMention[]} */
    const added = [];
    for (let at = firstAdded; at < numbers.length; at += 7) {
      const [mention, block, start, end, part, entity, alias] = numbers.subarray(at, at + 7);
      const { handle } = this.#parts[part];
      const text = /** @type {string} */ (this.#texts.get(block)).slice(start, end);
      added.push({ mention, block, start, end, text, entity: handle.entity(entity), alias: handle.alias(alias) });
    }
    return { removed: [...numbers.subarray(1, firstAdded)], added };
  }

  /** Gives the memory back. */
  free() {
    this.#core.free();
  }
}

/** @param {"all" | "first" | number} occurrences */
function limitOf(occurrences) {
  if (occurrences === "all") return 0;
  if (occurrences === "first") return 1;
  if (Number.isSafeInteger(occurrences) && occurrences > 0) return Math.min(occurrences, 0xffffffff);
  throw new NamelightError("bad-option", `occurrences must be "all", "first" or a whole number from 1, not ${occurrences}.`);
}

/** @param {string} tag */
const primarySubtag = (tag) => tag.split(/[-_\n]/, 1)[0].toLowerCase();

/**
 * The checks of the core let entities with faults in them pass without the faulty part; here they are only looked up.
 * @param {any} source
 */
function entitiesById(source) {
  /** @type {Map<string, object>} */
  const byId = new Map();
  if (!Array.isArray(source?.entities)) return byId;
  for (const entity of source.entities) {
    const id = entity?.id;
    if (typeof id === "string" && !byId.has(id)) byId.set(id, entity);
  }
  return byId;
}
