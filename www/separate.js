/**
 * The package with its WebAssembly in files of its own, which a browser compiles while they arrive: smaller than the
 * default entry, for pages that load it as a module from a server.
 */
import { provideWasm } from "./engine.js";

export * from "./api.js";

const address = new URL("./core.wasm", import.meta.url);

provideWasm(() => fetch(address));
