/**
 * Marks made where a page is made: on a server, in an edge worker, when a site is built. Needs no page. The browser then attaches cards to
 * them (attach.js), without dictionary or WebAssembly.
 */
export { annotateHtml } from "./server/annotate.js";
export { annotateChunks, annotateResponse } from "./server/chunks.js";
/** @typedef {import("./server/annotate.js").Annotated} Annotated */
/** @typedef {import("./server/annotate.js").AnnotateOptions} AnnotateOptions */
/** @typedef {import("./server/json-ld.js").JsonLdOptions} JsonLdOptions */
