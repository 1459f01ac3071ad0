/**
 * In: dictionary files, source or compiled. Out: what each holds, as text or JSON.
 * Guarantees: nothing is judged; a compiled file tells what is kept in it.
 */
import { engine } from "../engine.js";
import { NamelightError } from "../error.js";
import { loadDictionary } from "../index.js";
import { told } from "../told.js";
import { readDictionary } from "./dictionaries.js";
import { entriesOf, objectOf } from "./entries.js";
import { hasDescription } from "./findings.js";
import { count } from "./grouped.js";
import { maximumDictionaryBytes, nameOf, readBytes } from "./input.js";
import { plain } from "./plain.js";
import { groupBy, tiesOf } from "./ties.js";

/** @typedef {import("./entries.js").Entity} Entity */
/** @typedef {Record<string, unknown>} Facts */

/** What a compiled file begins with. */
const compiledBeginning = "NMLT";
const scripts = [
  "Latin", "Cyrillic", "Greek", "Arabic", "Hebrew", "Han", "Hiragana", "Katakana", "Hangul", "Thai", "Devanagari",
  "Bengali", "Tamil", "Telugu", "Georgian", "Armenian", "Ethiopic", "Khmer", "Lao", "Myanmar", "Sinhala",
];

/**
 * @param {import("./arguments.js").InfoRequest} request
 * @param {import("./report.js").Report} report
 */
export async function info({ files, format }, report) {
  /** @type {Facts[]} */
  const told = [];
  let failed = false;
  for (const file of files) {
    try {
      const compiled = await compiledBytes(file);
      told.push(compiled ? await factsOfCompiled(file, compiled) : await factsOfSource(file, report));
    } catch (error) {
      if (!(error instanceof NamelightError)) throw error;
      report.error(error.message);
      failed = true;
    }
  }
  report.endProgress();
  if (format === "json") await report.write(`${JSON.stringify(files.length === 1 ? told[0] ?? null : told, null, 1)}\n`);
  else await report.write(told.map(textOf).join("\n"));
  return failed ? 1 : 0;
}

/**
 * The bytes of a compiled file; standard input is read as a source.
 * @param {string} file
 */
async function compiledBytes(file) {
  if (file === "-") return undefined;
  const bytes = await readBytes(file, maximumDictionaryBytes);
  return bytes.toString("latin1", 0, compiledBeginning.length) === compiledBeginning ? bytes : undefined;
}

/**
 * @param {string} file
 * @param {Buffer} bytes
 * @returns {Promise<Facts>}
 */
async function factsOfCompiled(file, bytes) {
  // Refuses what is damaged or of another version, in words.
  (await loadDictionary(new Uint8Array(bytes))).free();
  const { Dictionary } = await engine("core");
  const dictionary = new Dictionary(new Uint8Array(bytes));
  try {
    const { name, language, head, files: lines } = told({ handle: dictionary });
    const [entities, aliases, priority] = new Int32Array(dictionary.numbers);
    const { version = "", attribution = null } = head === "" ? {} : JSON.parse(head);
    const files = lines.filter((line) => !/^(?: |$)/u.test(line));
    const cards = files.reduce((sum, line) => sum + Number(line.split(" ")[1]), 0);
    return {
      file: nameOf(file), form: "compiled", format: bytes.readUInt32LE(compiledBeginning.length), bytes: bytes.length,
      name, language, version, attribution, priority, entities, aliases, cards, cardFiles: files.length,
    };
  } finally {
    dictionary.free();
  }
}

/**
 * @param {string} file
 * @param {import("./report.js").Report} report
 * @returns {Promise<Facts>}
 */
async function factsOfSource(file, report) {
  const source = await readDictionary(file, report);
  if (source.value === undefined) {
    const [{ line, column, message }] = source.faults;
    throw new NamelightError("syntax", `${source.name}:${line}:${column}: ${message}`);
  }
  const { entities, aliases } = await entriesOf([source]);
  const { name, language, version, attribution } = objectOf(source.value);
  const perEntity = entities.map((entity) => entity.aliases.length).sort((one, other) => one - other);
  const longest = aliases.reduce((best, { text }) => (text.length > best.length ? text : best), "");
  const fullest = entities.reduce((best, entity) =>
    (entity.aliases.length > (best?.aliases.length ?? 0) ? entity : best), /** @type {Entity | undefined} */ (undefined));
  const ties = tiesOf(aliases);
  /** @param {string} key */
  const having = (key) => entities.filter(({ value }) => isGiven(value[key])).length;
  return {
    file: source.name,
    form: "source",
    bytes: Buffer.byteLength(source.text),
    name: name ?? "",
    language: language ?? "",
    version: version ?? "",
    attribution: attribution ?? null,
    entities: entities.length,
    types: counted(entities, ({ type }) => type || "without type"),
    aliases: aliases.length,
    aliasesPerEntity: {
      median: perEntity[Math.floor(perEntity.length / 2)] ?? 0, most: perEntity.at(-1) ?? 0, mostOf: fullest?.id ?? "",
    },
    longestAlias: longest,
    scripts: counted(aliases, ({ text }) => scriptOf(text)),
    withDescription: entities.filter(hasDescription).length,
    withImage: having("image"),
    withUrl: having("url"),
    withSameAs: having("sameAs"),
    sharedAliases: ties.length,
    mostShared: ties[0] ? { alias: ties[0].aliases[0].text, entities: ties[0].aliases.length } : null,
    suppressed: Array.isArray(objectOf(source.value).suppress) ? /** @type {any} */ (source.value).suppress.length : 0,
  };
}

/** @param {unknown} value */
const isGiven = (value) => (Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== "");

/**
 * @template T
 * @param {T[]} things
 * @param {(thing: T) => string} keyOf
 * @returns {Record<string, number>} most first
 */
function counted(things, keyOf) {
  const counts = [...groupBy(things, keyOf)].map(([key, all]) => /** @type {const} */ ([key, all.length]));
  return Object.fromEntries(counts.sort(([, one], [, other]) => other - one));
}

/** @param {string} text */
function scriptOf(text) {
  const letter = /\p{L}/u.exec(text)?.[0];
  if (letter === undefined) return "digits";
  return scripts.find((script) => new RegExp(`\\p{Script=${script}}`, "u").test(letter)) ?? "other";
}

/** @param {Facts} facts */
function textOf(facts) {
  const { file, form, bytes, name, language, version, attribution, entities, aliases } = facts;
  /** @type {[string, unknown][]} */
  const rows = [["name", name], ["language", language], ["version", version]];
  const { text, url, license } = objectOf(attribution);
  rows.push(["attribution", [text, url].filter(isGiven).join(", ")], ["licence", license]);
  rows.push(["entities", figure(entities)], ["aliases", figure(aliases)]);
  if (form === "source") rows.push(...rowsOfSource(facts));
  else rows.push(["priority", facts.priority], ["cards", `${figure(facts.cards)} in ${count(Number(facts.cardFiles), "file")}`], ["format", facts.format]);
  const lines = rows
    .filter(([, value]) => isGiven(value))
    .map(([label, value]) => `  ${label.padEnd(20)}${plain(String(value))}\n`);
  return `${plain(String(file))}: ${form}, ${count(Number(bytes), "byte")}\n${lines.join("")}`;
}

/**
 * @param {any} facts
 * @returns {[string, unknown][]}
 */
function rowsOfSource(facts) {
  const { aliasesPerEntity: { median, most, mostOf }, mostShared, sharedAliases } = facts;
  const share = mostShared ? ` (most: “${mostShared.alias}”, ${count(mostShared.entities, "entity", "entities")})` : "";
  return [
    ["entities by type", tally(facts.types)],
    ["aliases per entity", `median ${median}, at most ${most}${mostOf && ` (${mostOf})`}`],
    ["longest alias", `${facts.longestAlias} (${count(facts.longestAlias.length, "character")})`],
    ["aliases by script", tally(facts.scripts)],
    ["shared aliases", `${figure(sharedAliases)}${share}`],
    ["with description", figure(facts.withDescription)],
    ["with image", figure(facts.withImage)],
    ["with url", figure(facts.withUrl)],
    ["with sameAs", figure(facts.withSameAs)],
    ["suppressed texts", figure(facts.suppressed)],
  ];
}

/** @param {Record<string, number>} counts */
const tally = (counts) => Object.entries(counts).map(([key, many]) => `${key} ${figure(many)}`).join(", ");

/** @param {unknown} value */
const figure = (value) => Number(value).toLocaleString("en");
