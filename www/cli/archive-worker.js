/**
 * In: batches of an archive's lines. Out: their answers. Guarantee: which thread answers makes no difference.
 */
import { parentPort } from "node:worker_threads";
import { loadDictionary } from "../index.js";
import { nameOf } from "./input.js";
import { linesOf, readEntry } from "./ndjson.js";
import { answerOf, inSource } from "./output.js";
import { TextDocument } from "./text.js";

/** @typedef {import("../dictionary.js").Dictionary} Dictionary */
/**
 * @typedef {object} Batch
 * @property {Uint8Array} bytes whole lines
 * @property {number} firstLine
 * @property {string} file
 * @property {boolean} several files
 * @property {boolean} wrapped
 * @property {string} lang
 * @property {import("../decisions.js").DecisionOptions} options
 */
/**
 * @typedef {object} Answers
 * @property {string} text an answer a line
 * @property {string[]} faults of bad lines
 * @property {number} count of documents
 * @property {number} damaged parts of the dictionaries so far
 */

/**
 * @param {Dictionary} dictionary
 * @param {Batch} batch
 * @returns {Answers}
 */
export function answerBatch(dictionary, { bytes, firstLine, file, several, wrapped, lang, options }) {
  const answers = [];
  /** @type {string[]} */
  const faults = [];
  let line = firstLine;
  for (const one of linesOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))) {
    const entry = readEntry(one, nameOf(file), line++);
    if (!entry) continue;
    if ("fault" in entry) {
      faults.push(entry.fault.message);
      continue;
    }
    const document = new TextDocument(entry.text, { wrapped, lang: entry.lang ?? lang });
    const mentions = inSource(document, dictionary.find(document.blocks, options));
    answers.push(answerOf({ file, line: entry.line, id: entry.id }, several, mentions));
  }
  return { text: answers.join(""), faults, count: answers.length, damaged: dictionary.damaged };
}

/** What a worker does until it is ended. */
export async function answerBatches() {
  /** @type {Promise<Dictionary> | undefined} */
  let dictionary;
  parentPort?.on("message", async (/** @type {{ batch: Batch, dictionaries: SharedArrayBuffer[] }} */ { batch, dictionaries }) => {
    try {
      dictionary ??= loadDictionary(dictionaries.map((shared) => new Uint8Array(shared)));
      parentPort?.postMessage({ answers: answerBatch(await dictionary, batch) });
    } catch (error) {
      parentPort?.postMessage({ fault: error instanceof Error ? error.stack : String(error) });
    }
  });
}
