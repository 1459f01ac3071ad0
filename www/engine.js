/**
 * The core's two halves, each started once, when it is first needed: the matcher (compiled dictionaries, text) and the
 * compiler (dictionary sources). In: where an entry gets their WebAssembly from. Out: their exported classes.
 */
import startMatcher, * as matcher from "./bindings/matcher.js";
import { NamelightError } from "./error.js";

/** @typedef {"matcher" | "compiler"} Half */
/** @typedef {(half: Half) => Promise<Response | BufferSource>} WasmSource */

/** @type {WasmSource | undefined} */
let source;
/** @type {Map<Half, Promise<any>>} */
const started = new Map();

/**
 * Where the WebAssembly comes from: each entry of the package says it once.
 * @param {WasmSource} wasmSource
 */
export function provideWasm(wasmSource) {
  source = wasmSource;
}

/** @returns {Promise<typeof matcher>} */
export const matcherEngine = () => once("matcher", () => Promise.resolve({ ...matcher, default: startMatcher }));

/** @returns {Promise<typeof import("./bindings/compiler.js")>} */
export const compilerEngine = () => once("compiler", () => import("./bindings/compiler.js"));

/**
 * @template T
 * @param {Half} half
 * @param {() => Promise<T & { default: (input: any) => Promise<unknown> }>} bindings
 * @returns {Promise<T>}
 */
function once(half, bindings) {
  let engine = started.get(half);
  if (!engine) {
    engine = start(half, bindings);
    started.set(half, engine);
    // A network that failed may work the next time.
    engine.catch(() => started.delete(half));
  }
  return engine;
}

/**
 * @template T
 * @param {Half} half
 * @param {() => Promise<T & { default: (input: any) => Promise<unknown> }>} bindings
 */
async function start(half, bindings) {
  const [module, wasm] = await Promise.all([bindings(), /** @type {WasmSource} */ (source)(half)]);
  if (wasm instanceof Response && !wasm.ok) {
    throw new NamelightError("engine-unreachable", `${wasm.url}: the server answered ${wasm.status}.`);
  }
  try {
    await module.default({ module_or_path: wasm });
  } catch (cause) {
    // A page's policy lets compiling pass in some engines and refuses to instantiate: this is where it shows.
    throw new NamelightError(
      "wasm-refused",
      `WebAssembly did not start (${cause}). A page with a content security policy needs 'wasm-unsafe-eval' in script-src.`,
      { cause },
    );
  }
  return module;
}
