/**
 * What the package exports, wherever its WebAssembly comes from.
 */
export { Dictionary, loadDictionary } from "./dictionary.js";
export { NamelightError } from "./error.js";
export { createHighlighter } from "./highlighter.js";
export { reader } from "./reader.js";

/** @typedef {import("./dictionary.js").DictionarySource} DictionarySource */
/** @typedef {import("./dictionary.js").Fault} Fault */
/** @typedef {import("./dictionary.js").FindOptions} FindOptions */
/** @typedef {import("./dictionary.js").LoadOptions} LoadOptions */
/** @typedef {import("./dictionary.js").Mention} Mention */
/** @typedef {import("./dictionary.js").TextBlock} TextBlock */
/** @typedef {import("./highlighter.js").Highlighter} Highlighter */
/** @typedef {import("./highlighter.js").HighlighterOptions} HighlighterOptions */

/** The package's version. */
export const version = "0.1.0";
