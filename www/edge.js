/**
 * The package's entry for edge runtimes that take WebAssembly only in files that a bundler was told of: the core as
 * JavaScript, which needs nothing of anybody.
 */
import { provideEngines } from "./engine.js";
import { NamelightError } from "./error.js";

export * from "./api.js";

const refuse = async () => {
  throw new NamelightError("wasm-refused", "This runtime compiles no WebAssembly; the core runs as JavaScript.");
};
provideEngines({ core: refuse, full: refuse, js: () => import("./bindings/javascript.js") });
