/**
 * What the extension keeps, in a database of its own origin: dictionaries, each compiled, with its cards and its source
 * apart, and the reader's choices. In a content script this would be the page's database: there it must not be imported.
 */

/**
 * @typedef {object} Kept what is known of a dictionary without loading it
 * @property {string} id
 * @property {string} name
 * @property {string} file the name of the file that it came from
 * @property {string} kind json, csv, …; "compiled"
 * @property {string} language
 * @property {string} version
 * @property {number} priority
 * @property {number} entities
 * @property {number} aliases
 * @property {number} bytes of the compiled form
 * @property {number} errors
 * @property {number} warnings
 * @property {string[]} faults the first of them, as they are shown
 * @property {number} added milliseconds since 1970
 * @property {boolean} isUsed
 * @property {number} [drawers] in how many its cards lie
 *
 * @typedef {{ kept: Kept, compiled: Uint8Array, cards: [id: string, card: unknown][], source: Blob }} Imported
 */

const name = "namelight";
const version = 1;
/** A record for each card takes 10 s per 100,000 to write; so many are as quickly read as one. */
const cardsPerDrawer = 64;
const stores = ["dictionaries", "compiled", "sources", "cards", "choices"];

/** @type {Promise<IDBDatabase> | undefined} */
let opening;

/** @returns {Promise<IDBDatabase>} */
function database() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      for (const store of stores) request.result.createObjectStore(store);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => {
      opening = undefined;
      reject(request.error);
    };
  });
  return opening;
}

/**
 * One transaction: all of it happens, or nothing.
 * @template T
 * @param {string[]} names
 * @param {IDBTransactionMode} mode
 * @param {(store: (name: string) => IDBObjectStore) => IDBRequest<T> | void} work
 * @returns {Promise<T>}
 */
async function transact(names, mode, work) {
  const transaction = (await database()).transaction(names, mode);
  return new Promise((resolve, reject) => {
    const request = work((store) => transaction.objectStore(store));
    transaction.oncomplete = () => resolve(/** @type {T} */ (request?.result));
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

/** The cards of a dictionary, by their keys. @param {string} id */
const cardsOf = (id) => IDBKeyRange.bound([id], [id, []]);

/** @returns {Promise<Kept[]>} the first imported first */
export async function listDictionaries() {
  /** @type {Kept[]} */
  const all = await transact(["dictionaries"], "readonly", (store) => store("dictionaries").getAll());
  return all.sort((one, other) => one.added - other.added);
}

/** @param {Imported} imported one with an id that is kept takes its place */
export async function keepDictionary({ kept, compiled, cards, source }) {
  const drawers = Array.from({ length: Math.ceil(cards.length / cardsPerDrawer) }, () => new Map());
  for (const [id, card] of cards) drawers[drawerOf(id, drawers.length)].set(id, card);
  await transact(["dictionaries", "compiled", "sources", "cards"], "readwrite", (store) => {
    store("dictionaries").put({ ...kept, drawers: drawers.length }, kept.id);
    store("compiled").put(compiled, kept.id);
    store("sources").put(source, kept.id);
    store("cards").delete(cardsOf(kept.id));
    for (const [at, drawer] of drawers.entries()) store("cards").put(drawer, [kept.id, at]);
  });
}

/** @param {string} id @param {number} drawers @returns {number} in which its card lies: its FNV-1a hash tells */
function drawerOf(id, drawers) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % drawers;
}

/** @param {string} id */
export async function removeDictionary(id) {
  await transact(["dictionaries", "compiled", "sources", "cards"], "readwrite", (store) => {
    for (const each of ["dictionaries", "compiled", "sources"]) store(each).delete(id);
    store("cards").delete(cardsOf(id));
  });
}

/** @param {string} id @param {boolean} isUsed */
export async function useDictionary(id, isUsed) {
  await transact(["dictionaries"], "readwrite", (store) => {
    const request = store("dictionaries").get(id);
    request.onsuccess = () => {
      if (request.result) store("dictionaries").put({ ...request.result, isUsed }, id);
    };
  });
}

/** @param {string} id @returns {Promise<Uint8Array | undefined>} */
export const compiledOf = (id) => transact(["compiled"], "readonly", (store) => store("compiled").get(id));

/** @param {string} id @returns {Promise<Blob | undefined>} */
export const sourceOf = (id) => transact(["sources"], "readonly", (store) => store("sources").get(id));

/** @param {Pick<Kept, "id" | "drawers">} dictionary @param {string} entity @returns {Promise<unknown>} */
export async function cardOf({ id, drawers = 0 }, entity) {
  if (drawers === 0) return undefined;
  /** @type {Map<string, unknown> | undefined} */
  const drawer = await transact(["cards"], "readonly", (store) => store("cards").get([id, drawerOf(entity, drawers)]));
  return drawer?.get(entity);
}

/** @returns {Promise<string[]>} ids of entities that the reader does not want marked */
export async function readHidden() {
  const hidden = await transact(["choices"], "readonly", (store) => store("choices").get("hidden"));
  return Array.isArray(hidden) ? hidden : [];
}

/** @param {string[]} hidden */
export async function keepHidden(hidden) {
  await transact(["choices"], "readwrite", (store) => store("choices").put(hidden, "hidden"));
}
