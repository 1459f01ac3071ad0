/**
 * In: a dictionary. Out: the systems that are compared, ours first, each with what it finds in a document.
 * Guarantees: all are given the same aliases; ours runs as `find` does.
 */
import { TextDocument } from "../text.js";
import { PhraseMatcher, heavier } from "./phrases.js";

/** @typedef {import("./gold.js").GoldDocument} GoldDocument */
/** @typedef {import("./score.js").Found} Found */
/** @typedef {import("../entries.js").Entity} Entity */
/** @typedef {{ name: string, find: (document: GoldDocument) => Found[] }} System */

/**
 * Every stage that can be tried without, and the options of `find` that do so: a new stage is a new line.
 * @type {Record<string, import("../../dictionary.js").FindOptions>}
 */
const stages = {
  "without common words": { without: ["common-words"] },
  "without longer names": { without: ["longer-names"] },
  "without context": { without: ["context"] },
  "without these three": { without: ["common-words", "longer-names", "context"] },
  "with occurrences first": { occurrences: "first" },
};

/**
 * @param {import("../../dictionary.js").Dictionary} dictionary
 * @param {import("../entries.js").Entries} entries of its sources
 * @param {{ stages: boolean, wrapped: boolean }} options
 * @returns {System[]}
 */
export function systemsOf(dictionary, { entities, aliases }, { stages: triesStages, wrapped }) {
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  /** The form and the heaviest entity of each alias. @type {Map<string, Entity>} */
  const heaviest = new Map();
  const forms = new Map(aliases.map(({ text, form }) => [text, form]));
  for (const { form, entity } of aliases) heaviest.set(form, heavier(heaviest.get(form), entity));

  /**
   * @param {GoldDocument} gold
   * @param {import("../../dictionary.js").FindOptions} options
   */
  const ours = ({ text, lang }, options) => {
    const document = new TextDocument(text, { wrapped, lang });
    return dictionary.find(document.blocks, options).map((mention) =>
      ({ ...document.span(mention), entity: byId.get(mention.entity), alias: mention.alias }));
  };
  const plain = (/** @type {boolean} */ ignoresCase) => new PhraseMatcher(aliases, ignoresCase);
  const [asWritten, caseIgnored] = [plain(false), plain(true)];
  return [
    { name: "namelight", find: (gold) => ours(gold, {}) },
    ...Object.entries(triesStages ? stages : {}).map(([name, options]) =>
      ({ name, find: (/** @type {GoldDocument} */ gold) => ours(gold, options) })),
    {
      name: "always the heaviest",
      find: (gold) => ours(gold, {}).map(({ alias, ...found }) => ({ ...found, entity: heaviest.get(forms.get(alias) ?? "") })),
    },
    { name: "plain-cs", find: ({ text, lang }) => asWritten.find(text, lang) },
    { name: "plain-ci", find: ({ text, lang }) => caseIgnored.find(text, lang) },
  ];
}
