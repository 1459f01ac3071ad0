/**
 * In: the cards of a dictionary, in the order of its compiled file. Out: files of them, {"ID": card, …}, each named after
 * its content.
 * Guarantees: a file that is there already is whole; what an earlier run left behind goes with removeStale().
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A reader opens one card: the file that holds it should come in one round trip. */
const fileCharacters = 16 * 1024;
const hashDigits = 16;
const cardFile = /^[\da-f]{16}\.json$/u;

/**
 * @param {string} folder
 * @param {Iterable<string>} cards each as JSON, with its id: "ID":{…}
 * @returns {Generator<{ name: string, count: number, bytes: number }, void, undefined>}
 */
export function* writeCards(folder, cards) {
  // Not with its parents: a typing error in OUT would make folders.
  if (!existsSync(folder)) mkdirSync(folder);
  /** @type {string[]} */
  let open = [];
  let length = 0;
  for (const card of cards) {
    if (length > 0 && length + card.length > fileCharacters) {
      yield write(folder, open);
      [open, length] = [[], 0];
    }
    open.push(card);
    length += card.length + 1;
  }
  if (open.length > 0) yield write(folder, open);
}

/**
 * @param {string} folder
 * @param {string[]} cards
 */
function write(folder, cards) {
  const json = `{${cards.join(",")}}`;
  const name = createHash("sha256").update(json).digest("hex").slice(0, hashDigits);
  const path = join(folder, `${name}.json`);
  // A site may be reading the file of an earlier run.
  writeFileSync(`${path}.part`, json);
  renameSync(`${path}.part`, path);
  return { name, count: cards.length, bytes: Buffer.byteLength(json) };
}

/**
 * @param {string} folder
 * @param {Set<string>} kept names of files that are in use
 */
export function removeStale(folder, kept) {
  /** @type {string[]} */
  let names;
  try {
    names = readdirSync(folder);
  } catch {
    return;
  }
  const stale = names.filter((name) => cardFile.test(name) && !kept.has(name.slice(0, hashDigits)));
  for (const name of stale) rmSync(join(folder, name));
  if (stale.length === names.length) rmdirSync(folder);
}
