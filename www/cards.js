/**
 * Cards apart from matching. In: the parts of a dictionary, an entity's id. Out: its card, as its source has it: untrusted.
 * Guarantees: a file of cards is fetched once for all who ask, and again only after a failure or when 32 others came
 * between; it is given up when nobody waits for it any more; what is too large or no object is refused.
 */
import { NamelightError } from "./error.js";
import { told } from "./told.js";

/** @typedef {import("./dictionary.js").Part} Part */
/** @typedef {Record<string, unknown>} Chunk a file of cards: by id */
/** @typedef {{ answer: Promise<Chunk>, waiting: number, controller: AbortController, isDone: boolean }} Fetched */

/** 1 MiB: hundreds of cards. More is a mistake or an attack. */
const largestChunkBytes = 1024 * 1024;
/** More than anyone opens on a page; with what a chunk may hold, a bound to the page's memory. */
const mostChunks = 32;

/** The last asked for is the last. @type {WeakMap<Part, Map<string, Fetched>>} */
const kept = new WeakMap();
/** Those of which all are wanted. @type {WeakSet<Part>} */
const whole = new WeakSet();

/**
 * @param {Part[]} parts compiled ones; the first that has a card counts
 * @param {string} id
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<import("./dictionary.js").Known>} without an entity where there is no card
 */
export async function loadCard(parts, id, { signal } = {}) {
  signal?.throwIfAborted();
  // Before the first pause: in any of them the dictionary may be freed.
  const sources = parts.map((part) => ({ ...told(part), find: finderOf(part, id, signal) }));
  for (const { find, language, head } of sources) {
    const entity = await find?.();
    signal?.throwIfAborted();
    if (typeof entity === "object" && entity !== null) return { entity, language, head };
  }
  return {};
}

/**
 * Fetches every file of cards, so that their host cannot tell which are read.
 * @param {Part[]} parts
 * @param {{ signal?: AbortSignal }} [options]
 */
export async function loadAllCards(parts, { signal } = {}) {
  const apart = parts.filter((part) => part.source === undefined && typeof part.options.cards !== "function");
  // Before the first pause, as above.
  for (const [part, files] of apart.map((part) => /** @type {const} */ ([part, filesOf(part)]))) {
    whole.add(part);
    for (const { name } of files) if (name) await chunkOf(part, name, signal);
  }
}

/**
 * @param {Part} part
 * @param {string} id
 * @param {AbortSignal} [signal]
 * @returns {(() => unknown) | undefined} how to get its card
 */
function finderOf(part, id, signal) {
  const { handle, source, options: { cards } } = part;
  if (source !== undefined) return undefined;
  const number = handle.findEntity(id);
  if (number === handle.numbers[0]) return undefined;
  if (typeof cards === "function") return () => cards(id, { signal });
  const name = filesOf(part).find(({ end }) => number < end)?.name;
  if (!name) return undefined;
  return async () => {
    const chunk = await chunkOf(part, name, signal);
    // A polluted prototype has no cards.
    return Object.hasOwn(chunk, id) ? chunk[id] : undefined;
  };
}

/**
 * The files of cards: each line of the dictionary's index is a name and how many entities it goes on for.
 * @param {Part} part
 */
function filesOf(part) {
  let end = 0;
  return told(part).files.map((line) => {
    const [name, count] = line.split(" ");
    return { name, end: (end += Number(count)) };
  });
}

/**
 * @param {Part} part
 * @param {string} name
 * @param {AbortSignal} [signal]
 * @returns {Promise<Chunk>}
 */
async function chunkOf(part, name, signal) {
  signal?.throwIfAborted();
  const address = addressOf(part, name);
  if (!address) return {};
  const chunks = kept.get(part) ?? new Map();
  kept.set(part, chunks);
  const fetched = chunks.get(name) ?? begin(part, address, () => chunks.get(name) === fetched && chunks.delete(name));
  chunks.delete(name);
  chunks.set(name, fetched);
  if (chunks.size > mostChunks && !whole.has(part)) chunks.delete(chunks.keys().next().value);

  fetched.waiting++;
  return new Promise((resolve, reject) => {
    const leave = () => {
      fetched.waiting--;
      if (fetched.waiting === 0 && !fetched.isDone) fetched.controller.abort();
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", leave, { once: true });
    fetched.answer.then(resolve, reject).finally(() => signal?.removeEventListener("abort", leave));
  });
}

/**
 * @param {Part} part
 * @param {string} address
 * @param {() => void} forget
 * @returns {Fetched}
 */
function begin(part, address, forget) {
  const controller = new AbortController();
  // Nobody who asks now may be given what was given up.
  controller.signal.addEventListener("abort", forget);
  const fetched = { answer: fetchChunk(part, address, controller.signal), waiting: 0, controller, isDone: false };
  fetched.answer.then(() => (fetched.isDone = true), forget);
  return fetched;
}

/**
 * @param {Part} part
 * @param {string} address
 * @param {AbortSignal} signal
 * @returns {Promise<Chunk>}
 */
async function fetchChunk({ fetchJson, options: { fetch } }, address, signal) {
  const chunk = await fetchJson(address, { signal, fetch }, largestChunkBytes);
  if (typeof chunk === "object" && chunk !== null && !Array.isArray(chunk)) return /** @type {Chunk} */ (chunk);
  throw new NamelightError("not-cards", `${address} should be an object of cards by id.`);
}

/**
 * @param {Part} part
 * @param {string} name
 * @returns {string} empty where nobody said where cards are
 */
function addressOf({ options: { cards }, address = "" }, name) {
  const file = `${encodeURIComponent(name)}.json`;
  if (typeof cards === "string") return `${cards.replace(/\/?$/, "/")}${file}`;
  // Beside the dictionary; what follows "?" goes for both.
  return address && address.replace(/#.*/s, "").replace(/(?=\?)|$/, `.cards/${file}`);
}
