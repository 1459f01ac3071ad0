// In: a dictionary source. Out: what the match part of its compiled file takes beside the plain lists that hold the same: its aliases,
// sorted, and its ids; all brotli 11.
// Guarantees: the match part is a compiled file of its own, of a source without evidence (sameAs, context, related), without the
// sections that hold evidence all the same: what they add is told apart. An alias counts once, however many entities share it.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const COMMAND = fileURLToPath(new URL("../../../pkg/bin/namelight.js", import.meta.url));
export const BOUND = 1.25;

/**
 * @typedef {{ matchBytes: number, aliasBytes: number, idBytes: number, ratio: number }} Sizes brotli
 */

/** @param {Uint8Array} bytes */
export function brotli(bytes) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    // 16 MB: what a browser takes at most.
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params }).length;
}

/** @param {any} source @param {Iterable<string>} aliases @returns {Sizes} */
export function measureSizes(source, aliases) {
  const matchBytes = brotli(compiled(source));
  const aliasBytes = brotli(list(new Set(aliases)));
  const idBytes = brotli(list(source.entities.map((/** @type {{ id: string }} */ { id }) => id)));
  return { matchBytes, aliasBytes, idBytes, ratio: matchBytes / (aliasBytes + idBytes) };
}

/**
 * What the list of ids takes where it says whose each alias is: one beside each alias, in their order.
 * @param {any} source
 */
export function measureOwners({ entities }) {
  /** @type {[alias: Buffer, id: string][]} */
  const rows = entities.flatMap((/** @type {any} */ { id, name, aliases = [] }) =>
    [name, ...aliases].map((alias) => [Buffer.from(alias.text ?? alias), id]));
  rows.sort(([one], [other]) => Buffer.compare(one, other));
  return brotli(Buffer.from(rows.map(([, id]) => `${id}\n`).join("")));
}

/** @param {any} source */
function compiled({ entities, ...head }) {
  const folder = mkdtempSync(join(tmpdir(), "namelight-"));
  const [plain, out] = ["plain.json", "plain.namelight"].map((name) => join(folder, name));
  try {
    const matched = entities.map((/** @type {any} */ { id, name, type, weight, aliases }) => ({ id, name, type, weight, aliases }));
    writeFileSync(plain, JSON.stringify({ ...head, entities: matched }));
    execFileSync(process.execPath, [COMMAND, "compile", "--no-cards", plain, "-o", out], { stdio: ["ignore", "ignore", "pipe"] });
    return withoutEvidence(readFileSync(out));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** By their places in src/layout.rs: Hints, EvidenceSums, EvidenceLengths, Evidence, of so many sections. */
const EVIDENCE = [12, 13, 14, 25];
const SECTIONS = 26;

/** @param {Buffer} file */
function withoutEvidence(file) {
  const parts = [file.subarray(0, 8 + SECTIONS * 8 + 4)];
  let start = parts[0].length;
  for (let section = 0; section < SECTIONS; section++) {
    const end = start + file.readUInt32LE(8 + section * 8);
    if (!EVIDENCE.includes(section)) parts.push(file.subarray(start, end));
    start = end;
  }
  if (start !== file.length) throw new Error("the sections are not those of src/layout.rs");
  return Buffer.concat(parts);
}

/** One a line, in the order of their bytes. @param {Iterable<string>} texts */
function list(texts) {
  const bytes = [...texts].map((text) => Buffer.from(text)).sort(Buffer.compare);
  return Buffer.concat(bytes.flatMap((text) => [text, Buffer.from("\n")]));
}
