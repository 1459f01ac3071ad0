// In: an entity, the site's `renderCard`. Out: what the tooltip shows, at once or later.
// Guarantees: whatever the site's function does (throw, reject, answer with something else), there is a card: ours;
// its fault is reported once per opening.
import { readCard } from "./card.js";
import { fill } from "./strings.js";
import { viewCard, viewLoading } from "./view.js";

/** @typedef {import("./host.js").View} View */
/**
 * @typedef {object} Request
 * @property {import("./view.js").Make} make
 * @property {unknown} entity
 * @property {unknown} language the dictionary's own
 * @property {string[]} languages those wanted, best first
 * @property {import("./strings.js").Strings} strings
 * @property {import("./tooltip.js").RenderCard | null | undefined} renderCard
 * @property {Document} document
 * @property {AbortSignal} signal aborts when the tooltip closes
 * @property {Set<string>} failedImages addresses not to be asked for again
 * @property {(src: string) => void} onImageError
 * @property {(message: string) => void} onError
 */

/**
 * @param {Request} request
 * @returns {{ view: View, later: Promise<View> | null }} later: the site's card; view stands in for it meanwhile
 */
export function chooseContent(request) {
  const { make, entity, language, languages, strings, renderCard } = request;
  const { document, signal, failedImages, onImageError } = request;
  const card = readCard(entity, { languages, strings, language });
  if (card.image && failedImages.has(card.image.src)) card.image = null;
  /** @type {(nodes: Node[], own?: Node | null) => View} */
  const viewOf = (nodes, own = null) => ({
    nodes,
    own,
    lang: own ? "" : card.lang,
    dir: own ? "" : card.dir,
    label: fill(strings.about, { name: card.name }),
    description: own ? "" : card.description,
    closeLabel: strings.close,
    closeLang: strings.lang,
  });
  const ours = () => viewOf(viewCard(make, card, strings, onImageError));
  /** @param {unknown} answer */
  const theirs = (answer) => {
    if (answer === null || answer === undefined) return ours();
    if (isNode(answer)) return viewOf([], answer);
    throw new TypeError(`renderCard must answer with a Node or null, not ${typeof answer}`);
  };
  /** @param {unknown} fault */
  const recover = (fault) => {
    if (!signal.aborted) request.onError(fault instanceof Error ? fault.message : String(fault));
    return ours();
  };

  if (!renderCard) return { view: ours(), later: null };
  try {
    const answer = renderCard(entity, { strings, document, signal });
    if (!isThenable(answer)) return { view: theirs(answer), later: null };
    const later = Promise.resolve(answer).then(theirs).catch(recover);
    return { view: viewOf(viewLoading(make, card, strings)), later };
  } catch (fault) {
    return { view: recover(fault), later: null };
  }
}

/** @param {unknown} value @returns {value is Node} also one of another window */
function isNode(value) {
  return typeof value === "object" && value !== null && typeof (/** @type {Node} */ (value).nodeType) === "number";
}

/** @param {unknown} value @returns {value is Promise<unknown>} */
function isThenable(value) {
  return typeof value === "object" && value !== null && typeof (/** @type {any} */ (value).then) === "function";
}
