/**
 * The half of an extension that reads and paints: in a content script, without WebAssembly and without a dictionary. In:
 * the page, answers of the background (background.js). Out: highlights, which change no node, and a tooltip in a closed
 * shadow tree. Guarantees: nothing on the page names an entity, no event is dispatched into it, its console stays empty,
 * and only what the reader does is answered.
 */
import { startHighlighter } from "../highlighter.js";
import { answerLater, isOwnSender, isToContent } from "./messages.js";
import { hooks as domHooks } from "./page/dom.js";
import { hooks as listHooks } from "./page/list.js";
import { hooks as readerHooks, setChoice } from "./page/reader.js";
import { RemoteDictionary, asker } from "./remote.js";

/**
 * @typedef {import("../decisions.js").DecisionOptions & PageOptions} ContentOptions
 *
 * @typedef {object} PageOptions
 * @property {import("../options.js").Root} [root] default: the first that exists of [itemprop=articleBody], article, main, body
 * @property {string} [exclude] selector of elements to leave out
 * @property {boolean} [links] include the text of links; default false
 * @property {string} [lang] language of a page that does not say, and first choice for the cards
 * @property {Record<string, string>} [strings] texts that the reader sees, by key
 * @property {string[]} [hidden] ids of entities that the reader does not want marked
 *
 * @typedef {object} Content
 * @property {Promise<void>} ready settles when the first marks are painted, or it has ended
 * @property {string} fault code of what has ended it, or empty
 * @property {boolean} isOn
 * @property {() => void} stop the page is as it was
 */

const key = Symbol.for("namelight.extension");

/**
 * Lights up the page. A second call on the same page gives what the first has started, as long as that is on.
 * @param {ContentOptions} [options]
 * @returns {Content}
 * @example
 * startContent({ strings: { close: "Schließen", lang: "de" }, occurrences: "first" });
 */
export function startContent({ hidden = [], ...options } = {}) {
  // An injected script's own world: the page has another.
  const world = /** @type {{ [key]?: Content }} */ (/** @type {unknown} */ (globalThis));
  if (world[key]?.isOn) return world[key];
  const { runtime } = /** @type {any} */ (globalThis).browser ?? /** @type {any} */ (globalThis).chrome;
  const ask = asker((message) => runtime.sendMessage(message));
  const dictionary = new RemoteDictionary(ask);
  const controller = new AbortController();
  /** @type {import("../list/list.js").Listed | null} */
  let listed = null;
  let told = "";
  /** @type {() => void} */
  let onListed = () => {};
  const whenListed = new Promise((resolve) => (onListed = () => resolve(undefined)));
  /** @type {import("../highlighter.js").Highlighter | undefined} */
  let highlighter;

  const mentions = () => Array.from(listed?.inOrder() ?? [], ([number, { entity, alias }]) => /** @type {[number, string, string]} */ ([number, entity, alias]));

  const tell = () => {
    const found = mentions();
    const state = { isOn: content.isOn, mentions: found.length, entities: new Set(found.map(([, entity]) => entity)).size, fault: content.fault };
    // Asked after each change of the page.
    if (told === (told = JSON.stringify(state))) return;
    ask({ type: "state", ...state }).catch(() => {});
  };

  /** @param {unknown} message @param {unknown} sender @param {(answer: unknown) => void} send */
  const listener = (message, sender, send) => {
    if (!isOwnSender(sender, runtime.id) || !isToContent(message)) return undefined;
    return answerLater(async () => {
      switch (message.type) {
        case "list":
          await content.ready;
          // The tooltip's part, and with it the list, comes at an idle moment.
          if (highlighter?.mentions.length) await whenListed;
          return { isOn: content.isOn, fault: content.fault, mentions: mentions() };
        case "visit":
          await whenListed;
          return { isThere: (listed?.visit(message.mention, message.isByKeyboard, () => {}) ?? null) !== null };
        case "off":
          return content.stop();
        case "renew":
          dictionary.forgetCards();
          return void (await setChoice(document, { isOff: false, hidden: message.hidden }));
      }
    }, send);
  };

  /** @param {string} [fault] */
  const end = (fault = "") => {
    if (!content.isOn) return;
    content.isOn = false;
    content.fault = fault;
    controller.abort();
    onListed();
    try {
      runtime.onMessage.removeListener(listener);
      tell();
    } catch {
      // The extension is gone, or another version of it has come.
    }
  };

  /** @type {Content} */
  const content = { ready: Promise.resolve(), fault: "", isOn: true, stop: () => end() };
  world[key] = content;
  domHooks.loadImage = (src) => dictionary.picture(src);
  listHooks.onList = (now) => {
    listed = now;
    if (now) onListed();
    if (content.isOn) tell();
  };
  readerHooks.onChoose = ({ isOff, hidden }) => {
    if (isOff) end();
    else ask({ type: "choose", hidden }).catch(() => {});
  };
  void setChoice(document, { isOff: false, hidden });
  runtime.onMessage.addListener(listener);
  content.ready = (async () => {
    try {
      highlighter = await startHighlighter(
        { ...options, dictionary: /** @type {any} */ (dictionary), paint: "highlight", list: true, signal: controller.signal },
        () => end(content.fault),
      );
      highlighter.addEventListener("namelight:error", (event) => {
        content.fault = /** @type {CustomEvent} */ (event).detail.code;
      });
      tell();
    } catch (error) {
      end(String(/** @type {any} */ (error)?.code ?? "internal"));
    }
  })();
  return content;
}
