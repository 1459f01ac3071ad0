/**
 * In: annotated documents and what was found in each. Out: what went wrong, alike together, most frequent first.
 * Guarantees: each error is told once: as a mark where there is none, a mark of somebody else, or a mention that was missed,
 * with what the dictionary knows of it.
 */
import { contextOf } from "../context.js";
import { isKnown, means } from "./score.js";
import { keyOf } from "./gold.js";

/** @typedef {import("./gold.js").GoldDocument} GoldDocument */
/** @typedef {import("./gold.js").GoldMention} GoldMention */
/** @typedef {import("./score.js").Found} Found */
/**
 * @typedef {object} Wrong
 * @property {"extra" | "other" | "missed"} kind
 * @property {string} text as it stands there
 * @property {string} reason
 * @property {number} times
 * @property {string} document of the first
 * @property {string} context
 */

/** @type {Record<Wrong["kind"], string>} */
export const kinds = {
  extra: "Marked, but no mention",
  other: "A mention, but of somebody else",
  missed: "Missed",
};

export class Errors {
  /** @type {Map<string, Wrong>} */
  #groups = new Map();

  /**
   * @param {Set<string>} knownTexts mentions that are an alias in the dictionary, as they are written
   * @param {Set<string>} knownIdentities
   * @param {boolean} isLinked whether the annotators say whom mentions mean
   */
  constructor(knownTexts, knownIdentities, isLinked) {
    this.knownTexts = knownTexts;
    this.knownIdentities = knownIdentities;
    this.isLinked = isLinked;
  }

  /**
   * @param {GoldDocument} document
   * @param {Found[]} found within its scope, in order
   */
  add(document, found) {
    const { mentions } = document;
    const met = new Set();
    for (const one of found) {
      const mention = mentions.get(keyOf(one));
      if (mention) met.add(mention);
      const name = one.entity ? `${one.entity.name} (${one.entity.id})` : "undecided";
      if (!mention) {
        const over = [...mentions.values()].find((other) => crosses(one, other));
        this.#tell(document, one, "extra", over ? `${name}; annotated is “${textOf(document, over)}”` : name);
      } else if (!this.isLinked) {
        continue;
      } else if (mention.addresses.length === 0) {
        this.#tell(document, one, "other", `${name}; nobody in the knowledge base`);
      } else if (!means(one.entity, mention)) {
        const known = isKnown(mention, this.knownIdentities) ? "" : ", whom the dictionary has not";
        this.#tell(document, one, "other", `${name}; meant is ${mention.addresses[0]}${known}`);
      }
    }
    for (const mention of mentions.values()) {
      if (met.has(mention)) continue;
      const instead = found.find((one) => crosses(one, mention));
      const hasAlias = this.knownTexts.has(textOf(document, mention));
      const reason = instead ? `marked is “${textOf(document, instead)}”` : hasAlias ? "an alias that was not marked" : "no such alias";
      this.#tell(document, mention, "missed", reason);
    }
  }

  /** @param {number} most of each kind */
  worst(most) {
    const all = [...this.#groups.values()].sort((one, other) => other.times - one.times);
    return Object.keys(kinds).flatMap((kind) => all.filter((one) => one.kind === kind).slice(0, most));
  }

  /**
   * @param {GoldDocument} document
   * @param {{ start: number, end: number }} span
   * @param {Wrong["kind"]} kind
   * @param {string} reason
   */
  #tell(document, span, kind, reason) {
    const text = textOf(document, span);
    const key = [kind, text, reason].join("\n");
    const known = this.#groups.get(key);
    if (known) known.times++;
    else this.#groups.set(key, { kind, text, reason, times: 1, document: document.id, context: contextOf(document.text, span) });
  }
}

/**
 * @param {{ start: number, end: number }} one
 * @param {{ start: number, end: number }} other
 */
const crosses = (one, other) => one.start < other.end && other.start < one.end;

/**
 * @param {GoldDocument} document
 * @param {{ start: number, end: number }} span
 */
const textOf = ({ text }, { start, end }) => text.slice(start, end);
