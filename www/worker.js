/**
 * The package's entry for workerd and what is like it, where WebAssembly that was not compiled beforehand is refused: the
 * module is imported, and the runtime's own tools take it along.
 */
// @ts-expect-error: such a file is a WebAssembly.Module only to these runtimes, and beside the entry only when it is built.
import compiled from "./full.wasm";
import * as full from "./bindings/full_bg.js";
import { provideEngines } from "./engine.js";
import { lazily } from "./lazy.js";

export * from "./api.js";

const start = async () => {
  const imports = { "./full_bg.js": /** @type {any} */ (full) };
  const { exports } = await WebAssembly.instantiate(/** @type {WebAssembly.Module} */ (compiled), imports);
  full.__wbg_set_wasm(exports);
  /** @type {() => void} */ (exports.__wbindgen_start)();
  return full;
};
provideEngines({ core: start, full: start, js: lazily(() => import("./bindings/javascript.js")) });
