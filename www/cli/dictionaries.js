/**
 * In: the names of dictionary files. Out: one dictionary to find with; or, for one file, all that is wrong
 * with it, each fault at its line and column.
 * Guarantees: a fault names the file; a dictionary whose faults leave something usable is used.
 */
import { NamelightError } from "../error.js";
import { checkDictionary } from "../check.js";
import { loadDictionary } from "../index.js";
import { maximumDictionaryBytes, nameOf, readText } from "./input.js";
import { parseJson } from "./json.js";
import { locate } from "./positions.js";

/** @typedef {import("./report.js").Report} Report */
/** @typedef {import("../dictionary.js").Fault} Fault */
/** @typedef {Omit<Fault, "path"> & { path: string | undefined, line: number, column: number }} PlacedFault */
/** @typedef {{ name: string, text: string, value: unknown, faults: PlacedFault[] }} ReadDictionary */

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
 * @returns {Promise<ReadDictionary>} faults: of the syntax; value: undefined where they leave it open
 */
export async function readDictionary(file, report) {
  const name = nameOf(file);
  report.progress(`reading ${name}`);
  const text = await readText(file, maximumDictionaryBytes);
  report.progress(`reading ${name}`, text.length);
  const { value, faults } = parseJson(text);
  /** @type {PlacedFault[]} */
  const placed = faults.map((fault) => ({ ...fault, severity: "error", path: undefined }));
  return { name, text, value, faults: placed };
}

/**
 * Everything that is wrong with what a dictionary says, errors first, then in the order of the file.
 * @param {ReadDictionary} read one that has a value
 * @returns {Promise<Checked>}
 */
export async function checkRead({ text, value }) {
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
  placed.sort((one, other) => Number(one.severity === "warning") - Number(other.severity === "warning")
    || one.line - other.line || one.column - other.column);
  return { faults: placed, unlisted, entities, aliases };
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
 * The form that editors and terminals turn into a link.
 * @param {string} name
 * @param {PlacedFault} fault
 */
export function formatFault(name, { line, column, severity, path, message, code }) {
  return `${name}:${line}:${column}: ${severity}: ${path ? `${path}: ` : ""}${message} [${code}]`;
}

/**
 * @param {string[]} files
 * @param {Report} report gets every error; warnings are what `check` is for
 */
export async function openDictionary(files, report) {
  /** @type {ReadDictionary[]} */
  const sources = [];
  for (const file of files) sources.push(await readDictionary(file, report));
  const unreadable = sources.flatMap(({ name, faults }) => faults.map((fault) => formatFault(name, fault)));
  if (unreadable.length > 0) throw new NamelightError("syntax", unreadable.join("\n"));

  report.progress("loading the dictionary", sources.reduce((sum, { text }) => sum + text.length, 0));
  const values = sources.map(({ value }) => value);
  // loadDictionary takes a list for several dictionaries, a text for an address.
  if (!values.every(isObject)) throw new NamelightError("not-a-dictionary", await errorsOf(sources, []));
  try {
    const dictionary = await loadDictionary(values);
    const errors = dictionary.faults.filter(({ severity }) => severity === "error");
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
    const { faults } = await checkRead(source);
    for (const fault of faults) if (fault.severity === "error") lines.push(formatFault(source.name, fault));
  }
  if (lines.length === 0) return known.map(({ path, message }) => `${path}: ${message}`).join("\n");
  return lines.join("\n");
}
