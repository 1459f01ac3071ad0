/**
 * The core, started when it is first needed. In: where an entry gets its builds from, and which engine is wanted. Out: what the
 * core exports, and which engine runs it: WebAssembly, or the same core as JavaScript where a page refuses WebAssembly.
 */
import { NamelightError } from "./error.js";
import { demand, oneOf } from "./rules.js";

/** @typedef {Response | BufferSource} Wasm */
/** @typedef {Pick<typeof import("./bindings/full_bg.js"), "Compiler" | "Dictionary" | "Document">} Full finds mentions, and compiles dictionaries */
/** @typedef {Pick<Full, "Dictionary" | "Document">} Core finds mentions */
/** @typedef {{ core: () => Promise<Core>, full: () => Promise<Full>, js: () => Promise<Full> }} Engines */
/** @typedef {"wasm" | "js"} EngineName */

/** @type {Engines} */
let engines;
/** By what starts it, since the two may be one. @type {Map<() => Promise<Core>, Promise<any>>} */
const started = new Map();
/** Each attempt is reported to the owner of the policy that forbids it: there is one. */
let isWasmRefused = false;

/**
 * How the builds are started: each entry of the package says it once.
 * @param {Engines} provided
 */
export function provideEngines(provided) {
  engines = provided;
}

/**
 * @template {"core" | "full"} K
 * @param {K} kind
 * @param {"auto" | EngineName} [wanted]
 * @returns {Promise<Awaited<ReturnType<Engines[K]>> & { engine: EngineName }>}
 */
export async function engine(kind, wanted = "auto") {
  demand("engine", oneOf("auto", "wasm", "js"), wanted);
  if (wanted === "wasm" || (wanted === "auto" && !isWasmRefused)) {
    try {
      return { ...(await startOnce(engines[kind])), engine: "wasm" };
    } catch (error) {
      if (wanted === "wasm" || /** @type {any} */ (error).code !== "wasm-refused") throw error;
      isWasmRefused = true;
    }
  }
  try {
    return { ...(await startOnce(engines.js)), engine: "js" };
  } catch (cause) {
    throw new NamelightError("engine-unreachable", `The core as JavaScript, namelight.engine.js, did not load: ${cause}`, { cause });
  }
}

/** @param {() => Promise<any>} start */
function startOnce(start) {
  const starting =
    started.get(start) ??
    start().catch((error) => {
      // A network that failed may work the next time.
      started.delete(start);
      throw error;
    });
  started.set(start, starting);
  return starting;
}

/**
 * @template {{ __wbg_set_wasm: (exports: WebAssembly.Exports) => void }} T
 * @param {() => T | Promise<T>} bindingsOf they come while the module does
 * @param {() => Promise<Wasm>} source
 * @returns {Promise<T>} the bindings, ready
 */
export async function startEngine(bindingsOf, source) {
  const [wasm, bindings] = await Promise.all([source(), bindingsOf()]).catch((cause) => {
    throw new NamelightError("engine-unreachable", `The core could not be fetched: ${cause}.`, { cause });
  });
  if (wasm instanceof Response && !wasm.ok) {
    throw new NamelightError("engine-unreachable", `${wasm.url}: the server answered ${wasm.status}.`);
  }
  try {
    // tools/build.mjs has the module call them so.
    const { exports } = await instantiate(wasm, { a: /** @type {any} */ (bindings) });
    bindings.__wbg_set_wasm(exports);
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

/**
 * @param {Wasm} wasm while it arrives, where its server says what it is
 * @param {WebAssembly.Imports} imports
 */
async function instantiate(wasm, imports) {
  const isResponse = wasm instanceof Response;
  const isStream = isResponse && wasm.headers.get("content-type") === "application/wasm";
  const { instance } = await (isStream
    ? WebAssembly.instantiateStreaming(wasm, imports)
    : WebAssembly.instantiate(isResponse ? await wasm.arrayBuffer() : wasm, imports));
  return instance;
}
