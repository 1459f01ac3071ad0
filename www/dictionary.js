/**
 * Dictionaries in JavaScript: in, sources; out, a Dictionary that finds mentions in text. Works without a DOM. A JSON
 * source is compiled first, so that both forms are found the same way. Numbers from the core become objects here.
 */
import { isHeading, numbersOf } from "./decisions.js";
import { engine } from "./engine.js";
import { NamelightError } from "./error.js";
import { lazily } from "./lazy.js";
import { fetchJson, isAddress, isBytes, readSource } from "./source.js";
import { told } from "./told.js";

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
 * @property {string[]} [alternatives] where it is left undecided: the ids of all that it may mean, the likeliest first
 * @property {string} alias the alias that it matched
 * @property {number} block index of its block in the input; 0 for a string
 *
 * @typedef {{ text: string, lang?: string, kind?: string }} TextBlock
 * @typedef {import("./decisions.js").DecisionOptions & { lang?: string }} FindOptions
 * @typedef {{ id: number, text: string, lang: string, kind?: string }} ChangedBlock
 * @typedef {Mention & { mention: number }} AddedMention
 *
 * @typedef {object} Part one of the dictionaries that are searched together
 * @property {import("./bindings/full_bg.js").Dictionary} handle
 * @property {import("./engine.js").Core & { engine: import("./engine.js").EngineName }} core what made it, the same for all
 * @property {any} source the JSON that it was made from; undefined for a compiled file
 * @property {string} [address] where it was fetched from
 * @property {LoadOptions} options with which it was loaded
 * @property {typeof fetchJson} fetchJson handed on, so that its code stays in the file where it is needed first
 * @property {Map<string, object>} [entities] of the source, by id
 *
 * @typedef {{ entity?: any, head?: unknown, language?: unknown }} Known language: where the head does not say
 */

/** Who reads a card shows it, but for few: one file for both. */
const cardsCode = lazily(() => import("./tooltip/tooltip.js"));

/**
 * Loads one dictionary, or several that are searched together.
 *
 * @param {DictionarySource | DictionarySource[]} source an address, an object, bytes (JSON or compiled), or an array of these
 * @param {LoadOptions} [options]
 * @returns {Promise<Dictionary>} free() it when it is no longer needed
 * @throws {NamelightError} dictionary-unreachable, dictionary-too-large, not-json, not-a-dictionary, dictionary-version,
 *   dictionary-damaged, bad-option, wasm-refused, engine-unreachable; the signal's reason when aborted
 */
export async function loadDictionary(source, options = {}) {
  /** @type {Part[]} */
  const parts = [];
  /** @type {Fault[]} */
  const faults = [];
  const sources = Array.isArray(source) ? source : [source];
  if (sources.length === 0) throw new NamelightError("bad-option", "there is no dictionary in the list.");
  const read = sources.map((one) => readSource(one, options));
  // It comes while they do, where their addresses tell what they are. A failure is met below.
  const guessed = guessEngine(sources);
  if (guessed) engine(guessed, options.engine).catch(() => {});
  const needed = (await Promise.all(read)).some(({ json }) => json !== undefined) ? "full" : "core";
  const core = await engine(needed, options.engine);
  try {
    for (const one of read) {
      let { place, address, compiled, json } = await one;
      if (!compiled) {
        const { compileSource } = await import("./compile.js");
        /** @type {Fault[]} */
        const found = [];
        compiled = await compileSource(place, json, /** @type {import("./engine.js").Full} */ (core).Compiler, found, options);
        faults.push(...found);
      }
      options.signal?.throwIfAborted();
      const handle = new core.Dictionary(compiled);
      parts.push({ handle, core, source: json, address, options, fetchJson });
      const [code, message] = handle.text(3, 0).split("\n");
      if (message) throw new NamelightError(code, `${place}: ${message}.`);
    }
  } catch (error) {
    for (const { handle } of parts) handle.free();
    throw error;
  }
  return new Dictionary(parts, faults);
}

/**
 * What the sources are, as far as their addresses tell.
 * @param {DictionarySource[]} sources
 * @returns {"core" | "full" | undefined}
 */
function guessEngine(sources) {
  const addresses = sources.map((source) => (isAddress(source) ? String(source).split(/[?#]/, 1)[0] : ""));
  if (sources.some((source, at) => addresses[at].endsWith(".json") || !(isAddress(source) || isBytes(source)))) return "full";
  return addresses.every((address) => address.endsWith(".namelight")) ? "core" : undefined;
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
    return { entities: this.#sum(0), aliases: this.#sum(1) };
  }

  /** How many parts of compiled files have failed their check so far; they count as empty. Each is checked when it is first used. */
  get damaged() {
    return this.#sum(3);
  }

  /** @param {number} at */
  #sum(at) {
    return this.#open().reduce((total, { handle }) => total + handle.numbers[at], 0);
  }

  /** The first dictionary's: where several claim a place, the highest wins. */
  get priority() {
    return priorityOf(this.#open()[0]);
  }

  /** What runs the core: WebAssembly ("wasm"), or JavaScript ("js") where that is wanted or the page refuses the other. */
  get engine() {
    return this.#open()[0].core.engine;
  }

  /** The first dictionary's name; empty without one. */
  get name() {
    return told(this.#open()[0]).name;
  }

  /** The primary subtag of the first dictionary's language; empty without one. */
  get language() {
    return told(this.#open()[0]).language;
  }

  /**
   * The entity as its source has it: untrusted JSON. Where several dictionaries have the id, the one of the highest
   * priority says what it knows, the others add what it does not. Nothing for a compiled file, which has no cards in it.
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
   * a text of JSON). Where several have its id, the one of the highest priority counts, and what it does not say is taken
   * from the others.
   * @param {string} id
   * @returns {Known}
   */
  lookUp(id) {
    /** @type {Known} */
    let found = {};
    for (const part of this.#ranked()) {
      part.entities ??= entitiesById(part.source);
      const known = part.entities.get(id);
      if (known) found = found.entity ? { ...found, entity: { ...known, ...found.entity } } : { entity: known, head: part.source };
    }
    return found;
  }

  /**
   * The same, with a card that lies elsewhere.
   * @param {string} id
   * @param {{ signal?: AbortSignal }} [options]
   * @returns {Promise<Known>}
   */
  async lookUpCard(id, options) {
    const known = this.lookUp(id);
    return known.entity ? known : (await cardsCode()).loadCard(this.#ranked(), id, options);
  }

  /**
   * The mentions in a text, or in blocks of it. Cost: linear in the text, whatever the dictionary's size.
   *
   * @param {string | TextBlock[]} input a string is one block
   * @param {FindOptions} [options]
   * @returns {Mention[]} in order
   */
  find(input, { lang = "", ...options } = {}) {
    const blocks = typeof input === "string" ? [{ text: input, lang }] : input;
    const document = this.createDocument(options);
    try {
      document.read(blocks.map((block, id) => ({ id, text: block.text, lang: block.lang ?? lang, kind: block.kind })));
      const { added } = document.decide(blocks.map((_, id) => id));
      return Array.from(added, ({ mention, ...found }) => found);
    } finally {
      try {
        document.free();
      } catch {
        // The core refuses it after it has failed: that first error is the one to tell.
      }
    }
  }

  /**
   * A document whose blocks come and go. Its owner frees it.
   * @param {import("./decisions.js").DecisionOptions} [options]
   */
  createDocument(options = {}) {
    return new MatchDocument(this.#open(), options);
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

  /** The same as free(), for `using`. */
  [Symbol.dispose ?? Symbol.for("Symbol.dispose")]() {
    this.free();
  }

  /** The highest priority first. */
  #ranked() {
    return [...this.#open()].sort((one, other) => priorityOf(other) - priorityOf(one));
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
  /** @type {Map<number, string>} */
  #texts = new Map();

  /**
   * @param {Part[]} parts
   * @param {import("./decisions.js").DecisionOptions} options
   */
  constructor(parts, options) {
    const numbers = numbersOf(options);
    this.#parts = parts;
    this.#core = new parts[0].core.Document();
    for (const { handle } of parts) this.#core.add(handle);
    this.#core.set(Uint32Array.from(numbers), [options.about ?? []].flat().join("\n"));
  }

  /**
   * Reads blocks that are new or have changed. Cost: linear in their text.
   * @param {ChangedBlock[]} changed
   */
  read(changed) {
    for (const { id, text, lang, kind } of changed) this.#core.block(id, text, lang.toLowerCase(), isHeading(kind));
    this.#core.read();
    for (const { id, text } of changed) this.#texts.set(id, text);
  }

  /**
   * Decides over all blocks. Cost: linear in their number and their candidates, not in their text.
   *
   * @param {number[]} order the ids of all blocks in the document's order; others are forgotten
   * @returns {{ removed: number[], added: Iterable<AddedMention> }} against the mentions before; added ones come one by one, with
   *   room for a pause between them
   */
  decide(order) {
    const numbers = this.#core.decide(Uint32Array.from(order));
    const present = new Set(order);
    for (const id of this.#texts.keys()) if (!present.has(id)) this.#texts.delete(id);
    const firstAdded = 1 + numbers[0];
    return { removed: [...numbers.subarray(1, firstAdded)], added: this.#added(numbers.subarray(firstAdded)) };
  }

  /**
   * @param {Uint32Array} numbers
   * @returns {Generator<AddedMention, void, void>}
   */
  *#added(numbers) {
    for (let at = 0; at < numbers.length; ) {
      const [mention, block, start, end, part, alias, count] = numbers.subarray(at, (at += 7));
      const text = /** @type {string} */ (this.#texts.get(block)).slice(start, end);
      const entities = Array.from({ length: count }, () => this.#parts[numbers[at++]].handle.text(1, numbers[at++]));
      const alternatives = count > 1 && { alternatives: entities };
      yield { mention, start, end, text, entity: entities[0], ...alternatives, alias: this.#parts[part].handle.text(0, alias), block };
    }
  }

  /** Gives the memory back. */
  free() {
    this.#core.free();
  }
}

/** @param {Part} part */
const priorityOf = ({ handle }) => handle.numbers[2] | 0;

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
