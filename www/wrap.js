/**
 * The painter that wraps words in elements; the only module that writes into the page's text. In: marks, and what the
 * page's own scripts have changed. Out:
 * `<namelight-mark>` elements. An owner's text node keeps its place and identity: it is emptied while
 * painted, its words stand in pieces behind it, and it is whole again afterwards. If the page's own scripts
 * read, write, move or remove such a node, their word counts: nothing is thrown, and no text is lost or shown
 * twice. Limits: a Range of the page's own in such a node collapses (the reader's selection is kept), one
 * that is set by a remembered offset fails, and what a script of another world appends replaces the text.
 */
import {
  activeElement,
  contentDocument,
  createFragment,
  createText,
  defaultView,
  findWithin,
  firstChild,
  getAttribute,
  getData,
  getRootNode,
  insertBefore,
  isConnected,
  listen,
  localName,
  nextSibling,
  nodeType,
  parentNode,
  remove,
  setAttribute,
  setData,
  textContent,
  unlisten,
} from "./dom.js";
import { createGuard } from "./guard.js";
import { createMark, defineMark, markName } from "./mark.js";
import { partsDropCap, placeIn } from "./place.js";
import { holdSelection } from "./selection.js";
import { WRAP_STYLES } from "./wrap-styles.js";

/** @typedef {import("./paint.js").Painter} Painter */
/** @typedef {import("./paint.js").Mark} Mark */

/**
 * @typedef {object} Span one piece of one mark
 * @property {Mark} mark
 * @property {number} index of the piece in its mark
 * @property {boolean} inLink
 *
 * @typedef {object} Painted an owner's text node while it is painted
 * @property {Text} node
 * @property {string} text what the owner had in it
 * @property {Span[]} spans in order
 * @property {Node[]} pieces ours, in order, behind the node
 * @property {Node} end the last of them, an empty text node: normalize() swallows it along with the owner's
 * @property {Node} home what the node stands in
 * @property {boolean} written by its owner, while painted
 * @property {boolean} moved taken from its place by its owner, if only to be put back
 */

/** In a frame, too. @param {Document} document @returns {Element | null} */
const focusedIn = (document) => {
  const active = activeElement(document);
  const inner = active && localName(active) === "iframe" ? contentDocument(active) : null;
  return inner ? focusedIn(inner) : active;
};

/** @param {Span} span */
const pieceOf = ({ mark, index }) => mark.pieces[index];

/**
 * @param {Document} document
 * @param {(css: string) => import("./sheet.js").Adopter} adopterFor
 * @param {import("./paint.js").Changes} changes
 * @returns {import("./paint.js").WrapPainter}
 */
export function createWrapPainter(document, adopterFor, { take, swallow }) {
  const view = defaultView(document);
  /** @type {Map<Text, Painted>} */
  const painted = new Map();
  /** @type {Map<number, HTMLElement[]>} */
  const elements = new Map();
  /** @type {Map<number, Mark>} */
  const marks = new Map();
  /** @type {WeakMap<Node, number>} */
  const mentions = new WeakMap();
  /** @type {WeakSet<Node>} */
  const own = new WeakSet();
  /** @type {Set<number>} */
  let tabStops = new Set();
  /** @type {(Element | ShadowRoot)[]} */
  let watched = [];
  /** What the page's scripts have changed and is to be answered. @type {Set<Painted>} */
  const touched = new Set();
  /** Made whole because a script has asked for its text. @type {Set<Painted>} */
  const woken = new Set();
  /** Painted again after that: once, or a script that looks at all we do would never end. @type {WeakSet<Text>} */
  let restless = new WeakSet();
  /** Null for none: Chromium lays out the page for every question about that. @type {Selection | null} */
  let selection = null;
  const lookForSelection = () => {
    const found = view.getSelection();
    selection = found?.rangeCount ? found : null;
  };
  listen(document, "selectionchange", lookForSelection);
  const setGuard = createGuard((node) => {
    note(take());
    const entry = painted.get(node);
    if (!entry) return;
    restore(entry);
    woken.add(entry);
  });

  /** @param {Span} span */
  const elementFor = ({ mark, index, inLink }) => {
    const { mention } = mark;
    const all = elements.get(mention);
    const isNamed = Boolean(all?.[0]?.role);
    const element = createMark(document, mark, index, { inLink, isNamed, isTabStop: tabStops.has(mention) });
    mentions.set(element, mention);
    if (all) all[index] = element;
    return element;
  };

  /** @param {Text} node @param {string} text @param {Span[]} spans */
  const render = (node, text, spans) => {
    const fragment = createFragment(document);
    /** @type {Node[]} */
    const pieces = [];
    /** @param {Node} piece */
    const put = (piece) => {
      own.add(piece);
      pieces.push(piece);
      insertBefore(fragment, piece, null);
      return piece;
    };
    let last = 0;
    for (const span of spans.sort((one, other) => pieceOf(one).start - pieceOf(other).start)) {
      const { start, end } = pieceOf(span);
      if (start > last) put(createText(document, text.slice(last, start)));
      put(elementFor(span));
      last = end;
    }
    if (last < text.length) put(createText(document, text.slice(last)));
    const end = put(createText(document, ""));
    const home = /** @type {Node} */ (parentNode(node));
    painted.set(node, { node, text, spans, pieces, end, home, written: false, moved: false });
    const select = selection && holdSelection(selection, [node]);
    setData(node, "");
    setGuard(node, true);
    insertBefore(home, fragment, nextSibling(node));
    select?.(pieces);
  };

  /**
   * Whether somebody else (a translator, say) has put something among our pieces.
   * @param {Node} node
   * @param {Node | undefined} last of the pieces that are left
   */
  const hasStrangers = (node, last) => {
    let next = nextSibling(node);
    while (next && next !== last && own.has(next)) next = nextSibling(next);
    return last && next !== last;
  };

  /**
   * Makes an owner's node whole and takes our pieces away.
   * @param {Painted} entry
   * @returns {boolean} whether the node is as it was before it was painted
   */
  const restore = ({ node, text, pieces, end, home, written, moved }) => {
    painted.delete(node);
    setGuard(node, false);
    const parent = parentNode(node);
    const placed = pieces.filter(parentNode);
    // What the page has deleted of our pieces is deleted.
    const left = placed.map(textContent).join("");
    let data = text;
    if (written || getData(node) !== "") data = getData(node);
    else if (parent && !moved) {
      if (placed.length < pieces.length && hasStrangers(node, placed.at(-1))) {
        // Somebody has exchanged our pieces for their own: what is shown now is the text.
        for (const piece of placed) {
          own.delete(piece);
          if (mentions.has(piece)) unwrap(piece);
        }
        remove(end);
        return false;
      }
      data = left;
    } else if (!parent && !parentNode(end) && placed.length > 0) {
      // normalize() has swept up every empty text node: put the owner's back where its words are.
      insertBefore(/** @type {Node} */ (parentNode(placed[0])), node, placed[0]);
      data = left;
    }
    const select = selection && holdSelection(selection, [node, ...placed]);
    if (getData(node) !== data) setData(node, data);
    for (const piece of placed) remove(piece);
    // Whoever puts one back, as a framework that has counted on it does, makes it the page's.
    for (const piece of pieces) own.delete(piece);
    select?.([node]);
    return !written && data === text && parent === home;
  };

  /** @param {Span} span */
  const isWanted = ({ mark }) => marks.get(mark.mention) === mark;

  /** @param {number} mention @param {Set<Painted>} dirty the nodes that it has stood in are to be redone */
  const forget = (mention, dirty) => {
    for (const { node } of marks.get(mention)?.pieces ?? []) {
      const entry = painted.get(node);
      if (entry) dirty.add(entry);
    }
    marks.delete(mention);
    elements.delete(mention);
  };

  /** Paints nodes anew with the spans that are still wanted. @param {Set<Painted>} dirty grows meanwhile */
  const redo = (dirty) => {
    const active = focusedIn(document);
    const focused = active ? mentions.get(active) : undefined;
    for (const entry of dirty) {
      const { node, text, home } = entry;
      const isPainted = painted.get(node) === entry;
      if (!isPainted && !woken.delete(entry)) continue;
      const isWhole = isPainted ? restore(entry) : getData(node) === text && parentNode(node) === home;
      const spans = entry.spans.filter(isWanted);
      if (!isWhole) for (const { mark } of spans) forget(mark.mention, dirty);
      else if (spans.length > 0) render(node, text, spans);
    }
    swallow();
    if (focused !== undefined && active !== focusedIn(document)) {
      elements.get(focused)?.[0]?.focus({ preventScroll: true });
    }
  };

  /** @param {MutationRecord[]} records of what the page's own scripts did */
  const note = (records) => {
    const written = records.filter(({ type }) => type === "characterData").map(({ target }) => target);
    const inPieces = new Set(written.flatMap((target) => [target, parentNode(target)]));
    for (const { type, target, addedNodes, removedNodes, previousSibling } of records) {
      const isWritten = type === "characterData";
      // What is put right behind an owner's node belongs behind its words, which stand in our pieces.
      const behind = addedNodes.length > 0 ? previousSibling : null;
      const nodes = isWritten ? [target] : [...removedNodes, behind];
      nodes.forEach((node, index) => {
        const entry = painted.get(/** @type {Text} */ (node));
        // Who goes over every text node of the page, ours too, says nothing by leaving an empty one empty.
        if (
          !entry ||
          (isWritten && getData(entry.node) === "" && entry.pieces.some((piece) => inPieces.has(piece)))
        ) {
          return;
        }
        entry.written ||= isWritten;
        entry.moved ||= index < removedNodes.length;
        touched.add(entry);
      });
    }
  };

  /** @param {MutationRecord[]} records */
  const answer = (records) => {
    note(records);
    const dirty = new Set([...touched, ...woken]);
    if (dirty.size === 0) return;
    for (const entry of [...dirty]) {
      if (touched.has(entry) || restless.has(entry.node)) {
        for (const { mark } of entry.spans) forget(mark.mention, dirty);
      } else restless.add(entry.node);
    }
    touched.clear();
    redo(dirty);
  };
  const repair = () => answer(take());

  /** @param {Node} element */
  const unwrap = (element) => {
    const parent = parentNode(element);
    if (!parent) return;
    for (let child; (child = firstChild(element));) insertBefore(parent, child, element);
    remove(element);
  };

  /** @param {Text} node */
  const textOf = (node) => {
    const entry = painted.get(node);
    return entry && getData(node) === "" ? entry.text : getData(node);
  };

  /** @param {Mark} mark */
  const stands = (mark) =>
    mark.pieces.every(
      ({ node, start, end, text }) => parentNode(node) && textOf(node).slice(start, end) === text,
    );

  /** Copies of marks that the page has made (from a cache of its own, say) are dead: only their words stay. */
  const unwrapCopies = () => {
    for (const tree of watched) {
      if (nodeType(tree) !== 1) continue;
      for (const element of findWithin(/** @type {Element} */ (tree), markName)) if (!mentions.has(element)) unwrap(element);
    }
  };

  defineMark(document);
  const sheets = adopterFor(WRAP_STYLES);

  return {
    answer,

    watch(trees) {
      for (const entry of painted.values()) {
        if (entry.pieces.some((piece) => parentNode(piece) !== parentNode(entry.node))) touched.add(entry);
      }
      repair();
      lookForSelection();
      restless = new WeakSet();
      watched = trees;
      unwrapCopies();
      sheets.drop((scope) => !isConnected(scope));
    },

    *add(newMarks) {
      /** @type {Map<Node | null, ReturnType<typeof placeIn>>} */
      const places = new Map();
      /** @type {Map<Text, Span[]>} */
      const work = new Map();
      for (const mark of newMarks) {
        yield;
        const parents = mark.pieces.map(({ node }) => parentNode(node));
        for (const parent of parents) {
          if (places.has(parent)) continue;
          places.set(parent, placeIn(view, parent));
          if (parent) sheets.adopt(/** @type {Document | ShadowRoot} */ (getRootNode(parent)));
        }
        const [{ node, start }] = mark.pieces;
        if (
          !stands(mark) ||
          parents.some((parent) => !places.get(parent)) ||
          partsDropCap(view, parents[0], textOf(node).slice(0, start))
        ) {
          continue;
        }
        mark.pieces.forEach(({ node }, index) => {
          if (!work.has(node)) work.set(node, []);
          work.get(node)?.push({ mark, index, inLink: places.get(parents[index])?.inLink ?? false });
        });
        marks.set(mark.mention, mark);
        elements.set(mark.mention, []);
      }
      for (const [node, added] of work) {
        yield;
        repair();
        /** @type {Set<Painted>} */
        const dirty = new Set();
        for (const { mark } of added) if (!stands(mark)) forget(mark.mention, dirty);
        const spans = added.filter(isWanted);
        const entry = painted.get(node);
        if (entry && spans.length > 0) {
          entry.spans = entry.spans.concat(spans);
          dirty.add(entry);
        } else if (spans.length > 0) render(node, getData(node), spans);
        redo(dirty);
      }
    },

    remove(ids) {
      lookForSelection();
      repair();
      /** @type {Set<Painted>} */
      const dirty = new Set();
      for (const id of [...ids].reverse()) forget(id, dirty);
      redo(dirty);
    },

    has: (mention) => marks.has(mention),

    setTabStops(inOrder) {
      const reached = new Set();
      tabStops = new Set();
      for (const { mention, entity } of inOrder) {
        const [control] = elements.get(mention) ?? [];
        if (!control || getAttribute(control, "role") === null) continue;
        if (!reached.has(entity)) tabStops.add(mention);
        reached.add(entity);
        const value = tabStops.has(mention) ? "0" : "-1";
        if (getAttribute(control, "tabindex") !== value) setAttribute(control, "tabindex", value);
      }
    },

    textOf,
    isOwn: (node) => own.has(node),
    elementsOf: (mention) => elements.get(mention) ?? [],
    anchorOf: (mention) => elements.get(mention)?.[0]?.parentElement ?? null,

    mentionAt(target) {
      let node = /** @type {Node | null} */ (
        "composedPath" in target ? (target.composedPath()[0] ?? target.target) : target
      );
      for (; node; node = parentNode(node)) {
        const mention = mentions.get(node);
        if (mention !== undefined) return marks.has(mention) ? mention : null;
      }
      return null;
    },

    rectsOf: (mention) => (elements.get(mention) ?? []).flatMap((element) => [...element.getClientRects()]),

    destroy() {
      unlisten(document, "selectionchange", lookForSelection);
      lookForSelection();
      repair();
      // The last first: Chromium looks back for the line from which on to lay out, over all that has just changed.
      for (const entry of [...painted.values()].reverse()) restore(entry);
      unwrapCopies();
      marks.clear();
      elements.clear();
      sheets.drop();
    },
  };
}
