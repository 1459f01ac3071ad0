/**
 * Marks that a server has put into the page. In: the roots that hold them, who is hidden. Out: what the tooltip asks of a painter. Their text
 * and their place are the server's; here they become controls, and get the look of marks that are elements. All of it can be taken back.
 */
import { closest, createText, findWithin, getAttribute, getRootNode, isConnected, parentNode, setAttribute, textContent } from "../dom.js";
import { createMark, defineMark, markName } from "../mark.js";
import { createAdopter } from "../sheet.js";
import { WRAP_STYLES } from "../wrap-styles.js";
import { HIDDEN_STYLES } from "./styles.js";

/** @typedef {{ entity: string, alias: string, elements: HTMLElement[], isHidden: boolean }} ServedMark */

/** Of our making, at any time: what a server has written is not among them. */
const ours = ["role", "tabindex", "aria-haspopup", "aria-expanded", "aria-label", "aria-hidden", "aria-disabled", "data-hidden", "data-open", "data-hover", "data-focus"];

export class ServedMarks {
  #document;
  #sheets;
  /** By number, in document order. @type {ServedMark[]} */
  #marks = [];
  /** @type {Map<Node, number>} */
  #numbers = new Map();

  /** @param {Document} document */
  constructor(document) {
    this.#document = document;
    this.#sheets = createAdopter(WRAP_STYLES + HIDDEN_STYLES);
    defineMark(document);
  }

  /** With those that are hidden. */
  get size() {
    return this.#marks.length;
  }

  /**
   * Takes up what marks there are. Those that are known keep their numbers as long as none comes or goes before them.
   * @param {Element[]} roots
   * @param {(entity: string) => boolean} isHidden
   */
  take(roots, isHidden) {
    const before = new Set(this.#numbers.keys());
    this.#numbers.clear();
    this.#marks = [];
    for (const root of roots) {
      if (closest(root, '[data-namelight="off" i]')) continue;
      let last = "";
      for (const element of findWithin(root, markName)) {
        const entity = getAttribute(element, "data-entity");
        if (entity === null) continue;
        // Further pieces of a mention say so and follow each other: a number comes again in parts that were marked by themselves.
        const key = `${getAttribute(element, "data-mention")} ${entity}`;
        if (key !== last || getAttribute(element, "data-piece") === null) this.#marks.push({ entity, alias: "", elements: [], isHidden: isHidden(entity) });
        last = key;
        this.#marks[this.#marks.length - 1].elements.push(element);
        this.#numbers.set(element, this.#marks.length - 1);
        before.delete(element);
        this.#sheets.adopt(/** @type {Document | ShadowRoot} */ (getRootNode(element)));
      }
    }
    for (const gone of before) strip(/** @type {Element} */ (gone));
    this.#sheets.drop((scope) => !isConnected(scope));
    /** @type {Set<string>} */
    const reached = new Set();
    for (const mark of this.#marks) this.#dress(mark, reached);
  }

  /** @param {ServedMark} mark @param {Set<string>} reached the entities of which the Tab key reaches a mark */
  #dress(mark, reached) {
    const { elements, entity, isHidden } = mark;
    const pieces = elements.map((element) => ({ node: createText(this.#document, ""), start: 0, end: 0, text: textContent(element) }));
    const text = pieces.map((piece) => piece.text).join("");
    mark.alias = text.replace(/\s+/g, " ").trim();
    const isNamed = !closest(elements[0], "a[href],[role=link]");
    for (const [index, element] of elements.entries()) {
      const inLink = closest(element, "a[href],[role=link]") !== null;
      const isTabStop = !isHidden && !inLink && index === 0 && !reached.has(entity);
      // One as a painter makes it: of it come the attributes.
      const wanted = createMark(this.#document, { mention: 0, entity, text, pieces }, index, { inLink, isNamed, isTabStop });
      if (isTabStop) reached.add(entity);
      for (const name of ours) {
        const value = isHidden ? (name === "data-hidden" ? "" : null) : getAttribute(wanted, name);
        // What says how a mark looks at this moment is the tooltip's.
        if (value === null && (isHidden || !/^(data-(open|hover|focus)|aria-disabled)$/.test(name))) element.removeAttribute(name);
        else if (value !== null && getAttribute(element, name) === null) setAttribute(element, name, value);
        else if (name === "tabindex" && value !== null) setAttribute(element, name, value);
      }
    }
  }

  /** @param {number} number */
  mention(number) {
    const mark = this.#marks[number];
    return mark && !mark.isHidden ? mark : undefined;
  }

  /** Without hidden ones. @returns {Generator<[number: number, mark: ServedMark], void, void>} */
  *inOrder() {
    for (const [number, mark] of this.#marks.entries()) if (!mark.isHidden) yield [number, mark];
  }

  /** @param {Event | Node} at @returns {number | null} */
  mentionAt(at) {
    let node = /** @type {Node | null} */ ("composedPath" in at ? (at.composedPath()[0] ?? at.target) : at);
    for (; node; node = parentNode(node)) {
      const number = this.#numbers.get(node);
      if (number !== undefined) return this.#marks[number].isHidden ? null : number;
    }
    return null;
  }

  /** @param {number} number */
  elementsOf = (number) => this.mention(number)?.elements ?? [];
  /** @param {number} number */
  anchorOf = (number) => this.mention(number)?.elements[0]?.parentElement ?? null;
  /** @param {number} number */
  rectsOf = (number) => this.elementsOf(number).flatMap((element) => [...element.getClientRects()]);
  /** Elements have a look by their attributes. */
  light() {}

  /** The marks are as they were served. */
  release() {
    for (const element of this.#numbers.keys()) strip(/** @type {Element} */ (element));
    this.#sheets.drop();
    this.#marks = [];
    this.#numbers.clear();
  }
}

/** @param {Element} element */
function strip(element) {
  for (const name of ours) element.removeAttribute(name);
}
