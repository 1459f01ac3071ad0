/**
 * The package's entry for workerd and what is like it, where WebAssembly that was not compiled beforehand is refused: the
 * module is imported, and the runtime's own tools take it along.
 */
// @ts-expect-error: such a file is a WebAssembly.Module only to these runtimes, and beside the entry only when it is built.
import compiled from "./full.wasm";
import * as full from "./bindings/full_bg.js";
import { provideEngines } from "./engine.js";

export * from "./api.js";

const start = async () => {
  // tools/build.mjs has the module call them so.
  const { exports } = await WebAssembly.instantiate(/** @type {WebAssembly.Module} */ (compiled), { a: /** @type {any} */ (full) });
  full.__wbg_set_wasm(exports);
  return full;
};
provideEngines({ core: start, full: start, js: () => import("./bindings/javascript.js") });
