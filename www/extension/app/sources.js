/**
 * A file that the reader has chosen, as the command reads files: in, a File; out, its kind and its items. Guarantees: the
 * same readers and the same messages as the command's; gzipped files are unpacked; what is too large or not UTF-8 is told.
 */
import { NamelightError } from "../../error.js";
import { kindOf, readers } from "../../cli/sources/kinds.js";

/** @typedef {import("../../cli/sources/place.js").Item} Item */
/** @typedef {import("../../cli/sources/kinds.js").SourceKind} SourceKind */
/** @typedef {{ name: string, kind: SourceKind | "compiled", bytes: Uint8Array }} OpenFile */

/** As much as the command takes for a dictionary that is held as a whole. */
const largestBytes = 128 * 1024 * 1024;
/** How far into a source its kind is looked for. */
const beginningBytes = 64 * 1024;
/** Given to a reader at a time; in between, the page answers its reader. */
const chunkBytes = 256 * 1024;
const lineFeed = 0x0a;

/**
 * @param {File} file
 * @returns {Promise<OpenFile>}
 * @throws {NamelightError} too-large, not-gzip
 */
export async function openFile(file) {
  const { name } = file;
  if (file.size > largestBytes) throw tooLarge(name);
  let bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = await unpack(name, bytes);
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  bytes = bytes.subarray(mark);
  return { name, kind: kindOf(name, new TextDecoder().decode(bytes.subarray(0, beginningBytes))), bytes };
}

/** @param {string} name */
const tooLarge = (name) => new NamelightError("too-large", `${name} is larger than ${largestBytes >> 20} MiB; compile it with the command, and import that.`);

/** @param {string} name @param {Uint8Array<ArrayBuffer>} packed */
async function unpack(name, packed) {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  let length = 0;
  try {
    for (let part; !(part = await reader.read()).done; parts.push(part.value)) {
      // A small file may unpack to any size.
      if ((length += part.value.length) > largestBytes) throw tooLarge(name);
    }
  } catch (error) {
    throw error instanceof NamelightError ? error : new NamelightError("not-gzip", `${name}: it cannot be unpacked (${error}).`);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/**
 * @param {OpenFile} file one that is not compiled
 * @param {string} language of the labels that are wanted, where a source has them in several; empty for the reader's own choice
 * @param {(done: number) => void} onProgress from 0 to 1
 * @returns {AsyncGenerator<Item, void, undefined>}
 */
export function readFile({ name, kind, bytes }, language, onProgress) {
  return readers[/** @type {SourceKind} */ (kind)]({ name, chunks: wholeLines(name, bytes, onProgress) }, { language, columns: {} });
}

/**
 * Chunks that end with a line or at the end: so no character is parted, and a fault has its line.
 * @param {string} name
 * @param {Uint8Array} bytes
 * @param {(done: number) => void} onProgress
 */
async function* wholeLines(name, bytes, onProgress) {
  let line = 1;
  for (let start = 0; start < bytes.length; ) {
    const feed = bytes.indexOf(lineFeed, start + chunkBytes);
    const end = feed === -1 ? bytes.length : feed + 1;
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
    if (!isUtf8(chunk)) throw notUtf8(name, chunk, line);
    for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, at + 1)) line++;
    yield chunk;
    onProgress(end / bytes.length);
    await new Promise((resolve) => setTimeout(resolve));
    start = end;
  }
}

/** @param {Uint8Array} bytes */
function isUtf8(bytes) {
  try {
    new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} name @param {Uint8Array} bytes @param {number} line */
function notUtf8(name, bytes, line) {
  const isWide = line === 1 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff));
  if (isWide) return new NamelightError("not-utf-8", `${name}: this is UTF-16; save it as UTF-8`);
  for (let start = 0; ; line++) {
    const end = bytes.indexOf(lineFeed, start) + 1;
    if (end === 0 || !isUtf8(bytes.subarray(start, end))) break;
    start = end;
  }
  return new NamelightError("not-utf-8", `${name}:${line}: this line is not UTF-8; save the file as UTF-8`);
}
