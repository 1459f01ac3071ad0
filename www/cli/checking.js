/**
 * In: the items of sources, one source after the other. Out: the same without what cannot be used, and all that is
 * wrong, in the order of the sources.
 * Guarantees: the faults are the checker's own, as for a source that is checked as a whole; beyond the ids, no more than
 * a batch of entities is held.
 */
import { checkDictionary } from "../check.js";
import { isObject } from "./sources/place.js";

/** @typedef {import("./sources/place.js").Item} Item */
/** @typedef {import("./sources/place.js").PlacedFault} PlacedFault */
/** @typedef {Exclude<Item, { fault: PlacedFault }>} Content */
/** @typedef {{ entity: Record<string, any> } | { suppress: unknown } | { head: Record<string, any> } | { fault: PlacedFault }} Outcome */

/** The checker starts anew for each batch; more would be held for nothing. */
const batchLength = 1000;
/** Stands where a check needs an entity that has no fault. */
const sound = { id: "x", name: "Xy" };

/** @param {unknown} value */
const isFilled = (value) => typeof value === "string" && value.trim() !== "";

export class Checking {
  /** Where each id was first given. @type {Map<string, string>} */
  #ids = new Map();
  /** Ids that `related` names before their entities come. @type {Map<string, PlacedFault[]>} */
  #related = new Map();
  /** More faults than a batch lists. */
  unlisted = 0;
  aliases = 0;

  get entities() {
    return this.#ids.size;
  }

  /**
   * @param {string} name of the source
   * @param {AsyncIterable<Item> | Iterable<Item>} items
   * @returns {AsyncGenerator<Outcome, void, undefined>}
   */
  async *check(name, items) {
    /** @type {Item[]} */
    let batch = [];
    for await (const item of items) {
      batch.push(item);
      if (batch.length < batchLength) continue;
      yield* this.#checkBatch(name, batch);
      batch = [];
    }
    yield* this.#checkBatch(name, batch);
    for (const faults of this.#related.values()) for (const fault of faults) yield { fault };
    this.#related.clear();
  }

  /**
   * @param {string} name
   * @param {Item[]} batch
   * @returns {AsyncGenerator<Outcome, void, undefined>}
   */
  async *#checkBatch(name, batch) {
    const entities = batch.filter((item) => "entity" in item && this.#isNew(name, item)).map((item) => /** @type {Extract<Item, { entity: unknown }>} */ (item));
    const suppressed = batch.filter((item) => "suppress" in item);
    const checked = entities.length + suppressed.length === 0 ? { faults: [], unlisted: 0, aliases: 0 }
      : await checkDictionary({ entities: entities.map(({ entity }) => withoutRelated(entity)), suppress: suppressed.map(({ suppress }) => suppress) });
    this.unlisted += checked.unlisted;
    this.aliases += checked.aliases;
    /** @type {Map<Item, PlacedFault[]>} */
    const faults = new Map();
    for (const fault of checked.faults) {
      const [, list, index, rest] = /^\$\.(entities|suppress)\[(\d+)\](.*)$/su.exec(fault.path) ?? [];
      const item = list === "entities" ? entities[Number(index)] : suppressed[Number(index)];
      // An empty list is no fault of a batch.
      if (!item) continue;
      const placed = { ...fault, ...placeIn(item, `$${rest}`, fault.code) };
      faults.set(item, [...(faults.get(item) ?? []), placed]);
    }
    for (const item of batch) {
      for (const fault of faults.get(item) ?? this.#duplicates.get(item) ?? []) yield { fault };
      if ("fault" in item) yield item;
      else if ("head" in item) yield* this.#checkHead(item);
      else if ("suppress" in item) yield { suppress: item.suppress };
      else if (isObject(item.entity) && isFilled(item.entity.id) && isFilled(item.entity.name) && !this.#duplicates.has(item)) {
        this.#takeRelated(item.entity, item.placeOf);
        yield { entity: item.entity };
      }
    }
    this.#duplicates.clear();
  }

  /** @type {Map<Item, PlacedFault[]>} */
  #duplicates = new Map();

  /**
   * @param {string} name
   * @param {Extract<Item, { entity: unknown }>} item
   */
  #isNew(name, item) {
    const { entity, placeOf } = item;
    if (!isObject(entity) || !isFilled(entity.id) || !isFilled(entity.name)) return true;
    const first = this.#ids.get(entity.id);
    if (first === undefined) {
      const { line, path } = placeOf("$");
      this.#ids.set(entity.id, `${name}${line === undefined ? ` ${path}` : `:${line}`}`);
      this.#related.delete(entity.id);
      return true;
    }
    const message = `the id "${entity.id}" is taken at ${first}; an id must be given once`;
    this.#duplicates.set(item, [{ severity: "error", code: "duplicate-id", message, ...placeOf("$.id") }]);
    return false;
  }

  /**
   * @param {Record<string, any>} entity
   * @param {import("./sources/place.js").PlaceOf} placeOf
   */
  #takeRelated({ related }, placeOf) {
    if (!Array.isArray(related)) return;
    for (const [at, id] of related.entries()) {
      if (typeof id !== "string" || this.#ids.has(id)) continue;
      const message = `no entity of this dictionary has the id "${id}"`;
      const fault = /** @type {PlacedFault} */ ({ severity: "warning", code: "unknown-id", message, ...placeOf(`$.related[${at}]`) });
      this.#related.set(id, [...(this.#related.get(id) ?? []), fault]);
    }
  }

  /**
   * @param {Extract<Item, { head: object }>} item
   * @returns {AsyncGenerator<Outcome, void, undefined>}
   */
  async *#checkHead(item) {
    const { faults } = await checkDictionary({ entities: [sound], ...item.head });
    /** @type {Record<string, any>} */
    const head = { ...item.head };
    for (const fault of faults) {
      yield { fault: { ...fault, ...placeIn(item, fault.path, fault.code) } };
      const [, key = ""] = /^\$\.(\w+)/u.exec(fault.path) ?? [];
      if (fault.severity === "error") delete head[key];
    }
    yield { head };
  }
}

/**
 * The ids of other batches are known here alone.
 * @param {unknown} entity
 */
function withoutRelated(entity) {
  if (!isObject(entity) || !Array.isArray(entity.related) || !entity.related.every((id) => typeof id === "string")) return entity;
  return { ...entity, related: [] };
}

/**
 * @param {Content} item
 * @param {string} path
 * @param {string} code
 */
function placeIn({ placeOf }, path, code) {
  return placeOf(path, code === "unknown-key");
}
