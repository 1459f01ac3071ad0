/**
 * Where a dictionary comes from: in, an address, bytes or an object; out, compiled bytes, or a source object and its
 * place. Everything is hostile: size, type and shape are checked before anything is believed.
 */
import { NamelightError } from "./error.js";

/** @typedef {string | URL | ArrayBuffer | Uint8Array | object} DictionarySource */
/**
 * @typedef {object} LoadOptions
 * @property {AbortSignal} [signal] ends loading with the signal's reason
 * @property {string} [integrity] a subresource integrity value that the fetched file must match
 * @property {typeof globalThis.fetch} [fetch] in place of the global one
 * @property {"auto" | "wasm" | "js"} [engine] what runs the core; "auto" takes WebAssembly where the page lets it start, and "js"
 *   does not try, so that no violation of a policy is reported
 * @property {string | ((id: string, options: { signal?: AbortSignal }) => unknown)} [cards] where the cards of compiled
 *   dictionaries are: the address of their folder, or a function that gives an entity's; by default beside the dictionary
 */

/** 64 MiB: a million aliases with their descriptions as JSON; more would take a page's memory. */
const largestBytes = 64 * 1024 * 1024;

/** @param {unknown} value */
export const isAddress = (value) => typeof value === "string" || value instanceof URL;
/** @param {unknown} value */
export const isBytes = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value);

/**
 * @param {DictionarySource} source
 * @param {LoadOptions} options
 * @returns {Promise<{ place: string, address?: string, compiled?: Uint8Array, json?: unknown }>}
 */
export async function readSource(source, options) {
  options.signal?.throwIfAborted();
  if (isAddress(source)) {
    const { place, address, bytes } = await fetchBytes(/** @type {string | URL} */ (source), options);
    return { ...parseBytes(place, bytes), address };
  }
  if (isBytes(source)) return parseBytes("dictionary", asBytes(/** @type {any} */ (source)));
  if (typeof source === "object" && source !== null) return { place: "dictionary", json: source };
  throw new NamelightError(
    "bad-option",
    `a dictionary is an address, an object, an ArrayBuffer, a Uint8Array or an array of these, not ${source === null ? "null" : typeof source}.`,
  );
}

/** @param {ArrayBuffer | ArrayBufferView} source */
function asBytes(source) {
  const { buffer = source, byteOffset, byteLength } = /** @type {any} */ (source);
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/**
 * @param {string} place
 * @param {Uint8Array} bytes
 */
function parseBytes(place, bytes) {
  if (bytes.length > largestBytes) throw tooLarge(place, largestBytes);
  // "NMLT", as src/compiled.rs writes it.
  if (bytes[0] === 78 && bytes[1] === 77 && bytes[2] === 76 && bytes[3] === 84) return { place, compiled: bytes };
  return { place, json: parseJson(place, new TextDecoder().decode(bytes)) };
}

/**
 * @param {string} place
 * @param {string} text
 * @returns {unknown}
 */
export function parseJson(place, text) {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const start = text.trimStart();
    const hint = start === "" ? "it is empty" : start[0] === "<" ? "it looks like HTML" : /** @type {Error} */ (cause).message;
    throw new NamelightError("not-json", `${place} is not JSON: ${hint}.`, { cause });
  }
}

/** @param {string} place @param {number} limit in bytes */
function tooLarge(place, limit) {
  return new NamelightError("dictionary-too-large", `${place} is larger than ${limit >> 20} MiB.`);
}

/**
 * @param {string | URL} address
 * @param {LoadOptions} options
 * @param {number} [limit] in bytes
 */
async function fetchBytes(address, { signal, integrity, fetch = globalThis.fetch }, limit = largestBytes) {
  const place = String(address);
  /** @type {Response} */
  let response;
  try {
    response = await fetch(address, { signal, ...(integrity ? { integrity } : {}) });
  } catch (cause) {
    signal?.throwIfAborted();
    throw new NamelightError(
      "dictionary-unreachable",
      `${place} could not be fetched: the address is wrong, the network is down, the file does not match its integrity, or its server does not allow this origin (Access-Control-Allow-Origin).`,
      { cause },
    );
  }
  if (!response.ok) {
    throw new NamelightError("dictionary-unreachable", `${place} could not be fetched: the server answered ${response.status}.`);
  }
  if (Number(response.headers.get("content-length")) > limit) {
    // Or the browser would go on and fetch all of it.
    await response.body?.cancel();
    throw tooLarge(place, limit);
  }
  try {
    // The page's base may change; a response that a function made up has no address.
    return { place, address: response.url || place, bytes: await readAll(place, response, limit) };
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof NamelightError) throw cause;
    throw new NamelightError("dictionary-unreachable", `${place} broke off while it was fetched.`, { cause });
  }
}

/**
 * @param {string} address
 * @param {LoadOptions} options
 * @param {number} limit in bytes
 * @returns {Promise<unknown>}
 */
export async function fetchJson(address, options, limit) {
  return parseJson(address, new TextDecoder().decode((await fetchBytes(address, options, limit)).bytes));
}

/**
 * Counts while it reads: a length that a server states may be wrong, or of the compressed form.
 * @param {string} place
 * @param {Response} response
 * @param {number} limit
 */
async function readAll(place, response, limit) {
  const reader = response.body?.getReader();
  /** @type {Uint8Array[]} */
  const chunks = [];
  let length = 0;
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done || !value) break;
    chunks.push(value);
    length += value.length;
    if (length > limit) {
      reader?.cancel();
      throw tooLarge(place, limit);
    }
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
