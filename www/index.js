/**
 * The package's entry: its WebAssembly inside its JavaScript, so that it works in every bundler and runtime without
 * configuration. `separate.js` is the same with the WebAssembly in files beside it.
 */
import startFull, { Compiler, Dictionary, Document } from "./bindings/full.js";
import { provideEngines, startEngine } from "./engine.js";
import { unpack } from "./inline.js";

export * from "./api.js";

const full = { default: startFull, Compiler, Dictionary, Document };
const start = () => startEngine(full, async () => unpack((await import("./bindings/full-inline.js")).default));

provideEngines({ core: start, full: start });
