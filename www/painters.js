/**
 * The painters of one highlighter, as one. In: marks, and which nodes of the page have an owner of their own. Out: each
 * mark painted in the form that suits its place, by code that is fetched when it is needed; what the page's own scripts
 * change within the roots. One observer for all, to which our own changes are no news.
 */
import { boundsOf, defaultView, documentOf, getData, isConnected, nodeType, parentAcross } from "./dom.js";
import { lazily } from "./lazy.js";
import { createAdopter } from "./sheet.js";

/** @typedef {import("./paint.js").Mark} Mark */
/** @typedef {(node: Node) => boolean} IsOwned */
/** @typedef {ReturnType<typeof createPainters>} Painters */

const wrapCode = lazily(() => import("./wrap.js"));
const highlightCode = lazily(() => import("./highlight.js"));

/** @param {Document} document */
export const canHighlight = (document) => Boolean(defaultView(document).CSS?.highlights);

/** Roots come and go with any element of the page; only within one is its text of interest. */
const anywhere = { subtree: true, childList: true };
const inRoot = { ...anywhere, characterData: true };

/** By these an element may come to be read, or not any more (www/read.js). */
const shownBy = ["hidden", "style", "open", "contenteditable", "aria-hidden", "data-namelight", "lang", "role"];

/**
 * What can be seen comes first: marks stand from top to bottom.
 * @param {Mark[]} marks
 */
function visibleFirst(marks) {
  let low = 0;
  for (let high = marks.length; low < high;) {
    const middle = (low + high) >> 1;
    let at = /** @type {Node | null} */ (marks[middle].pieces[0].node);
    while (at && nodeType(at) !== 1) at = parentAcross(at);
    if (at && boundsOf(/** @type {Element} */ (at)).bottom < 0) low = middle + 1;
    else high = middle;
  }
  return [...marks.slice(low), ...marks.slice(0, low)];
}

/**
 * @param {Document} document
 * @param {import("./options.js").HighlighterOptions} options
 * @param {((records: MutationRecord[]) => void) | null} onChange wants to hear of the whole page
 */
export function createPainters(document, { paint: form = "auto", exclude }, onChange) {
  const observed = onChange
    ? { ...inRoot, attributeOldValue: true, attributeFilter: exclude ? [...shownBy, "class"] : shownBy }
    : inRoot;
  const view = defaultView(document);
  /** @type {import("./paint.js").WrapPainter | undefined} */
  let wrap;
  /** @type {import("./paint.js").HighlightPainter | undefined} */
  let highlight;
  /** @type {Element[]} */
  let roots = [];
  /** What is shown within them, but not theirs: open shadow roots, the roots of frames. @type {Set<Element | ShadowRoot>} */
  const inner = new Set();
  /** @type {WeakMap<Event, number>} */
  const told = new WeakMap();
  let isOver = false;
  const observer = new view.MutationObserver((records) => {
    hear(records);
    wrap?.answer(records);
  });

  /** @param {MutationRecord[]} records */
  const hear = (records) => {
    if (records.length === 0) return;
    highlight?.answer(records);
    onChange?.(records);
  };
  const take = () => {
    const records = observer.takeRecords();
    hear(records);
    return records;
  };
  const trees = () => [...roots, ...inner];
  const swallow = () => void observer.takeRecords();

  const all = () => [wrap, highlight].filter((painter) => painter !== undefined);
  /** @param {number} mention */
  const painterOf = (mention) => all().find((painter) => painter.has(mention));

  const useWrap = async () => {
    const { createWrapPainter } = await wrapCode();
    if (isOver || wrap) return wrap;
    wrap = createWrapPainter(document, createAdopter, { take, swallow });
    wrap.watch(trees());
    return wrap;
  };
  const useHighlight = async () => {
    const { createHighlightPainter } = await highlightCode();
    if (!isOver) highlight ??= createHighlightPainter(document, createAdopter);
    return highlight;
  };

  return {
    /** The code comes while the page is read. A failure is met when it is needed. @param {boolean} isOwned */
    expect(isOwned) {
      (form === "highlight" || (form === "auto" && isOwned) ? highlightCode : wrapCode)().catch(() => {});
    },

    /** @param {Element[]} elements within which it paints from now on */
    watch(elements) {
      roots = elements;
      for (const tree of inner) if (!isConnected(tree) || !defaultView(documentOf(tree))) inner.delete(tree);
      for (const painter of all()) painter.watch(trees());
      wrap?.answer(take());
      observer.disconnect();
      if (onChange) observer.observe(document, anywhere);
      for (const tree of trees()) observer.observe(tree, observed);
    },

    /** @param {Element | ShadowRoot} tree shown within one of them */
    observe(tree) {
      inner.add(tree);
      observer.observe(tree, observed);
    },

    /** Where its marks are. */
    get trees() {
      return trees();
    },

    /**
     * A mark is painted whole or not at all.
     * @param {Iterable<Mark>} marks that are not painted yet
     * @param {IsOwned} isOwned
     * @param {import("./pace.js").Pace} pace
     */
    async paint(marks, isOwned, pace) {
      /** @type {Mark[]} */
      const toWrap = [];
      /** @type {Mark[]} */
      const toHighlight = [];
      for (const mark of visibleFirst([...marks])) {
        const isLeft = form === "highlight" || (form === "auto" && mark.pieces.some(({ node }) => isOwned(node)));
        (isLeft ? toHighlight : toWrap).push(mark);
        await pace();
      }
      const wrapper = toWrap.length > 0 && (await useWrap());
      if (wrapper) {
        for (const _ of wrapper.add(toWrap)) await pace();
        // Where a piece would be seen (an item of its own in a flex box, say) but paint is not. In forced colours it is.
        if (form === "auto" && !view.matchMedia("(forced-colors: active)").matches) {
          toHighlight.push(...toWrap.filter(({ mention }) => !wrapper.has(mention)));
        }
      }
      const highlighter = toHighlight.length > 0 && canHighlight(document) && (await useHighlight());
      if (highlighter) for (const _ of highlighter.add(toHighlight)) await pace();
    },

    /** @param {number[]} mentions */
    remove(mentions) {
      for (const painter of all()) painter.remove(mentions);
    },

    /** @param {number} mention */
    has: (mention) => Boolean(painterOf(mention)),
    /** Whether it stands in elements. @param {number} mention */
    isWrapped: (mention) => Boolean(wrap?.has(mention)),
    /** @type {import("./paint.js").Own["setTabStops"]} */
    setTabStops: (marks) => wrap?.setTabStops(marks),
    /** @type {import("./paint.js").Own["textOf"]} */
    textOf: (node) => (wrap ? wrap.textOf(node) : getData(node)),
    /** @type {import("./paint.js").Own["isOwn"]} */
    isOwn: (node) => Boolean(wrap?.isOwn(node)),
    /** @param {number} mention */
    elementsOf: (mention) => painterOf(mention)?.elementsOf(mention) ?? [],
    /** @param {number} mention */
    anchorOf: (mention) => painterOf(mention)?.anchorOf(mention) ?? null,
    /** @param {number} mention */
    rectsOf: (mention) => painterOf(mention)?.rectsOf(mention) ?? [],
    /** @param {Event | Node} at an event that is over is answered as while it was not: it has no path any more */
    mentionAt(at) {
      if (!("composedPath" in at)) return wrap?.mentionAt(at) ?? null;
      const known = told.get(at);
      if (at.composedPath().length === 0 && known !== undefined) return painterOf(known) ? known : null;
      const mention = wrap?.mentionAt(at) ?? highlight?.mentionAt(at) ?? null;
      if (mention !== null) told.set(at, mention);
      return mention;
    },
    /** @type {import("./paint.js").HighlightPainter["light"]} */
    light: (mention, look, isOn) => highlight?.light(mention, look, isOn),

    /** The page is as it was. */
    destroy() {
      isOver = true;
      wrap?.answer(take());
      // Who looks on at a deep tree makes each change of it cost its depth.
      observer.disconnect();
      for (const painter of all()) painter.destroy();
    },
  };
}
