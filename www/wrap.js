/**
 * The painter that wraps words in elements; the only module that writes into the page's text. In: marks. Out:
 * `<namelight-mark>` elements. An owner's text node keeps its place and identity: it is emptied while
 * painted, its words stand in pieces behind it, and it is whole again afterwards. If the page's own scripts
 * write to, move or remove such a node, their word counts: nothing is thrown, and no text is lost or shown
 * twice.
 */
import {
  activeElement,
  closest,
  contains,
  createFragment,
  createText,
  defaultView,
  findWithin,
  firstChild,
  getAttribute,
  getData,
  insertBefore,
  nextSibling,
  nodeType,
  parentNode,
  remove,
  setAttribute,
  setData,
  textContent,
} from "./dom.js";
import { createMark, defineMark, markName } from "./mark.js";
import { adoptMarkSheet } from "./sheet.js";

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
 * @property {boolean} written by its owner, while painted
 */

/** A line of text in such a parent is one item; cut into pieces it would be several. */
const itemised = /flex|grid/;

const allPunctuation = /^[\p{P}\p{S}]+$/u;

/** @param {Span} span */
const pieceOf = ({ mark, index }) => mark.pieces[index];

/**
 * @param {Document} document
 * @returns {Painter}
 */
export function createWrapPainter(document) {
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
    painted.set(node, { node, text, spans, pieces, end, written: false });
    setData(node, "");
    insertBefore(/** @type {Node} */ (parentNode(node)), fragment, nextSibling(node));
  };

  /** What somebody else (a translator, say) has put among our pieces. @param {Painted} entry */
  const hasStrangers = ({ node, end }) => {
    let next = nextSibling(node);
    while (next && next !== end && own.has(next)) next = nextSibling(next);
    return next !== end;
  };

  /**
   * Makes an owner's node whole and takes our pieces away.
   * @param {Painted} entry
   * @returns {boolean} whether the node is as it was before it was painted
   */
  const restore = (entry) => {
    const { node, text, pieces, end } = entry;
    painted.delete(node);
    const home = parentNode(node);
    const parent = parentNode(end);
    const placed = pieces.filter((piece) => parentNode(piece));
    const whole = () => placed.map(textContent).join("");
    let data = text;
    if (entry.written || getData(node) !== "") data = getData(node);
    else if (home && home === parent) {
      if (placed.length === pieces.length) data = whole();
      else if (hasStrangers(entry)) {
        // Somebody has exchanged our pieces for their own: what is shown now is the text.
        for (const piece of placed) {
          own.delete(piece);
          if (mentions.has(piece)) unwrap(piece);
        }
        remove(end);
        return false;
      }
    } else if (!home && !parent && placed.length > 0) {
      // normalize() has swept up every empty text node: put the owner's back where its words are.
      insertBefore(/** @type {Node} */ (parentNode(placed[0])), node, placed[0]);
      data = whole();
    }
    if (getData(node) !== data) setData(node, data);
    for (const piece of placed) remove(piece);
    return !entry.written && data === text && home !== null && home === parent;
  };

  /** Takes a mention out of every node it stands in. @param {number} mention @param {Set<Painted>} dirty */
  const forget = (mention, dirty) => {
    for (const { node } of marks.get(mention)?.pieces ?? []) {
      const entry = painted.get(node);
      if (!entry) continue;
      entry.spans = entry.spans.filter(({ mark }) => mark.mention !== mention);
      dirty.add(entry);
    }
    marks.delete(mention);
    elements.delete(mention);
  };

  /** Paints nodes anew with the spans they have now. @param {Set<Painted>} dirty grows meanwhile */
  const redo = (dirty) => {
    const active = activeElement(document);
    const focused = active ? mentions.get(active) : undefined;
    for (const entry of dirty) {
      if (painted.get(entry.node) !== entry) continue;
      if (restore(entry)) {
        if (entry.spans.length > 0) render(entry.node, entry.text, entry.spans);
      } else for (const { mark } of entry.spans) forget(mark.mention, dirty);
    }
    observer.takeRecords();
    if (focused !== undefined && active !== activeElement(document)) {
      elements.get(focused)?.[0]?.focus({ preventScroll: true });
    }
  };

  /** Takes every mark that stands in these nodes off the page. @param {Set<Painted>} dirty */
  const drop = (dirty) => {
    if (dirty.size === 0) return;
    for (const { spans } of [...dirty]) for (const { mark } of spans) forget(mark.mention, dirty);
    redo(dirty);
  };

  /** @param {MutationRecord[]} records of what the page's own scripts did */
  const answer = (records) => {
    /** @type {Set<Painted>} */
    const dirty = new Set();
    const targets = records.filter(({ type }) => type === "characterData").map(({ target }) => target);
    for (const { type, target, addedNodes, removedNodes, previousSibling } of records) {
      const isWritten = type === "characterData";
      // What is put right behind an owner's node belongs behind its words, which stand in our pieces.
      const touched = isWritten
        ? [target]
        : addedNodes.length > 0
          ? [previousSibling, ...removedNodes]
          : removedNodes;
      for (const node of touched) {
        const entry = painted.get(/** @type {Text} */ (node));
        if (!entry) continue;
        // Who goes over every text node of the page, ours too, says nothing by leaving an empty one empty.
        if (
          isWritten &&
          getData(entry.node) === "" &&
          entry.pieces.some((piece) => targets.some((one) => contains(piece, one)))
        ) {
          continue;
        }
        entry.written ||= isWritten;
        dirty.add(entry);
      }
    }
    drop(dirty);
  };
  const observer = new view.MutationObserver(answer);
  const repair = () => answer(observer.takeRecords());

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

  /** @param {Node | null} parent @returns {{ inLink: boolean } | null} null: not to be painted in */
  const placeIn = (parent) => {
    let box = parent;
    let display = "";
    for (; box && nodeType(box) === 1; box = parentNode(box)) {
      ({ display } = view.getComputedStyle(/** @type {Element} */ (box)));
      if (display !== "contents") break;
    }
    if (!parent || nodeType(parent) !== 1 || itemised.test(display)) return null;
    return { inLink: closest(/** @type {Element} */ (parent), "a[href],[role=link]") !== null };
  };

  /**
   * A drop cap takes a quotation mark with its letter, but only while both stand in one text.
   * @param {Mark} mark
   */
  const partsDropCap = ({ pieces: [{ node, start }] }) => {
    const before = textOf(node).slice(0, start).trim();
    if (!allPunctuation.test(before)) return false;
    let block = /** @type {Element} */ (parentNode(node));
    while (view.getComputedStyle(block).display === "inline")
      block = /** @type {Element} */ (parentNode(block));
    const { cssFloat, fontSize } = view.getComputedStyle(block, "::first-letter");
    return (
      textContent(block).trimStart().startsWith(before) &&
      (cssFloat !== "none" || fontSize !== view.getComputedStyle(block).fontSize)
    );
  };

  /** @param {Mark} mark */
  const stands = (mark) =>
    mark.pieces.every(
      ({ node, start, end, text }) => parentNode(node) && textOf(node).slice(start, end) === text,
    );

  defineMark(document);
  const dropSheet = adoptMarkSheet(document);

  return {
    watch(roots) {
      repair();
      observer.disconnect();
      /** @type {Set<Painted>} */
      const damaged = new Set();
      for (const entry of painted.values()) {
        if (entry.pieces.some((piece) => parentNode(piece) !== parentNode(entry.node))) damaged.add(entry);
      }
      drop(damaged);
      for (const root of roots) {
        // Copies of marks that the page has made (from a cache of its own, say) are dead: only their words
        // stay.
        for (const element of findWithin(root, markName)) if (!mentions.has(element)) unwrap(element);
        observer.observe(root, { subtree: true, childList: true, characterData: true });
      }
    },

    *add(newMarks) {
      /** @type {Map<Node | null, ReturnType<typeof placeIn>>} */
      const places = new Map();
      /** @type {Map<Text, Span[]>} */
      const work = new Map();
      for (const mark of newMarks) {
        yield;
        const parents = mark.pieces.map(({ node }) => parentNode(node));
        for (const parent of parents) if (!places.has(parent)) places.set(parent, placeIn(parent));
        if (!stands(mark) || parents.some((parent) => !places.get(parent)) || partsDropCap(mark)) continue;
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
        const spans = added.filter(({ mark }) => marks.get(mark.mention) === mark);
        const lost = spans.filter(({ mark }) => !stands(mark));
        /** @type {Set<Painted>} */
        const dirty = new Set();
        for (const { mark } of lost) forget(mark.mention, dirty);
        const kept = spans.filter((span) => !lost.includes(span));
        const entry = painted.get(node);
        if (kept.length > 0) {
          if (entry) {
            entry.spans.push(...kept);
            dirty.add(entry);
          } else render(node, getData(node), kept);
        }
        redo(dirty);
      }
    },

    remove(ids) {
      repair();
      /** @type {Set<Painted>} */
      const dirty = new Set();
      for (const id of ids) forget(id, dirty);
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

    repair,
    textOf,
    isOwn: (node) => own.has(node),
    elementsOf: (mention) => elements.get(mention) ?? [],

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
      repair();
      for (const entry of [...painted.values()]) restore(entry);
      observer.disconnect();
      marks.clear();
      elements.clear();
      dropSheet();
    },
  };
}
