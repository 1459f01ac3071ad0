/**
 * The package's entry: its WebAssembly inside its JavaScript, so that it works in every bundler and runtime without
 * configuration. `separate.js` is the same with the WebAssembly in files beside it.
 */
import { provideEngines } from "./engine.js";
import { startWhole } from "./whole.js";

export * from "./api.js";

provideEngines({ core: startWhole, full: startWhole, js: () => import("./bindings/javascript.js") });
