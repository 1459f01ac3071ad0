/**
 * The package's `namelight/extension/background`: what an extension's background matches with, its WebAssembly inside.
 */
import { provideEngines } from "../engine.js";
import { startWhole } from "../whole.js";

export { loadDictionary } from "../dictionary.js";
export { NamelightError } from "../error.js";
export { createBackground } from "./background.js";

// An extension's own policy lets WebAssembly start ('wasm-unsafe-eval'): there is nothing to fall back to.
provideEngines({ core: startWhole, full: startWhole, js: startWhole });
