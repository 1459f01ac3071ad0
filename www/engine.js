/**
 * The core, started when it is first needed. In: where an entry gets its builds from. Out: what they export.
 */
import { NamelightError } from "./error.js";

/** @typedef {Response | BufferSource} Wasm */
/** @typedef {Pick<typeof import("./bindings/full.js"), "Compiler" | "Dictionary" | "Document">} Full finds mentions, and compiles dictionaries */
/** @typedef {Pick<Full, "Dictionary" | "Document">} Core finds mentions */
/** @typedef {{ core: () => Promise<Core>, full: () => Promise<Full> }} Engines */

/** @type {Engines} */
let engines;
/** By what starts it, since the two may be one. @type {Map<() => Promise<Core>, Promise<any>>} */
const started = new Map();

/**
 * How the builds are started: each entry of the package says it once.
 * @param {Engines} provided
 */
export function provideEngines(provided) {
  engines = provided;
}

/**
 * @template {keyof Engines} K
 * @param {K} kind
 * @returns {ReturnType<Engines[K]>}
 */
export function engine(kind) {
  const start = engines[kind];
  const starting =
    started.get(start) ??
    start().catch((error) => {
      // A network that failed may work the next time.
      started.delete(start);
      throw error;
    });
  started.set(start, starting);
  return /** @type {any} */ (starting);
}

/**
 * @template T
 * @param {T & { default: (input: any) => Promise<unknown> }} bindings
 * @param {() => Promise<Wasm>} source
 * @returns {Promise<T>} the bindings, ready
 */
export async function startEngine(bindings, source) {
  const wasm = await source().catch((cause) => {
    throw new NamelightError("engine-unreachable", `The core could not be fetched: ${cause}.`, { cause });
  });
  if (wasm instanceof Response && !wasm.ok) {
    throw new NamelightError("engine-unreachable", `${wasm.url}: the server answered ${wasm.status}.`);
  }
  try {
    await bindings.default({ module_or_path: wasm });
  } catch (cause) {
    // Some engines compile under a policy that forbids it and refuse to instantiate: this is where it shows.
    throw new NamelightError(
      "wasm-refused",
      `WebAssembly did not start (${cause}). A content security policy needs 'wasm-unsafe-eval' in script-src.`,
      { cause },
    );
  }
  return bindings;
}
