// In: an entity or how to load its card, the site's `renderCard`. Out: what the tooltip shows, at once and later.
// Guarantees: whatever the site's function does (throw, reject, answer with something else), there is a card: ours; its
// fault is reported once per opening. A card that does not come can be asked for again. After the signal nothing is shown.
import { nodeType } from "../dom.js";
import { readCard } from "./card.js";
import { fill } from "./strings.js";
import { viewCard, viewLoading, viewName, viewNotice } from "./view.js";

/** A site's card that comes sooner is shown alone, without a flash of "Loading…" before it. */
const RENDER_DELAY_MS = 150;
/** A card that comes sooner needs no bars in its place: they would only flicker. */
const SKELETON_DELAY_MS = 300;

/** @typedef {import("./host.js").View} View */
/** @typedef {import("../dictionary.js").Known} Known */
/**
 * @typedef {object} Request
 * @property {import("./view.js").Make} make
 * @property {string} id
 * @property {string} name shown until the card says its own
 * @property {Known} known without an entity its card has to be loaded
 * @property {() => Promise<Known>} load
 * @property {string[]} languages those wanted, best first
 * @property {import("./strings.js").Strings} strings
 * @property {import("./tooltip.js").RenderCard | null | undefined} renderCard
 * @property {Document} document
 * @property {AbortSignal} signal aborts when the tooltip closes
 * @property {(node: Node) => boolean} canHold whether the tooltip can take a site's node
 * @property {Set<string>} failedImages addresses not to be asked for again
 * @property {(src: string) => void} onImageError
 * @property {(fault: unknown, code: string) => void} onFault
 */
/** @typedef {(view: View) => void} Show to be called again with what comes later */

/** @param {Request} request @param {Show} show called at once, but where a site's card may come soon */
export function present(request, show) {
  if (request.known.entity) presentCard(request, request.known, show);
  else presentLater(request, show);
}

/** @param {Request} request @param {Show} show */
function presentLater({ load, ...request }, show) {
  const { make, id, name, strings, signal } = request;
  const card = readCard({ name }, request);
  /** @type {(nodes: Node[], isBusy: boolean) => View} */
  const viewOf = (nodes, isBusy) => ({ ...frame(card, strings), nodes, isBusy });
  /** @param {() => void} [onSlow] */
  const attempt = async (onSlow) => {
    const slow = setTimeout(() => onSlow?.(), SKELETON_DELAY_MS);
    try {
      const known = await load();
      if (signal.aborted) return;
      if (known.entity) presentCard(request, known, show);
      else if (request.renderCard) presentCard(request, { ...known, entity: { id, name } }, show);
      else show(viewOf(viewNotice(make, card, strings, strings.cardMissing), false));
    } catch (fault) {
      if (signal.aborted) return;
      request.onFault(fault, "card-failed");
      const sentence = navigator.onLine ? strings.cardFailed : strings.cardOffline;
      show(viewOf(viewNotice(make, card, strings, sentence, () => void attempt()), false));
    } finally {
      clearTimeout(slow);
    }
  };
  show(viewOf([viewName(make, card)], true));
  void attempt(() => show(viewOf(viewLoading(make, card, strings), true)));
}

/** @param {Omit<Request, "load">} request @param {Known} known with its entity @param {Show} show */
function presentCard(request, { entity, language, head }, show) {
  const { make, strings, renderCard, document, signal, failedImages, onImageError } = request;
  const card = readCard(entity, { ...request, language, head });
  if (card.image && failedImages.has(card.image.src)) card.image = null;
  const plain = frame(card, strings);
  const ours = () => ({ ...plain, nodes: viewCard(make, card, strings, onImageError), description: card.description });
  /** @param {unknown} answer */
  const theirs = (answer) => {
    if (answer === null || answer === undefined) return ours();
    if (isCard(answer) && request.canHold(answer)) return { ...plain, own: answer, lang: "", dir: "" };
    throw new TypeError("renderCard must answer with null, or a node that does not hold the mark or the tooltip");
  };
  /** @param {unknown} fault */
  const recover = (fault) => {
    if (!signal.aborted) request.onFault(fault, "render-card");
    return ours();
  };

  if (!renderCard) return show(ours());
  try {
    const answer = renderCard(entity, { strings, document, signal, attribution: card.attribution });
    if (!isThenable(answer)) return show(theirs(answer));
    const wait = setTimeout(() => show({ ...plain, nodes: viewLoading(make, card, strings), isBusy: true }), RENDER_DELAY_MS);
    Promise.resolve(answer).then(theirs).catch(recover).then((view) => {
      clearTimeout(wait);
      show(view);
    });
  } catch (fault) {
    show(recover(fault));
  }
}

/** @param {import("./card.js").Card} card @param {import("./strings.js").Strings} strings @returns {View} without content */
function frame({ name, lang, dir }, strings) {
  const label = fill(strings.about, { name });
  return { nodes: [], own: null, lang, dir, label, description: "", isBusy: false, closeLabel: strings.close, closeLang: strings.lang };
}

/** @param {unknown} value @returns {value is Node} also one of another window */
function isCard(value) {
  try {
    const type = nodeType(/** @type {Node} */ (value));
    return type === 1 || type === 3 || (type === 11 && !("host" in /** @type {Node} */ (value)));
  } catch {
    return false;
  }
}

/** @param {any} value @returns {value is Promise<unknown>} */
const isThenable = (value) => typeof value?.then === "function";
