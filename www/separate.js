/**
 * The package with its WebAssembly in files of its own, which a browser compiles while they arrive: smaller than the
 * default entry, for pages that load it as a module from a server. A page with compiled dictionaries never loads what
 * compiles others.
 */
import { provideEngines, startEngine } from "./engine.js";
import { lazily } from "./lazy.js";

export * from "./api.js";

provideEngines({
  core: () => startEngine(() => import("./bindings/core_bg.js"), () => fetch(new URL("./core.wasm", import.meta.url))),
  full: () => startEngine(() => import("./bindings/full_bg.js"), () => fetch(new URL("./full.wasm", import.meta.url))),
  js: lazily(() => import("./bindings/javascript.js")),
});
