/**
 * The core, started once, when it is first needed. In: where an entry gets its WebAssembly from. Out: what it exports.
 */
import startCore, { Compiler, Dictionary } from "./bindings/core.js";
import { NamelightError } from "./error.js";

/** @typedef {Response | BufferSource} Wasm */

// By name: a namespace that is handed on keeps all that is in it, and costs a file of its own.
const core = { Compiler, Dictionary };

/** @type {(() => Promise<Wasm>) | undefined} */
let source;
/** @type {Promise<typeof core> | undefined} */
let started;

/**
 * Where the WebAssembly comes from: each entry of the package says it once.
 * @param {() => Promise<Wasm>} wasmSource
 */
export function provideWasm(wasmSource) {
  source = wasmSource;
}

/** @returns {Promise<typeof core>} */
export function coreEngine() {
  started ??= startEngine(startCore, /** @type {() => Promise<Wasm>} */ (source)).then(
    () => core,
    (error) => {
      // A network that failed may work the next time.
      started = undefined;
      throw error;
    },
  );
  return started;
}

/**
 * @param {(input: any) => Promise<unknown>} start of the bindings
 * @param {() => Promise<Wasm>} source
 */
export async function startEngine(start, source) {
  const wasm = await source();
  if (wasm instanceof Response && !wasm.ok) {
    throw new NamelightError("engine-unreachable", `${wasm.url}: the server answered ${wasm.status}.`);
  }
  try {
    await start({ module_or_path: wasm });
  } catch (cause) {
    // Some engines compile under a policy that forbids it and refuse to instantiate: this is where it shows.
    throw new NamelightError(
      "wasm-refused",
      `WebAssembly did not start (${cause}). A content security policy needs 'wasm-unsafe-eval' in script-src.`,
      { cause },
    );
  }
}
