/**
 * From a file to a dictionary that can be kept: in, a file of any kind that the command reads, or a compiled one with its
 * files of cards; out, the compiled form, the cards, the source for export, and every fault. Guarantee: what is compiled
 * here is what `namelight compile` makes of the same file, but that the cards are apart.
 */
import { addEntity, addSuppressed, openCompiler } from "../../admit.js";
import { checkerEngine } from "../../checker.js";
import { cardOf } from "../../cli/card.js";
import { Checking } from "../../cli/checking.js";
import { formatFault } from "../../cli/sources/place.js";
import { loadDictionary } from "../../dictionary.js";
import { NamelightError } from "../../error.js";
import { openFile, readFile } from "./sources.js";

/** @typedef {import("./storage.js").Imported} Imported */
/** @typedef {import("../../cli/sources/place.js").PlacedFault} PlacedFault */

/** More are not read by anybody; their number is told. */
const mostFaultsShown = 200;
/** Entities between two pauses. */
const entitiesPerPause = 500;
/** As the command names the files of cards. */
const cardFile = /^[\da-f]{16}\.json$/;

/**
 * @param {File[]} files
 * @returns {{ dictionaries: File[], cards: File[] }} those that hold cards of a compiled one belong to it
 */
export function sortFiles(files) {
  const cards = files.filter(({ name }) => cardFile.test(name));
  return { dictionaries: files.filter((file) => !cards.includes(file)), cards };
}

/**
 * @param {File} file
 * @param {object} options
 * @param {string} options.language of the labels that are wanted, or empty
 * @param {File[]} options.cards files of cards that were chosen with it
 * @param {(done: number) => void} options.onProgress from 0 to 1
 * @returns {Promise<Imported>}
 * @throws {NamelightError} what the command tells of such a file; `faults` holds the faults of one without a usable entity
 */
export async function importFile(file, { language, cards, onProgress }) {
  const opened = await openFile(file);
  if (opened.kind === "compiled") return importCompiled(file, opened.bytes, cards);
  const checking = new Checking();
  /** @type {any[]} */
  const entities = [];
  /** @type {unknown[]} */
  const suppress = [];
  /** @type {Record<string, any>} */
  const head = {};
  /** @type {PlacedFault[]} */
  const faults = [];
  for await (const one of checking.check(file.name, readFile(opened, language, onProgress))) {
    if ("fault" in one) faults.push(one.fault);
    else if ("entity" in one) entities.push(one.entity);
    else if ("suppress" in one) suppress.push(one.suppress);
    else Object.assign(head, one.head);
  }
  const told = tell(file.name, faults, checking.unlisted);
  if (entities.length === 0 && suppress.length === 0) {
    const error = new NamelightError("not-a-dictionary", `${file.name}: there is no usable entity in it.`);
    throw Object.assign(error, { faults: told.faults });
  }
  const compiled = await compile(head, entities, suppress);
  const source = new Blob([JSON.stringify({ ...head, entities, ...(suppress.length > 0 ? { suppress } : {}) }, null, 1)], { type: "application/json" });
  return {
    kept: {
      id: crypto.randomUUID(),
      name: textOf(head.name) || file.name,
      file: file.name,
      kind: opened.kind,
      language: textOf(head.language),
      version: textOf(head.version),
      priority: Number.isInteger(head.priority) ? head.priority : 0,
      entities: entities.length,
      aliases: checking.aliases,
      bytes: compiled.length,
      ...told,
      added: Date.now(),
      isUsed: true,
    },
    compiled,
    cards: entities.map((entity) => [entity.id, cardOf(entity)]),
    source,
  };
}

/** @param {unknown} value */
const textOf = (value) => (typeof value === "string" ? value : "");

/** @param {string} name @param {PlacedFault[]} faults @param {number} unlisted */
function tell(name, faults, unlisted) {
  const errors = faults.filter(({ severity }) => severity === "error").length + unlisted;
  const sorted = [...faults].sort((one, other) => Number(one.severity === "warning") - Number(other.severity === "warning") || (one.line ?? 0) - (other.line ?? 0));
  return {
    errors,
    warnings: faults.length + unlisted - errors,
    faults: sorted.slice(0, mostFaultsShown).map((fault) => formatFault(name, fault)),
  };
}

/** @type {Promise<Record<string, string>> | undefined} */
let words;

/**
 * What names are ordinary words of a language, too, and need evidence: English where none is given.
 * @param {string} tag
 * @returns {Promise<string>}
 */
async function ordinaryWordsOf(tag) {
  words ??= fetch("words.json").then((response) => response.json());
  const language = tag.split(/[-_]/, 1)[0].toLowerCase() || "en";
  const lists = await words;
  return Object.hasOwn(lists, language) ? lists[language] : "";
}

/**
 * @param {Record<string, any>} head
 * @param {any[]} entities
 * @param {unknown[]} suppress
 * @returns {Promise<Uint8Array>}
 */
async function compile(head, entities, suppress) {
  const { Compiler } = await checkerEngine();
  // The checker has told all that is left out.
  const leaveOut = () => {};
  const compiler = await openCompiler(leaveOut, head, Compiler, await ordinaryWordsOf(textOf(head.language)));
  try {
    const ids = new Set();
    for (const [at, entity] of entities.entries()) {
      if (at % entitiesPerPause === 0) await new Promise((resolve) => setTimeout(resolve));
      addEntity(leaveOut, entity, "", compiler, ids);
    }
    for (const text of suppress) addSuppressed(leaveOut, text, "", compiler);
    const { version, attribution } = head;
    compiler.head(JSON.stringify({ version, attribution }));
    compiler.sort();
    return compiler.finish();
  } finally {
    compiler.free();
  }
}

/**
 * @param {File} file
 * @param {Uint8Array} bytes
 * @param {File[]} files of cards
 * @returns {Promise<Imported>}
 */
async function importCompiled(file, bytes, files) {
  // Throws what is wrong with it.
  const dictionary = await loadDictionary(bytes);
  const { name, language, priority, size } = dictionary;
  dictionary.free();
  /** @type {[string, unknown][]} */
  const cards = [];
  /** @type {PlacedFault[]} */
  const faults = [];
  for (const one of files) {
    try {
      cards.push(...Object.entries(JSON.parse(await one.text())));
    } catch (error) {
      faults.push({ severity: "error", code: "not-cards", message: `${one.name} is no file of cards: ${error}` });
    }
  }
  if (cards.length === 0) {
    const message = "there are no cards: choose the files of its .cards folder together with it";
    faults.push({ severity: "warning", code: "no-cards", message });
  }
  return {
    kept: {
      id: crypto.randomUUID(), name: name || file.name, file: file.name, kind: "compiled", language, version: "", priority,
      entities: size.entities, aliases: size.aliases, bytes: bytes.length, ...tell(file.name, faults, 0), added: Date.now(), isUsed: true,
    },
    compiled: bytes,
    cards,
    source: new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)]),
  };
}
