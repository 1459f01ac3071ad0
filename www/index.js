/**
 * The package's entry: its WebAssembly inside its JavaScript, so that it works in every bundler and runtime without
 * configuration. `separate.js` is the same with the WebAssembly in a file beside it.
 */
import { provideWasm } from "./engine.js";
import { unpack } from "./inline.js";

export * from "./api.js";

provideWasm(async () => unpack((await import("./bindings/core-inline.js")).default));
