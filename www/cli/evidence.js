/**
 * In: articles and the dictionary to be judged by them. Out: for each alias of each entity how it is marked
 * there, with what speaks against it, and the entities that are never marked.
 * Guarantees: what an editor must see comes first; three contexts of an alias are kept, of different documents
 * where there are some.
 */
import { foldTexts } from "../check.js";
import { contextOf, longerNameOf } from "./context.js";
import { collisionOf, rankOfAlias } from "./findings.js";
import { lineCounter } from "./output.js";
import { groupBy, tiesOf } from "./ties.js";

/** @typedef {import("./entries.js").Alias} Alias */
/** @typedef {import("./entries.js").Entity} Entity */
/** @typedef {import("./articles.js").FoundDocument} FoundDocument */
/** @typedef {import("./articles.js").Place} Place */
/** @typedef {{ file: string, document?: string | number, position: string, text: string }} Context */

/**
 * @typedef {object} Marked how one alias of one entity is marked
 * @property {string} alias
 * @property {string} form its comparison form
 * @property {string} entity id
 * @property {string} name
 * @property {string} concern the first of `concerns` that holds, or ""
 * @property {number} marks
 * @property {number} documents
 * @property {number} small marks in small letters
 * @property {number} asWord how often the same word stands in small letters and is not marked
 * @property {{ text: string, marks: number } | undefined} longer the longer name in which it stands most often
 * @property {number} rivals how many other entities share the alias
 * @property {Context[]} contexts
 */
/** @typedef {Marked & { inLonger: Map<string, number>, further: Context[], lastDocument: number }} Tally */

/** What speaks against an alias, worst first. @type {Record<string, string>} */
export const concerns = {
  "common-word": "Common words",
  "word-elsewhere": "Names that stand as words in small letters in the same articles",
  "longer-name": "Parts of longer names: add the longer name as an entity, or \"suppress\" it",
  "few-letters": "One or two letters",
  ambiguous: "Aliases of several entities",
};

const mostContexts = 3;
/** A name that is rarely a word beside it is no concern: of ten Turkeys one may be a turkey. */
const rareShare = 0.1;
/** Two such characters are a whole name. */
const writesSyllables = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u;
/** An editor judges aliases by themselves: what later stages leave out is told, too. */
const asTheyAre = { without: ["common-words", "longer-names"] };
/** Of words that everyone writes, one in small letters is enough. */
const everydayRank = 1;

export class Evidence {
  documents = 0;
  marks = 0;
  /** @type {Map<string, Tally>} */
  #tallies = new Map();
  /** Words in small letters, and how often each stands there. @type {Map<string, number>} */
  #words = new Map();

  /** @param {import("../dictionary.js").Dictionary} dictionary */
  constructor(dictionary) {
    this.dictionary = dictionary;
  }

  /**
   * @param {Place} place
   * @param {FoundDocument} document
   */
  read(place, document) {
    this.documents++;
    for (const { text } of document.blocks) {
      for (const [word] of text.matchAll(/[\p{L}\p{M}]+/gu)) {
        if (word === word.toLowerCase()) this.#words.set(word, (this.#words.get(word) ?? 0) + 1);
      }
    }
    const found = this.dictionary.find(document.blocks, asTheyAre);
    const edges = new Set(found.flatMap(({ block, start, end }) => [`${block}:${start}`, `${block}:${end}`]));
    const line = lineCounter(document.source);
    const spans = found.map((mention) => ({ mention, start: document.span(mention).start }));
    for (const { mention, start } of spans.sort((one, other) => one.start - other.start)) {
      const { text } = document.blocks[mention.block];
      const tally = this.#tally(mention);
      tally.marks++;
      this.marks++;
      if (mention.text === mention.text.toLowerCase()) tally.small++;
      const longer = longerNameOf(text, mention, (at) => edges.has(`${mention.block}:${at}`));
      if (longer) tally.inLonger.set(longer, (tally.inLonger.get(longer) ?? 0) + 1);
      const isNew = tally.lastDocument !== this.documents;
      const kept = isNew ? tally.contexts : tally.further;
      if (isNew) tally.documents++;
      tally.lastDocument = this.documents;
      if (kept.length >= mostContexts) continue;
      const document_ = place.line === undefined ? {} : { document: place.id ?? place.line };
      kept.push({ file: place.file, ...document_, position: line(start), text: contextOf(text, mention) });
    }
  }

  /** @param {{ alias: string, entity: string }} mention */
  #tally({ alias, entity }) {
    const key = `${alias}\n${entity}`;
    let tally = this.#tallies.get(key);
    if (!tally) {
      tally = {
        alias, form: "", entity, name: "", concern: "", marks: 0, documents: 0, small: 0, asWord: 0, longer: undefined,
        rivals: 0, contexts: [], inLonger: new Map(), further: [], lastDocument: 0,
      };
      this.#tallies.set(key, tally);
    }
    return tally;
  }

  /**
   * @param {import("./entries.js").Entries} entries
   * @returns {Promise<{ aliases: Marked[], neverMarked: Entity[] }>}
   */
  async judge({ entities, aliases }) {
    const known = groupBy(aliases, ({ text, entity }) => `${text}\n${entity.id}`);
    const ties = new Map(tiesOf(aliases).map(({ form, aliases: sharing }) => [form, sharing.length]));
    const words = await this.#wordsByForm();
    const order = [...Object.keys(concerns), ""];
    const judged = [...this.#tallies].map(([key, { inLonger, further, lastDocument, ...marked }]) => {
      const alias = known.get(key)?.[0];
      const [longer] = [...inLonger].sort(([, one], [, other]) => other - one);
      marked.longer = longer && { text: longer[0], marks: longer[1] };
      marked.contexts = [...marked.contexts, ...further].slice(0, mostContexts);
      marked.name = alias?.entity.name ?? "";
      marked.form = alias?.form ?? "";
      marked.asWord = Math.max(0, (words.get(marked.form) ?? 0) - marked.small);
      marked.rivals = (ties.get(marked.form) ?? 1) - 1;
      const inLongerNames = [...inLonger.values()].reduce((sum, marks) => sum + marks, 0);
      marked.concern = alias ? concernOf(marked, alias, inLongerNames) : "";
      return marked;
    });
    const seen = new Set(judged.map(({ entity }) => entity));
    judged.sort((one, other) => order.indexOf(one.concern) - order.indexOf(other.concern)
      || other.marks - one.marks || (one.alias < other.alias ? -1 : 1));
    return { aliases: judged, neverMarked: entities.filter(({ id }) => !seen.has(id)) };
  }

  async #wordsByForm() {
    const words = [...this.#words];
    const forms = await foldTexts(words.map(([word]) => word));
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const [index, [, count]] of words.entries()) {
      counts.set(forms[index], (counts.get(forms[index]) ?? 0) + count);
    }
    return counts;
  }
}

/**
 * @param {Marked} marked
 * @param {Alias} alias
 * @param {number} inLongerNames marks
 */
function concernOf({ marks, small, asWord, rivals }, alias, inLongerNames) {
  const isWord = asWord + small > marks * rareShare;
  const collision = collisionOf(alias);
  if (collision === "small" || small > 0 && rankOfAlias(alias) < Infinity) return "common-word";
  const isEveryday = rankOfAlias(alias) <= everydayRank;
  if (collision && (isWord || (isEveryday && asWord + small > 0))) return "common-word";
  if (isWord && /^\p{Lu}\p{Ll}/u.test(alias.text)) return "word-elsewhere";
  if (inLongerNames * 2 > marks) return "longer-name";
  if ([...alias.text].length <= 2 && !writesSyllables.test(alias.text)) return "few-letters";
  return rivals > 0 ? "ambiguous" : "";
}
