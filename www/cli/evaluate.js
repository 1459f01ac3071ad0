/**
 * In: dictionaries and annotated documents. Out: precision, recall and F1 of what we find in them, of mentions and of the
 * entities that they mean, beside what plain matchers find with the same aliases; and the worst errors.
 * Guarantees: only what was annotated at all is scored; the score does not change the exit code.
 */
import { NamelightError } from "../error.js";
import { foldTexts } from "../check.js";
import { openDictionary } from "./dictionaries.js";
import { entriesOf } from "./entries.js";
import { Errors } from "./evaluate/errors.js";
import { readGold, visible } from "./evaluate/gold.js";
import { identitiesOf } from "./evaluate/identity.js";
import { Scoring, isKnown } from "./evaluate/score.js";
import { systemsOf } from "./evaluate/systems.js";
import { textOf } from "./evaluate/text.js";
import { isOneOf } from "./types.js";
import { nameOf } from "./input.js";

/** @typedef {import("./evaluate/gold.js").GoldDocument} GoldDocument */
/** @typedef {import("./evaluate/score.js").Score} Score */
/** @typedef {import("./evaluate/score.js").Found} Found */
/**
 * @typedef {object} EvaluatedSet
 * @property {string} file
 * @property {number} documents
 * @property {number} mentions annotated
 * @property {number} linked those of an entity in the knowledge base
 * @property {number} known those of an entity in the dictionary
 * @property {({ name: string } & Score)[]} systems ours first
 * @property {import("./evaluate/errors.js").Wrong[]} worst of ours
 */

/**
 * @param {import("./evaluate/request.js").EvaluateRequest} request
 * @param {import("./report.js").Report} report
 */
export async function evaluate(request, report) {
  const { files, dictionaries, format, all } = request;
  const { dictionary, sources, sound } = await openDictionary(dictionaries, report);
  let failed = !sound;
  /** @type {EvaluatedSet[]} */
  const sets = [];
  try {
    if (sources.some(({ value }) => value instanceof Uint8Array)) {
      throw new NamelightError("compiled", "evaluate needs the sources: a compiled dictionary does not tell types or sameAs");
    }
    const entries = await entriesOf(sources);
    const identities = new Set(entries.entities.flatMap(identitiesOf));
    const forms = new Set(entries.aliases.map(({ form }) => form));
    const systems = systemsOf(dictionary, entries, request);
    for (const file of files) {
      try {
        sets.push(await evaluateSet(file, systems, identities, forms, request, report));
      } catch (error) {
        if (!(error instanceof NamelightError)) throw error;
        report.error(error.message);
        failed = true;
      }
    }
  } finally {
    dictionary.free();
  }
  report.endProgress();
  await report.write(format === "json" ? `${JSON.stringify({ sets }, null, 1)}\n` : sets.map((set) => textOf(set, all)).join("\n"));
  return failed ? 1 : 0;
}

/**
 * @param {string} file
 * @param {import("./evaluate/systems.js").System[]} systems
 * @param {Set<string>} identities of all entities in the dictionary
 * @param {Set<string>} forms of all its aliases
 * @param {import("./evaluate/request.js").EvaluateRequest} request
 * @param {import("./report.js").Report} report
 * @returns {Promise<EvaluatedSet>}
 */
async function evaluateSet(file, systems, identities, forms, { types, worst }, report) {
  const documents = await readGold(file);
  /** @type {(document: GoldDocument, found: Found[]) => Found[]} */
  const scored = ({ text, scope }, found) => found.map((one) => visible(text, one)).filter(({ start, end, entity }) =>
    start >= scope.start && end <= scope.end && (types.length === 0 || isOneOf(entity?.type ?? "", types)));
  const mentions = documents.flatMap((document) => [...document.mentions.values()]);
  const linked = mentions.filter(({ addresses }) => addresses.length > 0).length;
  const errors = new Errors(await knownTexts(documents, forms), identities, linked > 0);
  const evaluated = systems.map(({ name, find }, index) => {
    report.progress(`${nameOf(file)}: ${name}`);
    const scoring = new Scoring(identities, linked > 0);
    for (const document of documents) {
      const found = scored(document, find(document));
      scoring.add(document, found);
      if (index === 0) errors.add(document, found);
    }
    return { name, ...scoring.result };
  });
  return {
    file,
    documents: documents.length,
    mentions: mentions.length,
    linked,
    known: mentions.filter((mention) => isKnown(mention, identities)).length,
    systems: evaluated,
    worst: errors.worst(worst),
  };
}

/**
 * Which annotated texts are an alias of the dictionary.
 * @param {GoldDocument[]} documents
 * @param {Set<string>} forms
 */
async function knownTexts(documents, forms) {
  const texts = documents.flatMap(({ text, mentions }) => [...mentions.values()].map(({ start, end }) => text.slice(start, end)));
  const folded = await foldTexts(texts);
  return new Set(texts.filter((_, index) => forms.has(folded[index])));
}
