// Dictionaries in their compiled form, for tests. In: a source. Out: its compiler, which has taken it all.

import { addEntity, addSuppressed, openCompiler } from "../www/admit.js";
import { checkerEngine } from "../www/checker.js";

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
