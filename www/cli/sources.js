/**
 * In: the name of a dictionary source, or - for standard input. Out: its kind and its bytes, unpacked where they are
 * gzipped; or its items, whatever its kind.
 * Guarantees: the kind is told by --from, else by the ending and the first bytes; bytes that are not UTF-8 are told with
 * their line; no more than the reader of its kind needs is held in memory.
 */
import { isUtf8 } from "node:buffer";
import { statSync } from "node:fs";
import { Readable, pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { decodeUtf8, nameOf, readChunks } from "./input.js";
import { readJson } from "./sources/json.js";
import { readJsonLines } from "./sources/jsonl.js";
import { broken } from "./sources/place.js";
import { readSkos } from "./sources/skos.js";
import { readSpacy } from "./sources/spacy.js";
import { readTable } from "./sources/table.js";
import { readQueryResult, readWikidata } from "./sources/wikidata.js";

/** @typedef {import("./sources/place.js").Item} Item */
/** @typedef {import("./sources/place.js").SourceText} SourceText */
/** @typedef {import("./sources/place.js").ReadOptions} ReadOptions */
/** @typedef {keyof typeof readers} SourceKind */
/** @typedef {{ name: string, kind: SourceKind | "compiled", bytes: AsyncGenerator<Buffer, void, undefined>, packed: boolean, size: number, done: () => number | undefined }} OpenSource size: in bytes,
 *   0 where it is not known; done: how much of it was read, from 0 to 1 */

/** @type {Record<"json" | "jsonl" | "csv" | "tsv" | "sparql" | "wikidata" | "spacy" | "skos", (source: SourceText, options: ReadOptions) => AsyncGenerator<Item, void, undefined>>} */
const readers = {
  json: readJson,
  jsonl: readJsonLines,
  csv: readTable,
  tsv: (source, options) => readTable(source, options, "\t"),
  sparql: readQueryResult,
  wikidata: readWikidata,
  spacy: readSpacy,
  skos: readSkos,
};
export const sourceKinds = Object.keys(readers);

/** @type {Record<string, SourceKind>} */
const endings = {
  json: "json", jsonl: "jsonl", ndjson: "jsonl", csv: "csv", tsv: "tsv", tab: "tsv", srj: "sparql", ttl: "skos", turtle: "skos", jsonld: "skos",
};
/** How far into a source its kind is looked for. */
const beginningBytes = 64 * 1024;
/** The longest UTF-8 sequence, less its last byte. */
const longestPartBytes = 3;
const lineFeed = 0x0a;

/**
 * @param {string} file
 * @param {SourceKind} [from]
 * @returns {Promise<OpenSource>}
 */
export async function openSource(file, from) {
  const name = nameOf(file);
  const size = file === "-" ? 0 : (statSync(file, { throwIfNoEntry: false })?.size ?? 0);
  let read = 0;
  const counted = (async function* () {
    for await (const chunk of readChunks(file)) {
      read += chunk.length;
      yield chunk;
    }
  })();
  let { beginning, bytes } = await peek(counted);
  const packed = beginning[0] === 0x1f && beginning[1] === 0x8b;
  if (packed) ({ beginning, bytes } = await peek(unpack(name, bytes)));
  return { name, kind: from ?? kindOf(file, beginning.toString("utf8").replace(/^\ufeff/u, "")), bytes, packed, size, done: () => (size > 0 ? read / size : undefined) };
}

/**
 * @param {OpenSource} source one that is not compiled
 * @param {ReadOptions} options
 */
export function readItems({ name, kind, bytes }, options) {
  if (kind === "compiled") throw broken(name, "this is compiled already; name its sources", {}, "compiled");
  return readers[kind]({ name, chunks: wholeCharacters(name, bytes) }, options);
}

/**
 * @param {string} file
 * @param {string} beginning
 * @returns {SourceKind | "compiled"}
 */
function kindOf(file, beginning) {
  // As src/compiled.rs writes it.
  if (beginning.startsWith("NMLT")) return "compiled";
  const [, ending = ""] = /\.(\w+)$/u.exec(file.replace(/\.gz$/iu, "")) ?? [];
  const kind = endings[ending.toLowerCase()];
  if (kind === "json" || kind === "jsonl" || (!kind && /^\s*[[{]/u.test(beginning))) return kindOfJson(beginning, kind);
  if (kind) return kind;
  if (/^\s*(?:#.*\s+)*(?:@?prefix|@?base)\s/iu.test(beginning)) return "skos";
  return /^[^\n]*[,;\t]/u.test(beginning) ? "csv" : "json";
}

/**
 * @param {string} beginning
 * @param {SourceKind | undefined} byEnding
 * @returns {SourceKind}
 */
function kindOfJson(beginning, byEnding) {
  if (/^\s*\{\s*"head"\s*:\s*\{[^{}]*"vars"/u.test(beginning)) return "sparql";
  if (/"(?:labels|claims)"\s*:\s*\{/u.test(beginning) && /"id"\s*:\s*"[QPL]\d+"/u.test(beginning)) return "wikidata";
  if (/^\s*\{[^\n]*"pattern"\s*:/u.test(beginning) && /^\s*\{[^\n]*"label"\s*:/u.test(beginning)) return "spacy";
  if (/"@(?:graph|id|context)"\s*:/u.test(beginning) && /skos[:/#]/u.test(beginning)) return "skos";
  if (byEnding) return byEnding;
  const isLines = /^\s*\{[^\n]*\}\r?\n\s*\{/u.test(beginning);
  return isLines ? "jsonl" : "json";
}

/**
 * The first bytes, and all of them.
 * @param {AsyncIterable<Buffer>} chunks
 */
async function peek(chunks) {
  const iterator = chunks[Symbol.asyncIterator]();
  /** @type {Buffer[]} */
  const first = [];
  for (let length = 0; length < beginningBytes; ) {
    const { done, value } = await iterator.next();
    if (done) break;
    first.push(value);
    length += value.length;
  }
  const all = (async function* () {
    yield* first;
    yield* { [Symbol.asyncIterator]: () => iterator };
  })();
  return { beginning: Buffer.concat(first).subarray(0, beginningBytes), bytes: all };
}

/**
 * @param {string} name
 * @param {AsyncIterable<Buffer>} chunks
 * @returns {AsyncGenerator<Buffer, void, undefined>}
 */
async function* unpack(name, chunks) {
  const gunzip = createGunzip();
  // The error reaches whoever reads.
  pipeline(Readable.from(chunks), gunzip, () => {});
  try {
    yield* gunzip;
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    if (!code?.startsWith("Z_")) throw error;
    throw broken(name, `it cannot be unpacked (${message})`, {}, "not-gzip");
  }
}

/**
 * Without a byte order mark, each chunk by itself UTF-8.
 * @param {string} name
 * @param {AsyncIterable<Buffer>} chunks
 */
async function* wholeCharacters(name, chunks) {
  let held = /** @type {Buffer} */ (Buffer.alloc(0));
  let line = 1;
  let isFirst = true;
  /** @param {Buffer} bytes */
  const checked = (bytes) => {
    // Throws where it is not, with the line.
    if (!isUtf8(bytes)) decodeUtf8(bytes, name, line);
    for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) line++;
    const mark = isFirst && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    isFirst = false;
    return bytes.subarray(mark);
  };
  for await (const chunk of chunks) {
    const bytes = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
    const end = bytes.length - partLength(bytes);
    held = bytes.subarray(end);
    if (end > 0) yield checked(bytes.subarray(0, end));
  }
  if (held.length > 0) yield checked(held);
}

/**
 * How many bytes at the end begin a character that is not whole.
 * @param {Buffer} bytes
 */
function partLength(bytes) {
  for (let back = 1; back <= Math.min(longestPartBytes, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}
