/**
 * A dictionary source, compiled in the page. In: parsed JSON, of any shape. Out: compiled bytes, and what was left out.
 * Pauses between entities, so that no task is long.
 */
import { addEntity, addSuppressed, isObject, listOf, openCompiler } from "./admit.js";
import { NamelightError } from "./error.js";

/** @typedef {import("./dictionary.js").Fault} Fault */

/** Milliseconds of work before a pause: half of what a slice may take, since one entity more may follow. */
const sliceMs = 4;
/** More faults than anyone mends in one go. */
const mostFaults = 1000;

/**
 * @param {string} place the dictionary's address, for messages
 * @param {unknown} json
 * @param {typeof import("./bindings/full_bg.js").Compiler} Compiler
 * @param {Fault[]} faults gets what was left out
 * @param {import("./source.js").LoadOptions} [options]
 * @returns {Promise<Uint8Array>}
 * @throws {NamelightError} not-a-dictionary where there is nothing to use
 */
export async function compileSource(place, json, Compiler, faults, { signal, commonWords } = {}) {
  /** @param {string} path @param {string} code @param {string} message */
  const leaveOut = (path, code, message) => {
    if (faults.length < mostFaults) faults.push({ severity: "error", code, path, message });
  };
  const source = isObject(json) ? json : {};
  const compiler = await openCompiler(leaveOut, source, Compiler, await commonWords?.(String(source.language ?? "")));
  try {
    const ids = new Set();
    let until = performance.now() + sliceMs;
    const pause = async () => {
      await new Promise((resolve) => setTimeout(resolve));
      signal?.throwIfAborted();
      until = performance.now() + sliceMs;
    };
    for (const [index, entity] of listOf(leaveOut, source.entities, "$.entities").entries()) {
      if (performance.now() > until) await pause();
      addEntity(leaveOut, entity, `$.entities[${index}]`, compiler, ids);
    }
    const suppress = listOf(leaveOut, source.suppress, "$.suppress");
    for (const [index, text] of suppress.entries()) addSuppressed(leaveOut, text, `$.suppress[${index}]`, compiler);
    if (ids.size === 0 && suppress.length === 0) {
      const [first] = faults;
      const why = first ? `at ${first.path}, ${first.message}` : 'it needs a list of "entities"';
      throw Object.assign(new NamelightError("not-a-dictionary", `${place} has no usable entities: ${why}.`), { faults });
    }
    await pause();
    compiler.sort();
    await pause();
    return compiler.finish();
  } finally {
    compiler.free();
  }
}
