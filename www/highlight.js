/**
 * The painter that leaves the page as it is: CSS highlights over ranges of its text nodes. In: marks, and what the
 * page's own scripts have changed. Out: paint. Not one node or attribute of the page changes, so that a framework or an
 * editor may go on with it. The ranges are static, since every live one costs each later change of the page; a mark
 * whose text has changed or gone is gone before the next frame. Limit: what is painted is no element, and so nothing to
 * the keyboard or a screen reader.
 */
import {
  contains,
  defaultView,
  documentOf,
  getData,
  getRootNode,
  isConnected,
  localName,
  nodeType,
  parentAcross,
  parentNode,
} from "./dom.js";
import { HIGHLIGHT_STYLES } from "./highlight-styles.js";

/** @typedef {import("./paint.js").Mark} Mark */
/** @typedef {import("./sheet.js").Scope} Scope */
/**
 * @typedef {object} Painted
 * @property {Mark} mark
 * @property {Node | null} home what holds all of several pieces: what is put in there may part them
 * @property {StaticRange[]} ranges one for each piece
 * @property {Set<string>} looks for which it is lit
 */

/** Names among the document's highlights, shared by all highlighters of a page. */
const plainLayer = "namelight";
const litLayer = "namelight-lit";

/** A pointer this far above or below the letters is still on them. */
const slackPx = 2;

/** @template K @param {Map<K, Set<Painted>>} map @param {K} key @param {Painted} painted */
const put = (map, key, painted) => {
  if (!map.get(key)?.add(painted)) map.set(key, new Set([painted]));
};

/** @template K @param {Map<K, Set<Painted>>} map @param {K} key @param {Painted} painted */
const drop = (map, key, painted) => {
  const all = map.get(key);
  all?.delete(painted);
  if (all?.size === 0) map.delete(key);
};

/** @param {Mark} mark */
const stands = ({ pieces }) =>
  pieces.every(({ node, start, end, text }) => isConnected(node) && getData(node).slice(start, end) === text);

/** @param {Mark} mark @returns {Node | null} */
function homeOf({ pieces }) {
  const last = pieces[pieces.length - 1].node;
  let home = pieces.length > 1 ? parentAcross(pieces[0].node) : null;
  while (home && !contains(home, last)) home = parentAcross(home);
  return home;
}

/**
 * @param {Document} document
 * @param {(css: string) => import("./sheet.js").Adopter} adopterFor
 * @returns {import("./paint.js").HighlightPainter}
 */
export function createHighlightPainter(document, adopterFor) {
  const view = defaultView(document);
  /** @type {Map<number, Painted>} */
  const marks = new Map();
  /** @type {Map<Text, Set<Painted>>} */
  const byText = new Map();
  /** @type {Map<Node, Set<Painted>>} */
  const byHome = new Map();
  const sheets = adopterFor(HIGHLIGHT_STYLES);
  /** For measuring: at rest it holds nothing of the page. */
  const probe = new view.Range();

  /** @param {string} name @param {"add" | "delete"} action @param {Painted} painted */
  const onLayer = (name, action, { ranges }) => {
    // A frame that has gone has taken its highlights along.
    const { CSS, Highlight } = defaultView(documentOf(ranges[0].startContainer)) ?? {};
    if (!CSS || !Highlight) return;
    const { highlights } = CSS;
    const layer = highlights.get(name) ?? new Highlight();
    layer.priority = Number(name === litLayer);
    for (const range of ranges) layer[action](range);
    if (layer.size > 0) highlights.set(name, layer);
    else highlights.delete(name);
  };

  /** @param {Painted} painted */
  const forget = (painted) => {
    const { mark, home, looks } = painted;
    marks.delete(mark.mention);
    for (const { node } of mark.pieces) drop(byText, node, painted);
    if (home) drop(byHome, home, painted);
    onLayer(plainLayer, "delete", painted);
    for (const look of looks) light(mark.mention, look, false, painted);
  };

  /** @param {Iterable<Painted> | undefined} all */
  const forgetAll = (all) => [...(all ?? [])].forEach(forget);

  /** @param {import("./paint.js").MarkPiece} piece @returns {DOMRect[]} */
  const rectsOfPiece = ({ node, start, end }) => {
    if (end > getData(node).length) return [];
    probe.setStart(node, start);
    probe.setEnd(node, end);
    const rects = [...probe.getClientRects()];
    probe.setEnd(document, 0);
    return rects;
  };

  /** @param {number} mention */
  const rectsOf = (mention) => marks.get(mention)?.mark.pieces.flatMap(rectsOfPiece) ?? [];

  /**
   * No element of ours is there to have one: a rule for the page's own, while the pointer is on a mark.
   * @type {import("./sheet.js").Adopter | null}
   */
  let cursor = null;
  /** @param {Element | null} element */
  const setCursor = (element) => {
    cursor?.drop();
    cursor = element && adopterFor(`${view.CSS.escape(localName(element))}:hover { cursor: pointer !important }`);
    if (element) cursor?.adopt(/** @type {Scope} */ (getRootNode(element)));
  };

  /** @param {number} mention */
  const anchorOf = (mention) => {
    let anchor = /** @type {Node | null} */ (marks.get(mention)?.mark.pieces[0].node ?? null);
    while (anchor && nodeType(anchor) !== 1) anchor = parentAcross(anchor);
    return /** @type {HTMLElement | null} */ (anchor);
  };

  /** @param {number} mention @param {string} look @param {boolean} isOn */
  const light = (mention, look, isOn, painted = marks.get(mention)) => {
    if (!painted) return;
    painted.looks[isOn ? "add" : "delete"](look);
    onLayer(litLayer, painted.looks.size > 0 ? "add" : "delete", painted);
    if (look === "hover") setCursor(isOn ? anchorOf(mention) : null);
  };

  /** @param {number} x @param {number} y @param {Node} target @returns {Node | undefined} */
  const textAt = (x, y, target) => {
    const scope = getRootNode(target);
    const shadowRoots = nodeType(scope) === 11 ? [scope] : [];
    const { caretPositionFromPoint, caretRangeFromPoint } = /** @type {any} */ (view.Document.prototype);
    const shown = documentOf(target);
    return caretPositionFromPoint
      ? caretPositionFromPoint.call(shown, x, y, { shadowRoots })?.offsetNode
      : caretRangeFromPoint?.call(shown, x, y)?.startContainer;
  };

  return {
    *add(newMarks) {
      for (const mark of newMarks) {
        yield;
        if (!stands(mark)) continue;
        const home = homeOf(mark);
        const ranges = mark.pieces.map(
          ({ node, start, end }) =>
            new view.StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end }),
        );
        const painted = { mark, home, ranges, looks: new Set() };
        marks.set(mark.mention, painted);
        for (const { node } of mark.pieces) {
          put(byText, node, painted);
          sheets.adopt(/** @type {Scope} */ (getRootNode(node)));
        }
        if (home) put(byHome, home, painted);
        onLayer(plainLayer, "add", painted);
      }
    },

    answer(records) {
      let isAnyRemoved = false;
      for (const { type, target, removedNodes } of records) {
        if (type === "characterData") forgetAll(byText.get(/** @type {Text} */ (target)));
        else if (type === "childList" && byHome.size > 0) {
          for (let home = /** @type {Node | null} */ (target); home; home = parentNode(home)) forgetAll(byHome.get(home));
        }
        isAnyRemoved ||= removedNodes.length > 0;
      }
      // What was only moved keeps its mark.
      if (isAnyRemoved) for (const [node, all] of byText) if (!isConnected(node)) forgetAll(all);
    },

    watch: () => sheets.drop((scope) => !isConnected(scope)),
    remove: (ids) => forgetAll(Array.from(ids, (id) => marks.get(id)).filter((painted) => painted !== undefined)),
    has: (mention) => marks.has(mention),
    elementsOf: () => [],
    anchorOf,
    light,

    mentionAt(at) {
      const { clientX: x, clientY: y, type, detail } = /** @type {any} */ (at);
      // A click by keyboard or by a script is at no point.
      if (x === undefined || (type === "click" && detail === 0)) return null;
      const event = /** @type {Event} */ (at);
      const target = /** @type {Node} */ (event.composedPath()[0] ?? event.target);
      // The nearest text, which may be far away.
      const text = textAt(x, y, target);
      if (!text || !contains(target, text)) return null;
      for (const { mark } of byText.get(/** @type {Text} */ (text)) ?? []) {
        for (const { left, right, top, bottom } of mark.pieces.filter(({ node }) => node === text).flatMap(rectsOfPiece)) {
          if (x >= left && x <= right && y >= top - slackPx && y <= bottom + slackPx) return mark.mention;
        }
      }
      return null;
    },

    rectsOf,

    destroy() {
      forgetAll(marks.values());
      setCursor(null);
      sheets.drop();
    },
  };
}
