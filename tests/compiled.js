// Dictionaries in their compiled form, for tests. In: a source. Out: its compiler, which has taken it all.

import { addEntity, addSuppressed, openCompiler } from "../www/admit.js";
import { checkerEngine } from "../www/checker.js";
import { loadDictionary } from "../www/index.js";

/** @param {Record<string, any>} source */
export async function compilerOf(source) {
  const { Compiler } = await checkerEngine();
  /** @param {string} path @param {string} code */
  const leaveOut = (path, code) => {
    throw new Error(`${path}: ${code}`);
  };
  const compiler = await openCompiler(leaveOut, source, Compiler);
  const ids = new Set();
  for (const entity of source.entities) addEntity(leaveOut, entity, "", compiler, ids);
  for (const text of source.suppress ?? []) addSuppressed(leaveOut, text, "", compiler);
  compiler.sort();
  return compiler;
}

/**
 * A file that is damaged where that is seen only when a text is read: it can be loaded, and finds nothing in that text.
 * @param {Uint8Array} file @param {string} text
 */
export async function damageWhatFinds(file, text) {
  for (let at = file.length - 1; at > 0; at--) {
    const damaged = file.slice();
    damaged[at] ^= 1;
    const dictionary = await loadDictionary(damaged).catch(() => null);
    const isEmpty = dictionary?.find(text).length === 0;
    dictionary?.free();
    if (isEmpty) return damaged;
  }
  throw new Error("every byte is checked when the file is loaded");
}
