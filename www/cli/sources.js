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
import { kindOf, readers } from "./sources/kinds.js";
import { broken } from "./sources/place.js";

export { sourceKinds } from "./sources/kinds.js";

/** @typedef {import("./sources/place.js").Item} Item */
/** @typedef {import("./sources/place.js").SourceText} SourceText */
/** @typedef {import("./sources/place.js").ReadOptions} ReadOptions */
/** @typedef {import("./sources/kinds.js").SourceKind} SourceKind */
/** @typedef {{ name: string, kind: SourceKind | "compiled", bytes: AsyncGenerator<Buffer, void, undefined>, packed: boolean, size: number, done: () => number | undefined }} OpenSource size: in bytes,
 *   0 where it is not known; done: how much of it was read, from 0 to 1 */

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
