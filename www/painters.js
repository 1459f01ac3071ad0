/**
 * The painters of one highlighter, as one: two for each document, the page's and those of its frames. In: marks, and
 * which nodes have an owner of their own. Out: each mark painted in the form that suits its place, by code that is
 * fetched when it is needed; what the page's own scripts change within the roots. One observer for all, to which our own
 * changes are no news.
 */
import {
  boundsOf,
  defaultView,
  documentOf,
  getData,
  isConnected,
  nodeType,
  parentAcross,
} from "./dom.js";
import { lazily } from "./lazy.js";
import { createAdopter } from "./sheet.js";

/** @typedef {import("./paint.js").Mark} Mark */
/** @typedef {(node: Node) => boolean} IsOwned */
/** @typedef {ReturnType<typeof createPainters>} Painters */

const wrapCode = lazily(() => import("./wrap.js"));
const highlightCode = lazily(() => import("./highlight.js"));

/** @param {Document} document */
export const canHighlight = (document) => Boolean(defaultView(document)?.CSS?.highlights);

/** Roots come and go with any element of the page; only within one is its text of interest. */
const anywhere = { subtree: true, childList: true };
const inRoot = { ...anywhere, characterData: true };

/** By these an element may come to be read, or not any more (www/read.js). */
const shownBy = ["hidden", "style", "open", "contenteditable", "aria-hidden", "data-namelight", "lang", "role"];

/** @param {Mark} mark */
const ownerOfMark = ({ pieces: [{ node }] }) => documentOf(node);

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
  /** @type {Map<Document, import("./paint.js").WrapPainter>} */
  const wraps = new Map();
  /** @type {Map<Document, import("./paint.js").HighlightPainter>} */
  const highlights = new Map();
  /** @type {Element[]} */
  let roots = [];
  /** What is shown within them, but not theirs: open shadow roots, the roots of frames. @type {Set<Element | ShadowRoot>} */
  const inner = new Set();
  /** @type {WeakMap<Event, number>} */
  const told = new WeakMap();
  let isOver = false;
  const observer = new view.MutationObserver((records) => {
    hear(records);
    for (const wrap of wraps.values()) wrap.answer(records);
  });

  /** @param {MutationRecord[]} records */
  const hear = (records) => {
    if (records.length === 0) return;
    for (const highlight of highlights.values()) highlight.answer(records);
    onChange?.(records);
  };
  /** @param {Document} [asker] the others are told */
  const take = (asker) => {
    const records = observer.takeRecords();
    hear(records);
    for (const [owner, wrap] of records.length > 0 ? wraps : []) if (owner !== asker) wrap.answer(records);
    return records;
  };
  const swallow = () => void observer.takeRecords();

  const all = () => [...wraps.values(), ...highlights.values()];
  /** @param {number} mention */
  const painterOf = (mention) => all().find((painter) => painter.has(mention));
  /** @param {Node} node */
  const wrapAt = (node) => wraps.get(documentOf(node));

  const trees = () => [...roots, ...inner];
  /** @param {Document} owner */
  const rootsIn = (owner) => /** @type {Element[]} */ (trees().filter((tree) => nodeType(tree) === 1 && documentOf(tree) === owner));

  /** A frame that has gone, or shows another document, has taken its marks along. */
  const dropGone = () => {
    /** @param {Node} node */
    const isGone = (node) => !defaultView(documentOf(node)) || !isConnected(node);
    for (const known of [inner, wraps, highlights]) for (const node of known.keys()) if (isGone(node)) known.delete(/** @type {any} */ (node));
  };

  /** @param {Document} owner */
  const useWrap = async (owner) => {
    const { createWrapPainter } = await wrapCode();
    let wrap = wraps.get(owner);
    if (isOver || wrap || !defaultView(owner)) return wrap;
    wrap = createWrapPainter(owner, createAdopter, { take: () => take(owner), swallow });
    wraps.set(owner, wrap);
    wrap.watch(rootsIn(owner));
    return wrap;
  };
  /** @param {Document} owner */
  const useHighlight = async (owner) => {
    const { createHighlightPainter } = await highlightCode();
    if (!isOver && canHighlight(owner) && !highlights.has(owner)) highlights.set(owner, createHighlightPainter(owner, createAdopter));
    return highlights.get(owner);
  };

  /**
   * @template {import("./paint.js").Painter} P
   * @param {Mark[]} marks
   * @param {(owner: Document) => Promise<P | undefined>} use
   * @param {import("./pace.js").Pace} pace
   */
  const paintWith = async (marks, use, pace) => {
    for (const owner of new Set(marks.map(ownerOfMark))) {
      const painter = await use(owner);
      const own = marks.filter((mark) => ownerOfMark(mark) === owner);
      if (painter) for (const _ of painter.add(own)) await pace();
    }
  };

  return {
    /** The code comes while the page is read. A failure is met when it is needed. @param {boolean} isOwned */
    expect(isOwned) {
      (form === "highlight" || (form === "auto" && isOwned) ? highlightCode : wrapCode)().catch(() => {});
    },

    /** @param {Element[]} elements within which it paints from now on */
    watch(elements) {
      roots = elements;
      dropGone();
      for (const painters of [wraps, highlights]) for (const [owner, painter] of painters) painter.watch(rootsIn(owner));
      take();
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
      await paintWith(toWrap, useWrap, pace);
      // Where a piece would be seen (an item of its own in a flex box, say) but paint is not. In forced colours it is.
      if (form === "auto" && !view.matchMedia("(forced-colors: active)").matches) {
        toHighlight.push(...toWrap.filter((mark) => wraps.get(ownerOfMark(mark))?.has(mark.mention) === false));
      }
      await paintWith(toHighlight, useHighlight, pace);
    },

    /** @param {number[]} mentions */
    remove(mentions) {
      for (const painter of all()) painter.remove(mentions);
    },

    /** @param {number} mention */
    has: (mention) => Boolean(painterOf(mention)),
    /** Whether it stands in elements. @param {number} mention */
    isWrapped: (mention) => [...wraps.values()].some((wrap) => wrap.has(mention)),
    /** @param {{ mention: number, entity: string }[]} marks */
    setTabStops(marks) {
      for (const wrap of wraps.values()) wrap.setTabStops(marks);
    },
    /** @type {import("./paint.js").Own["textOf"]} */
    textOf: (node) => wrapAt(node)?.textOf(node) ?? getData(node),
    /** @type {import("./paint.js").Own["isOwn"]} */
    isOwn: (node) => Boolean(wrapAt(node)?.isOwn(node)),
    /** @param {number} mention */
    elementsOf: (mention) => painterOf(mention)?.elementsOf(mention) ?? [],
    /** @param {number} mention */
    anchorOf: (mention) => painterOf(mention)?.anchorOf(mention) ?? null,
    /** @param {number} mention */
    rectsOf: (mention) => painterOf(mention)?.rectsOf(mention) ?? [],
    /** @param {Event | Node} at an event that is over is answered as while it was not: it has no path any more */
    mentionAt(at) {
      const isEvent = "composedPath" in at;
      const known = isEvent && at.composedPath().length === 0 ? told.get(at) : undefined;
      if (known !== undefined) return painterOf(known) ? known : null;
      for (const painter of all()) {
        const mention = painter.mentionAt(at);
        if (mention === null) continue;
        if (isEvent) told.set(at, mention);
        return mention;
      }
      return null;
    },
    /** @type {import("./paint.js").HighlightPainter["light"]} */
    light(mention, look, isOn) {
      for (const highlight of highlights.values()) highlight.light(mention, look, isOn);
    },

    /** The page is as it was. */
    destroy() {
      isOver = true;
      dropGone();
      for (const painter of all()) painter.destroy();
      observer.disconnect();
    },
  };
}
