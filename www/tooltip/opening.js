// In: a highlighter, one of its mentions. Out: what is asked of them, and told by them, while its tooltip is open.
// Guarantees: asked anew each time, since a refresh paints a mark's elements anew.
import { boundsOf, closest, defaultView, documentOf, getAttribute } from "../dom.js";
import { controlOf } from "./control.js";
import { setLook } from "./look.js";

/** @typedef {import("./strings.js").Strings} Strings */
/**
 * @callback RenderCard
 * @param {any} entity as the dictionary gives it: untrusted
 * @param {{ strings: Strings, document: Document, signal: AbortSignal, attribution: import("./card.js").Attribution | null }} context
 *   signal aborts when the tooltip closes; attribution: what the dictionary's licence may ask to be shown
 * @returns {Node | null | Promise<Node | null>} null: the default card
 */
/**
 * @typedef {object} HighlighterLike
 * @property {{
 *   mentionAt: (at: Event | Node) => number | null,
 *   elementsOf: (mention: number) => HTMLElement[],
 *   anchorOf: (mention: number) => Element | null,
 *   light: (mention: number, look: import("./look.js").Look, isOn: boolean) => void,
 *   rectsOf: (mention: number) => Iterable<import("./place.js").Rect>,
 * }} painter
 * @property {(mention: number) => { entity: string, alias: string, alternatives?: string[] } | undefined} mention
 * @property {() => Iterable<[number: number, mention: { entity: string, alias: string }, ...rest: unknown[]]>} inOrder in
 *   document order, without hidden ones
 * @property {() => boolean} isAnyFound if only hidden ones
 * @property {ReturnType<typeof import("../reader.js").readerOf>} reader
 * @property {(type: string, detail: Record<string, unknown>) => boolean} emit false when a listener prevented it
 * @property {{
 *   dictionary: Pick<import("../dictionary.js").Dictionary, "lookUp" | "lookUpCard" | "loadCards">,
 *   strings?: unknown, renderCard?: RenderCard | null, lang?: string, cards?: "lazy" | "eager",
 *   list?: import("../options.js").HighlighterOptions["list"],
 * }} options lang: first choice for the cards, before the page's
 * @property {(Element | ShadowRoot)[]} roots where its marks are, the first one an element
 */
/**
 * @typedef {object} Owner a highlighter and what was made for it
 * @property {HighlighterLike} highlighter
 * @property {Strings} strings
 * @property {number} number
 * @property {ReturnType<typeof import("./listing.js").offerList>} list its part in it
 */
/**
 * @typedef {object} Opening one opening; whoever answers late compares it with the current one
 * @property {Owner} owner
 * @property {number} mention
 * @property {string} id
 * @property {AbortController} controller
 * @property {boolean} isPinned
 * @property {boolean} wantsFocus
 * @property {number} step 1 or -1 if the reader has come from a neighbouring mention, else 0
 */

/** @param {Opening} opening @param {string} type @param {Record<string, unknown>} [more] */
export function emit({ owner, id, mention }, type, more = {}) {
  return owner.highlighter.emit(type, { entity: id, mention, ...more });
}

/** @param {Opening} opening @param {unknown} fault @param {string} code where it has none of its own */
export function emitError(opening, fault, code) {
  const known = code === "card-failed" && /** @type {{ code?: unknown } | null} */ (fault)?.code;
  const message = fault instanceof Error ? fault.message : String(fault);
  emit(opening, "namelight:error", { code: typeof known === "string" ? known : code, message });
}

/** @param {Opening} opening @returns {{ element: Element, control: HTMLElement | null }} where its tooltip belongs */
export function placeOf(opening) {
  const { painter, roots } = opening.owner.highlighter;
  const element = painter.anchorOf(opening.mention) ?? /** @type {Element} */ (roots[0]);
  return { element, control: controlOf(painter.elementsOf(opening.mention)[0]) };
}

/** @param {Element} element */
export function languageAround(element) {
  const speaker = closest(element, "[lang]");
  return speaker ? [getAttribute(speaker, "lang") ?? ""] : [];
}

/** @param {Opening} opening @param {boolean} isOpen */
export function showOpen({ owner, mention }, isOpen) {
  setLook(owner.highlighter.painter, mention, "open", isOpen);
}

/** @param {Opening} opening */
export function rectsOf({ owner, mention }) {
  return rectsInPage(owner.highlighter, mention);
}

/**
 * In our window's coordinates, for a mark in a frame, too.
 * @param {HighlighterLike} highlighter
 * @param {number} mention
 * @returns {import("./place.js").Rect[]}
 */
export function rectsInPage({ painter }, mention) {
  const { x: left, y: top } = originOf(viewOf(painter.anchorOf(mention)));
  return Array.from(painter.rectsOf(mention), ({ x, y, width, height }) => ({ x: x + left, y: y + top, width, height }));
}

/** Where a frame's window lies in ours. @param {Window | null} view */
export function originOf(view) {
  let [x, y] = [0, 0];
  for (const { frameElement } of viewsAround(view).slice(1)) {
    const frame = /** @type {Element} */ (frameElement);
    const { left, top } = boundsOf(frame);
    const { paddingLeft, paddingTop } = getComputedStyle(frame);
    x += left + frame.clientLeft + parseFloat(paddingLeft);
    y += top + frame.clientTop + parseFloat(paddingTop);
  }
  return { x, y };
}

/** @param {Node | null} node @returns {Window | null} */
export const viewOf = (node) => node && defaultView(documentOf(node));

/** Ours, and those of the frames down to a window. @param {Window | null} view @returns {Window[]} */
export const viewsAround = (view) => (!view || view === window ? [window] : [...viewsAround(view.parent), view]);
