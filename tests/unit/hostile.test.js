// In: compiled dictionaries that are cut off, damaged, of another version, or say that they hold four thousand million aliases. Out:
// through the built package an error with a code that says what to do, or fewer mentions; memory by the file's size; never a throw
// from `find`. (tests/hostile.rs has the core's side.)

import assert from "node:assert/strict";
import { test } from "node:test";
import { NamelightError, loadDictionary } from "namelight";
import { compilerOf } from "../compiled.js";

const text = "Doha and Al Wakrah are in Qatar.";
const headerBytes = 8;
/** Of the sections' table: their lengths and sums. As src/layout.rs has them; a new section fails the first test. */
const sections = 26;
const megabyte = 1024 * 1024;

async function compiled() {
  const entities = ["Doha", "Al Wakrah", "Qatar"].map((name) => ({ id: `id:${name}`, type: "Place", name }));
  return (await compilerOf({ name: "Places", language: "en", entities })).finish();
}

/** @param {Uint8Array} file */
const view = (file) => new DataView(file.buffer, file.byteOffset, file.byteLength);

/** The checksum of src/layout.rs. @param {Uint8Array} bytes */
function checksum(bytes) {
  const mask = (1n << 64n) - 1n;
  const factor = 0x9e3779b97f4a7c15n;
  const end = bytes.length - (bytes.length % 8);
  let sum = 0n;
  /** @param {bigint} word */
  const step = (word) => (sum = ((((sum << 23n) | (sum >> 41n)) & mask ^ word) * factor) & mask);
  for (let at = 0; at < end; at += 8) step(view(bytes).getBigUint64(at, true));
  for (const byte of bytes.subarray(end)) step(0x100n | BigInt(byte));
  sum = (((sum ^ (sum >> 32n)) * factor) & mask) & 0xffffffffn;
  return Number(sum ^ (sum >> 16n));
}

/** @param {Uint8Array} file */
async function outcome(file) {
  /** @type {import("namelight").Dictionary} */
  let dictionary;
  try {
    dictionary = await loadDictionary(file);
  } catch (error) {
    assert.ok(error instanceof NamelightError, String(error));
    return error.code;
  }
  const found = dictionary.find(text).map(({ text }) => text);
  if (found.length === 0) assert.ok(dictionary.damaged > 0, "what counts as empty is told");
  dictionary.free();
  return found;
}

test("the file is sound, and its sums are what this test thinks", async () => {
  const file = await compiled();
  assert.deepEqual(await outcome(file), ["Doha", "Al Wakrah", "Qatar"]);
  const end = headerBytes + sections * 8;
  assert.equal(checksum(file.subarray(0, end)), view(file).getUint32(end, true));
});

test("cut off anywhere, it is refused", async () => {
  const file = await compiled();
  for (let length = 0; length < file.length; length++) {
    const code = length === 0 ? "not-json" : length < 4 ? "not-json" : length < 8 ? "dictionary-version" : "dictionary-damaged";
    assert.equal(await outcome(file.slice(0, length)), code, `after ${length} bytes`);
  }
});

test("with any bit flipped, it is refused or finds less", async () => {
  const file = await compiled();
  const codes = ["not-json", "dictionary-version", "dictionary-damaged"];
  for (let bit = 0; bit < file.length * 8; bit++) {
    const damaged = file.slice();
    damaged[bit >> 3] ^= 1 << (bit & 7);
    const got = await outcome(damaged);
    if (typeof got === "string") assert.ok(codes.includes(got), `bit ${bit}: ${got}`);
    else assert.ok(got.length === 0 || got.join() === "Doha,Al Wakrah,Qatar", `bit ${bit}: ${got}`);
  }
});

test("of another version, it says what to do", async () => {
  const file = await compiled();
  const own = view(file).getUint32(4, true);
  for (const [version, advice] of /** @type {const} */ ([[own - 1, /older format.*compile it again/], [own + 1, /newer format.*update Namelight/]])) {
    const other = file.slice();
    view(other).setUint32(4, version, true);
    await assert.rejects(loadDictionary(other), { code: "dictionary-version", message: advice });
  }
});

test("counts beyond the file take no memory", async () => {
  const file = await compiled();
  const before = process.memoryUsage().arrayBuffers + process.memoryUsage().external;
  for (const count of [1, 2]) {
    const bomb = file.slice();
    const head = headerBytes + sections * 8 + 4;
    view(bomb).setUint32(head + count * 4, 0xffffffff, true);
    view(bomb).setUint32(headerBytes + 4, checksum(bomb.subarray(head, head + 12)), true);
    view(bomb).setUint32(head - 4, checksum(bomb.subarray(0, head - 4)), true);
    const got = await outcome(bomb);
    assert.ok(Array.isArray(got), String(got));
  }
  const grown = process.memoryUsage().arrayBuffers + process.memoryUsage().external - before;
  assert.ok(grown < 8 * megabyte, `${grown} bytes more`);
});
