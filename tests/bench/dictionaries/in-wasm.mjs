// In: the package, the bytes of compiled dictionaries, an article as blocks; in Node or in a page, one and the same.
// Out: how long loading takes beside a copy of the same bytes, and finding the article's mentions, in milliseconds: the first time in
// this process, then again and again.
// Guarantees: the WebAssembly runs before the clock does; copies go to memory as fresh as the dictionary's.

/**
 * @typedef {{ copyMs: number, loadMs: number, firstMs: number, againMs: number }} Round first: right after loading, when each
 *   page of the file that the article touches is checked; again: with the same dictionary
 * @typedef {{ cold: Round, warm: Round[], mentions: number }} Measured
 */

const PAGE = 65_536; // of WebAssembly memory

/**
 * @param {object} job
 * @param {typeof import("namelight")} job.namelight
 * @param {Uint8Array} job.small a compiled dictionary that starts the WebAssembly
 * @param {Uint8Array} job.bytes
 * @param {{ text: string }[]} job.blocks
 * @param {number} job.rounds
 * @param {() => void} [job.onRead] called when the article has been read for the first time
 * @returns {Promise<Measured>}
 */
export async function measure({ namelight, small, bytes, blocks, rounds, onRead }) {
  (await namelight.loadDictionary(small)).free();
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes.length / PAGE) });
  let mentions = 0;
  /** @type {Round[]} */
  const all = [];
  for (let round = 0; round <= rounds; round++) {
    const times = [performance.now()];
    const lap = () => times.push(performance.now());
    new Uint8Array(memory.buffer).set(bytes);
    lap();
    const dictionary = await namelight.loadDictionary(bytes);
    lap();
    mentions = dictionary.find(blocks).length;
    lap();
    dictionary.find(blocks);
    lap();
    if (round === 0) onRead?.();
    dictionary.free();
    const [copyMs, loadMs, firstMs, againMs] = times.slice(1).map((time, at) => time - times[at]);
    all.push({ copyMs, loadMs, firstMs, againMs });
  }
  return { cold: all[0], warm: all.slice(1), mentions };
}

/**
 * @typedef {{ exports: WebAssembly.Exports, write: (bytes: Uint8Array) => void }} Rivals
 * @typedef {{ prepareMs: number, scanMs: number, hits: number, memoryBytes: number }} Scanned
 */

/**
 * A rival in WebAssembly: from its input to something ready to search, then scanning a text.
 * @param {BufferSource} wasm tests/bench/rivals
 * @param {Uint8Array} input what it is made from
 * @param {Uint8Array} text
 * @param {"aho-corasick" | "daachorse"} name
 * @returns {Promise<Scanned>}
 */
export async function measureRival(wasm, input, text, name) {
  const { instance } = /** @type {WebAssembly.WebAssemblyInstantiatedSource} */ (/** @type {unknown} */ (await WebAssembly.instantiate(wasm)));
  const exports = /** @type {any} */ (instance.exports);
  /** @param {Uint8Array} bytes */
  const write = (bytes) => {
    const at = exports.input(bytes.length);
    new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
  };
  const [prepare, scan] = name === "daachorse" ? [exports.deserialize_input, exports.scan_double_array_input] : [exports.build_input, exports.scan_input];
  const started = performance.now();
  write(input);
  prepare();
  const prepareMs = performance.now() - started;
  write(text);
  let hits = 0;
  let scanMs = Infinity;
  // The best of five: a just-in-time compiler has then seen the code.
  for (let round = 0; round < 5; round++) {
    const begun = performance.now();
    hits = scan();
    scanMs = Math.min(scanMs, performance.now() - begun);
  }
  return { prepareMs, scanMs, hits, memoryBytes: exports.memory.buffer.byteLength };
}
