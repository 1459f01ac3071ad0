/**
 * The package with its WebAssembly in files of its own, which a browser compiles while they arrive: smaller than the
 * default entry, for pages that load it as a module from a server.
 */
import { provideWasm } from "./engine.js";

export * from "./api.js";

const addresses = {
  matcher: new URL("./matcher.wasm", import.meta.url),
  compiler: new URL("./compiler.wasm", import.meta.url),
};

provideWasm((half) => fetch(addresses[half]));
