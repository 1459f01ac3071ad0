/**
 * In: a file of JSON documents, one a line: {"id"?, "text", "lang"?}. Out: each as it arrives, or what is
 * wrong with its line and what would be right.
 * Guarantees: order is kept; one line is held in memory at a time; a bad line does not disturb the next.
 */
import { NamelightError } from "../error.js";
import { decodeUtf8, maximumTextBytes, nameOf, readChunks } from "./input.js";
import { isLanguage } from "./values.js";

/** @typedef {{ line: number, id?: string | number, text: string, lang?: string }} Entry */
/** @typedef {{ line: number, fault: NamelightError }} BadEntry */

const lineFeed = 0x0a;
const lineBreak = Buffer.of(lineFeed);
/** A tenth of a second's work, so that handing it over costs nothing beside; a few of them are held at a time. */
const batchBytes = 2 ** 18;

/**
 * @param {string} file
 * @returns {AsyncGenerator<Entry | BadEntry, void, undefined>}
 */
export async function* readEntries(file) {
  let line = 0;
  for await (const bytes of readLines(file)) {
    const entry = readEntry(bytes, nameOf(file), ++line);
    if (entry) yield entry;
  }
}

/**
 * @param {Buffer} bytes of a line
 * @param {string} name of its file
 * @param {number} line
 * @returns {Entry | BadEntry | null} null for a blank one
 */
export function readEntry(bytes, name, line) {
  try {
    const text = decodeUtf8(bytes, name, line);
    return text.trim() === "" ? null : { line, ...parseEntry(text, `${name}:${line}`) };
  } catch (error) {
    if (!(error instanceof NamelightError)) throw error;
    return { line, fault: error };
  }
}

/**
 * The lines of a file in batches: each as bytes that end with a line, and the number of its first.
 * @param {string} file
 * @returns {AsyncGenerator<{ bytes: Buffer, firstLine: number, lines: number }, void, undefined>}
 */
export async function* readBatches(file) {
  /** @type {Buffer[]} */
  let lines = [];
  let length = 0;
  let firstLine = 1;
  const batch = () => ({ bytes: Buffer.concat(lines.flatMap((line) => [line, lineBreak])), firstLine, lines: lines.length });
  for await (const line of readLines(file)) {
    lines.push(line);
    length += line.length;
    if (length < batchBytes) continue;
    yield batch();
    firstLine += lines.length;
    lines = [];
    length = 0;
  }
  if (lines.length > 0) yield batch();
}

/** @param {Buffer} bytes a batch's @returns {Generator<Buffer, void, undefined>} its lines */
export function* linesOf(bytes) {
  for (let start = 0, end; (end = bytes.indexOf(lineFeed, start)) !== -1; start = end + 1) yield bytes.subarray(start, end);
}

/**
 * @param {string} line
 * @param {string} place
 * @returns {Omit<Entry, "line">}
 */
function parseEntry(line, place) {
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(line);
  } catch (error) {
    const reason = /** @type {Error} */ (error).message;
    throw fault(place, `not JSON (${reason}); the line is skipped. A line is one document: {"text": "…"}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw fault(place, 'not an object; the line is skipped. A line is one document: {"text": "…"}');
  }
  const { id, text, lang } = /** @type {Record<string, unknown>} */ (value);
  if (typeof text !== "string") {
    throw fault(place, `$.text is ${text === undefined ? "missing" : "not a string"}; the line is skipped`);
  }
  if (lang !== undefined && (typeof lang !== "string" || !isLanguage(lang))) {
    throw fault(place, '$.lang is not a language tag such as "en" or "pt-BR"; the line is skipped');
  }
  if (id !== undefined && typeof id !== "string" && typeof id !== "number") {
    throw fault(place, "$.id is neither a string nor a number; the line is skipped");
  }
  return { id, text, lang };
}

/**
 * @param {string} place
 * @param {string} message
 */
function fault(place, message) {
  return new NamelightError("bad-line", `${place}: ${message}`);
}

/**
 * The lines of a file, as bytes: a line feed is never part of a longer UTF-8 sequence.
 * @param {string} file
 */
async function* readLines(file) {
  /** @type {Buffer[]} */
  let open = [];
  let length = 0;
  for await (const chunk of readChunks(file)) {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      yield Buffer.concat([...open, chunk.subarray(start, end)]);
      open = [];
      length = 0;
      start = end + 1;
    }
    open.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > maximumTextBytes) {
      const limit = `${maximumTextBytes / 2 ** 20} MB`;
      throw new NamelightError("too-large",
        `${nameOf(file)}: a line holds more than ${limit}; one document a line is expected`);
    }
  }
  if (length > 0) yield Buffer.concat(open);
}
