/**
 * What is Node's own: annotateChunks as a stream that others are piped through.
 */
import { Duplex } from "node:stream";
import { annotateChunks } from "./server/chunks.js";

/**
 * A stream that takes a page's bytes and gives them with marks. The head goes through at once; the rest when the page is whole, since what is
 * marked is decided over all of it.
 *
 * @param {import("./server/chunks.js").StreamOptions} options
 * @returns {Duplex}
 * @example
 * createReadStream("article.html").pipe(annotateStream({ dictionary })).pipe(response);
 */
export function annotateStream(options) {
  return Duplex.from(async function* (/** @type {AsyncIterable<Uint8Array | string>} */ chunks) {
    for await (const { buffer, byteOffset, byteLength } of annotateChunks(chunks, options)) yield Buffer.from(buffer, byteOffset, byteLength);
  });
}
