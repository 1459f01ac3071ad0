/**
 * In: the names of dictionary files, sources of any kind or compiled. Out: one dictionary to find with; or, for one file,
 * all that is wrong with it, each fault at its place.
 * Guarantees: a fault names the file; a dictionary whose faults leave something usable is used.
 */
import { NamelightError } from "../error.js";
import { checkDictionary } from "../check.js";
import { loadDictionary } from "../index.js";
import { Checking } from "./checking.js";
import { listOfWords } from "./common-words.js";
import { maximumDictionaryBytes, nameOf, readBytes, readText } from "./input.js";
import { parseJson } from "./json.js";
import { locate } from "./positions.js";
import { openSource, readItems } from "./sources.js";
import { formatFault } from "./sources/place.js";

export { formatFault };

/** Known when they are needed, not when the file is opened. */
export const damagedParts = "parts of a compiled dictionary are damaged and count as empty: compile it anew";

/** @typedef {import("./report.js").Report} Report */
/** @typedef {import("../dictionary.js").Fault} Fault */
/** @typedef {import("./sources/place.js").PlacedFault} PlacedFault */
/**
 * @typedef {object} ReadDictionary
 * @property {string} name
 * @property {string} text of a JSON source; empty for other kinds
 * @property {unknown} value in DESIGN's JSON form, or bytes; undefined where faults leave it open
 * @property {PlacedFault[]} faults of the syntax
 * @property {Checked} [checked] of other kinds, which are checked while they are read
 */

/**
 * @typedef {object} Checked
 * @property {PlacedFault[]} faults
 * @property {number} unlisted how many more there are
 * @property {number} entities
 * @property {number} aliases
 */

/**
 * @param {string} file
 * @param {Report} report
 * @param {boolean} [takesCompiled]
 * @returns {Promise<ReadDictionary>}
 */
export async function readDictionary(file, report, takesCompiled = false) {
  const name = nameOf(file);
  report.progress(`reading ${name}`);
  const source = await openSource(file);
  if (source.kind === "compiled" && takesCompiled) {
    return { name, text: "", value: await readBytes(file, maximumDictionaryBytes, source.bytes), faults: [] };
  }
  if (source.kind !== "json") return readOther(source);
  const text = await readText(file, maximumDictionaryBytes, source.bytes);
  report.progress(`reading ${name}`, text.length);
  const { value, faults } = parseJson(text);
  /** @type {PlacedFault[]} */
  const placed = faults.map((fault) => ({ ...fault, severity: "error", path: undefined }));
  return { name, text, value, faults: placed };
}

/**
 * A source that is not JSON, as the JSON that it stands for.
 * @param {import("./sources.js").OpenSource} source
 * @returns {Promise<ReadDictionary>}
 */
async function readOther(source) {
  const checking = new Checking();
  /** @type {PlacedFault[]} */
  const faults = [];
  /** @type {unknown[]} */
  const entities = [];
  /** @type {unknown[]} */
  const suppress = [];
  /** @type {Record<string, unknown>} */
  const head = {};
  for await (const one of checking.check(source.name, readItems(source, { language: "", columns: {} }))) {
    if ("fault" in one) faults.push(one.fault);
    else if ("entity" in one) entities.push(one.entity);
    else if ("suppress" in one) suppress.push(one.suppress);
    else Object.assign(head, one.head);
  }
  if (entities.length === 0 && suppress.length === 0) {
    faults.push({ severity: "error", code: "empty-dictionary", message: "there is no entity in it: nothing will be found" });
  }
  const checked = { faults: inOrder(faults), unlisted: checking.unlisted, entities: checking.entities, aliases: checking.aliases };
  return { name: source.name, text: "", value: { ...head, entities, suppress }, faults: [], checked };
}

/**
 * Everything that is wrong with what a dictionary says, errors first, then in the order of the file.
 * @param {ReadDictionary} read one that has a value
 * @returns {Promise<Checked>}
 */
export async function checkRead({ text, value, checked }) {
  if (checked) return checked;
  const { faults, unlisted, entities, aliases } = await checkValue(value);
  const { positionOf, repeated } = locate(text, faults.map(({ path }) => path));
  /** @type {PlacedFault[]} */
  const placed = faults.map((fault) => ({
    ...fault,
    ...(positionOf(fault.path, fault.code === "unknown-key") ?? { line: 1, column: 1 }),
  }));
  for (const { name, path, position } of repeated) {
    const message = `the name "${name}" stands here a second time; only the last counts, so take one out`;
    placed.push({ severity: "warning", code: "repeated-name", path, message, ...position });
  }
  return { faults: inOrder(placed), unlisted, entities, aliases };
}

/** @param {PlacedFault[]} faults */
function inOrder(faults) {
  return faults.sort((one, other) => Number(one.severity === "warning") - Number(other.severity === "warning")
    || (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0));
}

/**
 * What cannot even be walked through (nested too deep) is one fault.
 * @param {unknown} value
 * @returns {Promise<import("../check.js").CheckReport>}
 */
async function checkValue(value) {
  try {
    if (typeof value === "string") {
      // checkDictionary would take it for a whole file.
      throw new NamelightError("not-a-dictionary", 'a dictionary is an object with a list of "entities", not a text');
    }
    return await checkDictionary(/** @type {object} */ (value));
  } catch (error) {
    if (!(error instanceof NamelightError)) throw error;
    const { code, message } = error;
    return { faults: [{ severity: "error", code, path: "$", message }], unlisted: 0, entities: 0, aliases: 0 };
  }
}

/**
 * @param {string[]} files
 * @param {Report} report gets every error; warnings are what `check` is for
 */
export async function openDictionary(files, report) {
  /** @type {ReadDictionary[]} */
  const sources = [];
  for (const file of files) sources.push(await readDictionary(file, report, true));
  const unreadable = sources.flatMap(({ name, faults }) => faults.map((fault) => formatFault(name, fault)));
  if (unreadable.length > 0) throw new NamelightError("syntax", unreadable.join("\n"));

  report.progress("loading the dictionary", sources.reduce((sum, { text }) => sum + text.length, 0));
  const values = sources.map(({ value }) => value);
  // loadDictionary takes a list for several dictionaries, a text for an address.
  if (!values.every(isObject)) throw new NamelightError("not-a-dictionary", await errorsOf(sources, []));
  try {
    const dictionary = await loadDictionary(values, { commonWords: listOfWords });
    // What the readers of other kinds left out, the dictionary has not seen.
    const left = sources.flatMap(({ checked }) => checked?.faults ?? []).map((fault) => ({ ...fault, path: fault.path ?? "$" }));
    const errors = [...dictionary.faults, ...left].filter(({ severity }) => severity === "error");
    if (errors.length > 0) report.error(await errorsOf(sources, errors));
    return { dictionary, sources, sound: errors.length === 0 };
  } catch (error) {
    if (!(error instanceof NamelightError)) throw error;
    const names = sources.map(({ name }) => name).join(", ");
    throw new NamelightError(error.code, await errorsOf(sources, []) || `${names}: ${error.message}`);
  }
}

/**
 * @param {unknown} value
 * @returns {value is object}
 */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The errors of each file at their lines. Only what is wrong between the files has none.
 * @param {ReadDictionary[]} sources
 * @param {Fault[]} known
 */
async function errorsOf(sources, known) {
  /** @type {string[]} */
  const lines = [];
  for (const source of sources) {
    if (source.value instanceof Uint8Array) continue;
    const { faults } = await checkRead(source);
    for (const fault of faults) if (fault.severity === "error") lines.push(formatFault(source.name, fault));
  }
  if (lines.length === 0) return known.map(({ path, message }) => `${path}: ${message}`).join("\n");
  return lines.join("\n");
}
