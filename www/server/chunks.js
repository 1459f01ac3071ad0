/**
 * In: a page as it comes, in chunks, or as a Response. Out: the same with marks. Guarantees: the head is handed on while the rest is still
 * coming; whatever goes wrong with marking, the page goes out as it came; what is not HTML in UTF-8 is not touched.
 */
import { annotateHtml } from "./annotate.js";

/**
 * @typedef {import("./annotate.js").AnnotateOptions & Reporting} StreamOptions
 * @typedef {object} Reporting
 * @property {(error: unknown) => void} [onError] told when a page goes out without marks since marking it failed; default: the console's error
 */

/** Pages beyond this go out as they are: 16 MiB, hundreds of articles. */
const largestBytes = 16 * 2 ** 20;
/** A head that is longer than this is waited for with the rest. */
const longestHead = 2 ** 18;

/** @param {unknown} error */
const tell = (error) => {
  // By its long name: a page must not print, and the build takes out what does.
  globalThis.console.error(error);
};

/**
 * A page with marks, chunk by chunk.
 *
 * @param {AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>} chunks of a page in UTF-8
 * @param {StreamOptions} options
 * @returns {AsyncGenerator<Uint8Array, void, undefined>}
 */
export async function* annotateChunks(chunks, { onError = tell, ...options }) {
  const encoder = new TextEncoder();
  /** @type {Uint8Array[]} */
  const held = [];
  let length = 0;
  let handedOn = 0;
  let isAsItCame = false;
  for await (const chunk of chunks) {
    const bytes = typeof chunk === "string" ? encoder.encode(chunk) : chunk;
    if (isAsItCame) {
      yield bytes;
      continue;
    }
    held.push(bytes);
    length += bytes.length;
    if (length > largestBytes) {
      isAsItCame = true;
      yield concatenated(held, length).subarray(handedOn);
    } else if (handedOn === 0 && length <= longestHead && !options.jsonLd && !options.cards) {
      // Where the head gets something of ours it has to wait for it.
      handedOn = headLength(concatenated(held, length));
      if (handedOn > 0) yield concatenated(held, length).subarray(0, handedOn);
    }
  }
  if (isAsItCame) return;
  const bytes = concatenated(held, length);
  const rest = await annotateBytes(bytes, options, handedOn).catch((error) => {
    onError(error);
    return bytes.subarray(handedOn);
  });
  if (rest.length > 0) yield rest;
}

/**
 * A response with marks: for edge workers, and whatever else serves by fetch. What is not a page is given back as it is: other types, other
 * encodings of text, no body, what must not be transformed (Cache-Control: no-transform).
 *
 * @param {Response} response
 * @param {StreamOptions} options
 * @returns {Response} at once; its body follows. Its length and its ETag are gone: both belong to the page without marks
 */
export function annotateResponse(response, options) {
  const { body, headers, status, statusText } = response;
  const type = headers.get("content-type") ?? "";
  const isPage = /^\s*text\/html\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(type);
  if (!body || !isPage || status === 206 || /\bno-transform\b/i.test(headers.get("cache-control") ?? "")) return response;
  const changed = new Headers(headers);
  // The body here is decoded already.
  for (const name of ["content-length", "content-encoding", "etag", "accept-ranges", "content-digest"]) changed.delete(name);
  const chunks = annotateChunks(/** @type {any} */ (body), options);
  const stream = new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return();
    },
  });
  return new Response(stream, { status, statusText, headers: changed });
}

/**
 * @param {Uint8Array} bytes
 * @param {import("./annotate.js").AnnotateOptions} options
 * @param {number} handedOn bytes that are gone already
 */
async function annotateBytes(bytes, options, handedOn) {
  const source = decode(bytes);
  if (source === null) return bytes.subarray(handedOn);
  const { html } = await annotateHtml(source, options);
  const marked = new TextEncoder().encode(html);
  if (handedOn === 0) return marked;
  // A name before the end of the head: then the page has none, and its text has gone out without marks.
  if (bytes.subarray(0, handedOn).some((byte, at) => byte !== marked[at])) return bytes.subarray(handedOn);
  return marked.subarray(handedOn);
}

/** @param {Uint8Array} bytes @returns {string | null} null where it is not what it should be */
function decode(bytes) {
  try {
    const source = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const [, charset = "utf-8"] = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(source.slice(0, 1024)) ?? [];
    return /^utf-?8$/i.test(charset) ? source : null;
  } catch {
    return null;
  }
}

/** @param {Uint8Array} bytes @returns {number} 0 where its end has not come yet */
function headLength(bytes) {
  const lessThan = 0x3c;
  for (let at = bytes.indexOf(lessThan); at !== -1; at = bytes.indexOf(lessThan, at + 1)) {
    if (/^<\/head[\s>]/i.test(String.fromCharCode(...bytes.subarray(at, at + 7)))) return at;
  }
  return 0;
}

/** @param {Uint8Array[]} chunks @param {number} length */
function concatenated(chunks, length) {
  if (chunks.length === 1) return chunks[0];
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  chunks.splice(0, chunks.length, whole);
  return whole;
}
