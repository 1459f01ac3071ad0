/**
 * In: the name of a file, or - for standard input. Out: its bytes, or its text without a byte order mark.
 * Guarantees: a file that is missing, a directory, not allowed, too large or not UTF-8 is a NamelightError
 * that names the file (and the line) and says what would be right; nothing larger than the limit is held in
 * memory.
 */
import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { NamelightError } from "../error.js";
import { nearest } from "./nearest.js";

const mebibyte = 1024 * 1024;
/** Twice a dictionary of a million aliases; parsed, this much JSON fills about a gigabyte. */
export const maximumDictionaryBytes = 128 * mebibyte;
/** A text is held as a string, folded and searched as a whole, several times its size in memory. */
export const maximumTextBytes = 128 * mebibyte;

/**
 * What messages and results call a file.
 * @param {string} file
 */
export function nameOf(file) {
  return file === "-" ? "<stdin>" : file;
}

/**
 * The chunks of a file as they arrive.
 * @param {string} file
 * @returns {AsyncGenerator<Buffer, void, undefined>}
 */
export async function* readChunks(file) {
  try {
    yield* file === "-" ? process.stdin : createReadStream(file, { highWaterMark: mebibyte });
  } catch (error) {
    throw await unreadable(file, /** @type {NodeJS.ErrnoException} */ (error));
  }
}

/**
 * @param {string} file
 * @param {number} maximumBytes
 * @param {AsyncIterable<Buffer>} [from] its bytes, where they were opened before
 */
export async function readText(file, maximumBytes, from) {
  return decodeUtf8(await readBytes(file, maximumBytes, from), nameOf(file));
}

/**
 * @param {string} file
 * @param {number} maximumBytes
 * @param {AsyncIterable<Buffer>} [from]
 */
export async function readBytes(file, maximumBytes, from = readChunks(file)) {
  /** @type {Buffer[]} */
  const chunks = [];
  let length = 0;
  const size = file === "-" ? 0 : await sizeOf(file);
  if (size > maximumBytes) throw tooLarge(file, size, maximumBytes);
  for await (const chunk of from) {
    length += chunk.length;
    if (length > maximumBytes) throw tooLarge(file, length, maximumBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/**
 * @param {Buffer} bytes
 * @param {string} name of the file, for the message
 * @param {number} [firstLine] the line at which the bytes begin
 */
export function decodeUtf8(bytes, name, firstLine = 1) {
  if (isUtf8(bytes)) return new TextDecoder("utf-8").decode(bytes);
  const [first, second] = bytes;
  const wide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (wide && firstLine === 1) {
    throw new NamelightError("not-utf-8", `${name}: this is UTF-16; save it as UTF-8`);
  }
  const { line, column, byte } = firstBadByte(bytes);
  const hexadecimal = `0x${byte.toString(16).toUpperCase()}`;
  const guess = new TextDecoder("windows-1252").decode(Uint8Array.of(byte));
  const hint = /\p{C}/u.test(guess) ? "" : ` (in windows-1252 it would be "${guess}")`;
  throw new NamelightError("not-utf-8",
    `${name}:${firstLine + line}:${column + 1}: `
      + `the byte ${hexadecimal} is not UTF-8${hint}; save the file as UTF-8`);
}

/** @param {Buffer} bytes that are not UTF-8 */
function firstBadByte(bytes) {
  let line = 0;
  let start = 0;
  let end = endOfLine(bytes, start);
  // A line feed is never part of a longer sequence, so each line stands by itself.
  while (isUtf8(bytes.subarray(start, end))) {
    line++;
    start = end;
    end = endOfLine(bytes, start);
  }
  const text = bytes.toString("utf8", start, end);
  let column = text.indexOf("\ufffd");
  let offset = start + Buffer.byteLength(text.slice(0, column));
  // The replacement character may also have been written by the author.
  while (bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd) {
    const next = text.indexOf("\ufffd", column + 1);
    offset += Buffer.byteLength(text.slice(column, next));
    column = next;
  }
  return { line, column, byte: bytes[offset] };
}

/**
 * @param {Buffer} bytes
 * @param {number} start
 */
function endOfLine(bytes, start) {
  const feed = bytes.indexOf(0x0a, start);
  return feed === -1 ? bytes.length : feed + 1;
}

/** @param {string} file */
async function sizeOf(file) {
  try {
    const found = await stat(file);
    return found.isFile() ? found.size : 0;
  } catch (error) {
    throw await unreadable(file, /** @type {NodeJS.ErrnoException} */ (error));
  }
}

/**
 * @param {string} file
 * @param {number} bytes
 * @param {number} maximumBytes
 */
function tooLarge(file, bytes, maximumBytes) {
  const [size, limit] = [bytes, maximumBytes].map((count) => `${Math.floor(count / mebibyte)} MB`);
  const held = file === "-" ? `more than ${limit}` : size;
  return new NamelightError("too-large",
    `${nameOf(file)}: holds ${held}; at most ${limit} can be read, so split it`);
}

/**
 * @param {string} file
 * @param {NodeJS.ErrnoException} error
 */
async function unreadable(file, error) {
  if (error instanceof NamelightError) return error;
  const name = nameOf(file);
  switch (error.code) {
    case "ENOENT":
    case "ENOTDIR": {
      const near = await neighbour(file);
      const hint = near ? `; did you mean ${near}?` : "";
      return new NamelightError("unreadable", `${name}: there is no such file${hint}`);
    }
    case "EISDIR":
      return new NamelightError("unreadable",
        `${name}: this is a directory; name the files in it, such as ${join(file, "*")}`);
    case "EACCES":
    case "EPERM":
      return new NamelightError("unreadable", `${name}: reading it is not permitted; change its permissions`);
    default:
      return new NamelightError("unreadable", `${name}: it cannot be read (${error.message})`);
  }
}

/** @param {string} file */
async function neighbour(file) {
  try {
    const near = nearest(basename(file), await readdir(dirname(file)));
    return near && join(dirname(file), near);
  } catch {
    return undefined;
  }
}
