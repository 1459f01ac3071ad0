/**
 * In: annotated documents and what a system finds in each. Out: how much of it is right.
 * Guarantees: GERBIL's strong annotation match, micro-averaged: a span is right where both its ends are, an entity where
 * its span is right and both mean the same; entities are scored within the knowledge base ("InKB"): a span that means
 * nobody in it is none to be linked, and whoever is linked there is wrong.
 */
import { canonical, identitiesOf } from "./identity.js";
import { keyOf } from "./gold.js";

/** @typedef {import("./gold.js").GoldDocument} GoldDocument */
/** @typedef {import("./gold.js").GoldMention} GoldMention */
/** @typedef {import("../entries.js").Entity} Entity */
/** @typedef {{ start: number, end: number, entity: Entity | undefined }} Found without an entity: left undecided */
/** @typedef {{ predicted: number, right: number, gold: number, found: number }} Counts right of those predicted, found of gold */
/** @typedef {Counts & { precision: number, recall: number, f1: number }} Measure NaN where nothing was to be divided */
/** @typedef {{ mentions: Counts, entities: Counts }} Tally */

/**
 * @typedef {object} Score
 * @property {Measure} mentions
 * @property {Measure} entities
 * @property {{ spans: number, right: number, share: number }} known right spans whose entity the dictionary has
 * @property {Record<string, { mentions: Measure, entities: Measure }>} types precision by the dictionary's types, recall by
 *   the annotators': both stand together where the two use the same names
 */

export class Scoring {
  mentions = counts();
  entities = counts();
  known = { spans: 0, right: 0 };
  /** @type {Map<string, Tally>} */
  #types = new Map();

  /**
   * @param {Set<string>} knownIdentities of all entities in the dictionary
   * @param {boolean} isLinked whether the annotators say whom mentions mean; else entities are not scored
   */
  constructor(knownIdentities, isLinked) {
    this.knownIdentities = knownIdentities;
    this.isLinked = isLinked;
  }

  /**
   * @param {GoldDocument} document
   * @param {Found[]} found within its scope
   */
  add({ mentions }, found) {
    /** @type {Map<GoldMention, boolean>} */
    const met = new Map();
    for (const one of found) {
      const mention = mentions.get(keyOf(one));
      const isRight = mention !== undefined && means(one.entity, mention);
      if (mention) met.set(mention, isRight);
      for (const tally of this.#talliesOf(one.entity?.type ?? "")) {
        tally.mentions.predicted++;
        tally.mentions.right += Number(mention !== undefined);
        tally.entities.predicted += Number(this.isLinked && one.entity !== undefined);
        tally.entities.right += Number(isRight);
      }
    }
    for (const mention of mentions.values()) {
      const isRight = met.get(mention);
      for (const tally of this.#talliesOf(mention.type)) {
        tally.mentions.gold++;
        tally.mentions.found += Number(isRight !== undefined);
        tally.entities.gold += Number(mention.addresses.length > 0);
        tally.entities.found += Number(isRight === true);
      }
      if (isRight === undefined || !isKnown(mention, this.knownIdentities)) continue;
      this.known.spans++;
      this.known.right += Number(isRight);
    }
  }

  /** @returns {Score} */
  get result() {
    const types = [...this.#types].sort(([, one], [, other]) => sizeOf(other) - sizeOf(one));
    return {
      ...measured(this),
      known: { ...this.known, share: this.known.right / this.known.spans },
      types: Object.fromEntries(types.map(([type, tally]) => [type || "without type", measured(tally)])),
    };
  }

  /**
   * What counts all, and what counts a type.
   * @param {string} type
   * @returns {Tally[]}
   */
  #talliesOf(type) {
    let ofType = this.#types.get(type);
    if (!ofType) this.#types.set(type, (ofType = { mentions: counts(), entities: counts() }));
    return [this, ofType];
  }
}

/** @returns {Counts} */
const counts = () => ({ predicted: 0, right: 0, gold: 0, found: 0 });

/** @param {Tally} tally */
const sizeOf = ({ mentions: { gold, predicted } }) => gold + predicted;

/** @param {Tally} tally */
const measured = ({ mentions, entities }) => ({ mentions: measure(mentions), entities: measure(entities) });

/**
 * @param {Counts} counts
 * @returns {Measure}
 */
function measure(counts) {
  const precision = counts.right / counts.predicted;
  const recall = counts.found / counts.gold;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { ...counts, precision, recall, f1 };
}

/**
 * Whether the dictionary has whom it means.
 * @param {GoldMention} mention
 * @param {Set<string>} identities of all entities in the dictionary
 */
export const isKnown = ({ addresses }, identities) => addresses.some((address) => identities.has(canonical(address)));

/**
 * @param {Entity | undefined} entity
 * @param {GoldMention} mention
 */
export function means(entity, { addresses }) {
  if (!entity) return false;
  const identities = identitiesOf(entity);
  return addresses.some((address) => identities.includes(canonical(address)));
}
