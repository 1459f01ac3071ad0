/**
 * What the package exports, wherever its WebAssembly comes from.
 */
export { Dictionary, loadDictionary } from "./dictionary.js";
export { NamelightError } from "./error.js";
export { createHighlighter } from "./highlighter.js";
export { reader } from "./reader.js";

/** The package's version. */
export const version = "0.1.0";
