/**
 * The half of an extension that matches: in its background (service worker or event page), where the extension's own
 * policy holds. In: how the dictionary is opened, messages of content scripts. Out: answers. Guarantees: a message that is
 * not this extension's own, or not sound, gets no answer; what was lost when the browser stopped the background is told,
 * and rebuilt by the next message.
 */
import { NamelightError } from "../error.js";
import { answerLater, isOwnSender, isToBackground } from "./messages.js";

/** @typedef {import("../dictionary.js").Dictionary} Dictionary */
/** @typedef {import("../dictionary.js").MatchDocument} MatchDocument */
/** @typedef {import("./messages.js").ToBackground} ToBackground */
/** @typedef {{ id?: string, url?: string, frameId?: number, tab?: { id?: number, url?: string } }} Sender as the browser tells it */
/**
 * @typedef {object} BackgroundOptions
 * @property {() => Promise<Dictionary>} open what is searched: `() => loadDictionary(…)`, from wherever the extension keeps its
 *   dictionaries. Called when it is first needed, and again after renew() or when the browser has stopped the background
 * @property {string} [ownId] runtime.id; default: that of the extension in which it runs
 * @property {(state: import("./messages.js").State, sender: Sender) => void} [onState] what a page has come to, for a badge
 * @property {(hidden: string[], sender: Sender) => void | Promise<void>} [onChoose] the reader hides entities, to be kept and given
 *   back to startContent
 *
 * @typedef {object} Background
 * @property {(message: unknown, sender: Sender, sendResponse: (answer: unknown) => void) => true | undefined} listener for
 *   runtime.onMessage; undefined for what is not its own, so that an extension may have others
 * @property {() => void} renew frees the dictionary; the next message opens it anew. Content scripts have to be told (`renew`)
 */

/** Pages whose texts are kept; of others the next message asks for them again. */
const mostPages = 24;
/** An image larger than this is none for a small card. */
const largestImageBytes = 2 * 1024 * 1024;

const runtime = () => /** @type {any} */ (globalThis).browser?.runtime ?? /** @type {any} */ (globalThis).chrome?.runtime;

/**
 * Answers the content scripts of one extension. Starts nothing before the first message.
 * @param {BackgroundOptions} options
 * @returns {Background}
 * @example
 * const background = createBackground({ open: async () => loadDictionary(await myStorage.get("names")) });
 * chrome.runtime.onMessage.addListener(background.listener);
 */
export function createBackground({ open, ownId, onState, onChoose }) {
  /** @type {Promise<Dictionary> | undefined} */
  let opening;
  let renewals = 0;
  /** The last asked for is the last. @type {Map<string, { document: MatchDocument, session: string }>} */
  const pages = new Map();

  /** The one that is in use when it is there, whatever was chosen meanwhile. @returns {Promise<Dictionary>} */
  const dictionary = async () => {
    const own = (opening ??= open());
    const before = renewals;
    try {
      const opened = await own;
      if (before === renewals) return opened;
    } catch (error) {
      if (own === opening) opening = undefined;
      if (before === renewals) throw error;
    }
    return dictionary();
  };

  /** @param {string} key */
  const end = (key) => {
    const page = pages.get(key);
    pages.delete(key);
    try {
      page?.document.free();
    } catch {
      // The core refuses it after it has failed.
    }
  };

  /** @param {Sender} sender @param {string} page */
  const keyOf = ({ tab, frameId }, page) => `${tab?.id} ${frameId} ${page}`;

  /** @param {import("./messages.js").Read} message @param {string} key */
  const read = async ({ session, blocks, options }, key) => {
    const opened = await dictionary();
    if (session === "") end(key);
    const known = pages.get(key);
    if (session !== "" && known?.session !== session) return { isForgotten: true };
    const page = known ?? { document: opened.createDocument(options), session: crypto.randomUUID() };
    pages.delete(key);
    pages.set(key, page);
    if (pages.size > mostPages) end(/** @type {string} */ (pages.keys().next().value));
    page.document.read(blocks);
    return { session: page.session };
  };

  /** @param {import("./messages.js").Decide} message @param {string} key @returns {import("./messages.js").Decision | import("./messages.js").Forgotten} */
  const decide = ({ session, order }, key) => {
    const page = pages.get(key);
    if (page?.session !== session) return { isForgotten: true };
    const { removed, added } = page.document.decide(order);
    /** @type {Map<string, number>} */
    const words = new Map();
    const place = (/** @type {string} */ word) => words.get(word) ?? (words.set(word, words.size), words.size - 1);
    return {
      removed,
      added: Array.from(added, ({ mention, block, start, end, entity, alternatives = [entity], alias }) => [
        mention,
        block,
        start,
        end,
        alternatives.map(place),
        place(alias),
      ]),
      words: [...words.keys()],
    };
  };

  /** @param {ToBackground} message @param {Sender} sender */
  const answer = async (message, sender) => {
    switch (message.type) {
      case "read":
        return read(message, keyOf(sender, message.page));
      case "decide":
        return decide(message, keyOf(sender, message.page));
      case "cards": {
        const opened = await dictionary();
        const cards = message.entities.map(async (id) => [id, await opened.lookUpCard(id)]);
        return { cards: await Promise.all(cards) };
      }
      case "image":
        return fetchImage((await (await dictionary()).lookUpCard(message.entity)).entity?.image?.src);
      case "state":
        return void onState?.(message, sender);
      case "choose":
        return onChoose?.(message.hidden, sender);
      case "end":
        return end(keyOf(sender, message.page));
    }
  };

  return {
    listener(message, sender, sendResponse) {
      if (!isOwnSender(sender, ownId ?? runtime().id) || !isToBackground(message)) return undefined;
      return answerLater(() => answer(message, sender), sendResponse);
    },
    renew() {
      const before = opening;
      opening = undefined;
      renewals++;
      for (const key of [...pages.keys()]) end(key);
      // What is being opened is freed when it is there.
      before?.then((opened) => opened.free()).catch(() => {});
    },
  };
}

/**
 * An image of a card: asked for without cookies or a referrer, and by nobody that the page could watch.
 * @param {unknown} address of a dictionary: untrusted
 * @returns {Promise<import("./messages.js").Picture>}
 */
async function fetchImage(address) {
  const src = typeof address === "string" && URL.canParse(address) ? new URL(address) : null;
  if (src?.protocol !== "https:") throw new NamelightError("image-unreachable", `${address} is no https address.`);
  const response = await fetch(src, { credentials: "omit", referrerPolicy: "no-referrer" });
  const type = (response.headers.get("content-type") ?? "").split(";", 1)[0].trim().toLowerCase();
  if (!response.ok || !/^image\/[\w.+-]+$/.test(type)) {
    throw new NamelightError("image-unreachable", `${src} is no image: the server answered ${response.status}, ${type || "without a type"}.`);
  }
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const chunks = [];
  let length = 0;
  // Whatever its server says of its length. (Streams can be looped over from Chromium 124 on.)
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    chunks.push(part.value);
    length += part.value.length;
    if (length <= largestImageBytes) continue;
    void reader?.cancel();
    throw new NamelightError("image-too-large", `${src} is larger than ${largestImageBytes >> 20} MiB.`);
  }
  const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return { type, base64: btoa(binary) };
}
