/**
 * In: the names of files and folders. Out: the documents in them, one after the other.
 * Guarantees: a folder's files come by name, those in folders inside it too; what cannot be read is a
 * NamelightError in its place, and the next document still comes.
 */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { NamelightError } from "../error.js";
import { HtmlDocument } from "./html.js";
import { maximumTextBytes, nameOf, readText } from "./input.js";
import { readEntries } from "./ndjson.js";
import { TextDocument } from "./text.js";

/** @typedef {TextDocument | HtmlDocument} FoundDocument */
/**
 * @typedef {object} Reading how files are read
 * @property {import("./arguments.js").InputKind | undefined} input
 * @property {boolean} wrapped
 * @property {string} lang
 * @property {string | undefined} root
 */

const articleName = /\.(?:txt|x?html?|ndjson|jsonl)$/iu;
const htmlName = /\.x?html?$/iu;
const linesName = /\.(?:ndjson|jsonl)$/iu;
/** An XML declaration and comments may come first. */
const htmlBeginning = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[^])*-->\s*)*<(?:!doctype\s+html|html)[\s>]/iu;
/** How far into a file its kind is looked for, in UTF-16 units. */
const beginningLength = 10_000;

/**
 * Every document of files and folders, each file read by its kind.
 * @param {string[]} files
 * @param {import("./report.js").Report} report
 * @returns {AsyncGenerator<{ place: Place, document: FoundDocument } | { fault: NamelightError }, void, undefined>}
 */
export async function* readArticles(files, report) {
  const reading = { input: undefined, wrapped: false, lang: "", root: undefined };
  for (const file of await filesOf(files)) {
    report.progress(`reading ${nameOf(file)}`);
    try {
      for await (const { document, ...place } of documentsOf(file, reading)) {
        yield document instanceof NamelightError ? { fault: document } : { place, document };
      }
    } catch (error) {
      if (!(error instanceof NamelightError)) throw error;
      yield { fault: error };
    }
  }
}

/** @param {string[]} files */
async function filesOf(files) {
  /** @type {string[]} */
  const found = [];
  for (const file of files) {
    const status = file === "-" ? undefined : await stat(file).catch(() => undefined);
    if (!status?.isDirectory()) {
      found.push(file);
      continue;
    }
    const inside = await readdir(file, { recursive: true });
    found.push(...inside.filter((name) => articleName.test(name)).sort().map((name) => join(file, name)));
  }
  return found;
}

/** @typedef {{ file: string, line?: number, id?: string | number }} Place where a document comes from */

/**
 * @param {string} file
 * @param {Reading} reading
 * @returns {AsyncGenerator<Place & { document: FoundDocument | NamelightError }, void, undefined>}
 */
export async function* documentsOf(file, reading) {
  if (isLines(file, reading)) {
    for await (const entry of readEntries(file)) {
      const { line } = entry;
      if ("fault" in entry) yield { file, line, document: entry.fault };
      else {
        const { id, text, lang = reading.lang } = entry;
        yield { file, line, id, document: new TextDocument(text, { wrapped: reading.wrapped, lang }) };
      }
    }
    return;
  }
  const text = await readText(file, maximumTextBytes);
  const document = isHtml(file, text, reading) ? new HtmlDocument(text, reading) : new TextDocument(text, reading);
  yield { file, document };
}

/**
 * @param {string} file
 * @param {Reading} reading
 */
export function isLines(file, { input }) {
  return input ? input === "ndjson" : linesName.test(file);
}

/**
 * @param {string} file
 * @param {string} text
 * @param {Reading} reading
 */
function isHtml(file, text, { input }) {
  if (input) return input === "html";
  return htmlName.test(file) || htmlBeginning.test(text.slice(0, beginningLength));
}
