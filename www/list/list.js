// In: highlighters, or what waits to be one while the reader has turned marks off. Out: the page's one list "In this
// article": a button, and behind it every entity with its mentions.
// Guarantees: not there without mentions, but to take back what the reader has turned off; everything in it is reached by
// keyboard and named to a screen reader; it hangs on the root element, or in the site's own place, and in no page's text.
import { createElement, findOne } from "../dom.js";
import { readCard } from "../tooltip/card.js";
import { schemeOf } from "../tooltip/scheme.js";
import { fill, mergeStrings } from "../tooltip/strings.js";
import { SURFACE_STYLES } from "../tooltip/surface-styles.js";
import { makerFor } from "../tooltip/view.js";
import { NARROW, stepFrom } from "../tooltip/visit.js";
import { groupEntries } from "./entries.js";
import { LIST_STYLES } from "./styles.js";

/**
 * @typedef {object} Listed
 * @property {{
 *   dictionary?: Pick<import("../dictionary.js").Dictionary, "lookUp" | "lookUpCard">, strings?: unknown,
 *   list?: import("../options.js").HighlighterOptions["list"],
 * }} options
 * @property {(Element | ShadowRoot)[]} roots
 * @property {import("../tooltip/opening.js").HighlighterLike["inOrder"]} inOrder
 * @property {ReturnType<typeof import("../reader.js").readerOf>} reader
 * @property {() => boolean} isNeeded
 * @property {Map<string, import("../dictionary.js").Known>} [cards] since the panel has been opened
 * @property {(mention: number, isByKeyboard: boolean, takeFocus: () => void) => number | null} visit opens the mention's
 *   tooltip, or that of the next of its entity's that can be seen; takeFocus: whence the reader came
 */
/** @typedef {{ refresh: () => void, takeFocus: () => void, detach: () => void }} Attached */

const REGISTRY = Symbol.for("namelight.list");

/** @param {Listed} listed @returns {Attached} */
export function attachList(listed) {
  const registry = /** @type {{ [REGISTRY]?: List }} */ (/** @type {unknown} */ (document));
  const list = (registry[REGISTRY] ??= new List(listed, () => delete registry[REGISTRY]));
  list.all.add(listed);
  list.refresh();
  return {
    refresh: () => list.refresh(),
    takeFocus: () => list.button.focus(),
    detach: () => {
      list.all.delete(listed);
      list.refresh();
    },
  };
}

class List {
  /** @type {Set<Listed>} */
  all = new Set();
  #onEmpty;
  #reader;
  #make;
  #strings;
  #place;
  #element;
  #box;
  #panel;
  #entries;
  #choices;
  /** What the panel shows. */
  #shown = "";
  /** The mention last visited, by entry. @type {Map<string, number>} */
  #visited = new Map();

  /** @param {Listed} first its texts and its place count @param {() => void} onEmpty */
  constructor({ options, reader }, onEmpty) {
    this.#onEmpty = onEmpty;
    this.#reader = reader;
    const make = (this.#make = makerFor(document));
    const strings = (this.#strings = mergeStrings(options.strings));
    const place = typeof options.list === "string" ? findOne(document, options.list) : options.list;
    this.#place = place instanceof Element ? place : null;
    const element = (this.#element = createElement(document, "namelight-list"));
    element.setAttribute("role", "navigation");
    element.setAttribute("aria-label", strings.inThisArticle);
    // Where a site has it in its text, it is none.
    element.setAttribute("data-namelight", "off");
    element.toggleAttribute("data-placed", Boolean(this.#place));

    this.button = make("button", "button");
    this.button.addEventListener("click", () => this.#press());
    const title = make("h2", "title", strings.inThisArticle);
    title.id = "title";
    const close = make("button", "close");
    close.setAttribute("aria-label", strings.close);
    close.addEventListener("click", () => this.#fold(true));
    this.#entries = make("div", "entries");
    this.#choices = make("div", "choices");
    this.#panel = make("div", "panel", title, this.#entries, this.#choices, close);
    this.#panel.setAttribute("role", "dialog");
    this.#panel.setAttribute("aria-labelledby", title.id);
    this.#panel.tabIndex = -1;
    this.#box = make("div", "", this.button, this.#panel);
    this.#box.className = "surface";
    this.button.className = this.#panel.className = "paper";
    this.#box.lang = strings.lang;
    this.#box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.#panel.hidden) return;
      event.stopPropagation();
      this.#fold(true);
    });
    this.#fold();

    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SURFACE_STYLES + LIST_STYLES);
    const shadow = element.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet];
    shadow.append(this.#box);
  }

  refresh() {
    const needed = [...this.all].filter(({ isNeeded }) => isNeeded());
    if (this.all.size === 0) this.#onEmpty();
    if (needed.length === 0) {
      this.#fold();
      this.#element.remove();
      return;
    }
    const strings = this.#strings;
    const { isOff, hidden } = this.#reader.choice();
    const lists = isOff ? [] : needed.map((listed) => ({ listed, groups: this.#groupsOf(listed) }));
    const entries = lists.flatMap(({ groups }) => groups.flatMap((group) => group.entries));
    const hiddenNames = hidden.length > 0 ? fill(strings.hidden, { count: String(hidden.length) }) : "";
    const shown = JSON.stringify([isOff, entries, hiddenNames]);
    if (shown !== this.#shown) {
      this.#shown = shown;
      const label = isOff ? [strings.turnOn] : [strings.inThisArticle, String(entries.length), hiddenNames];
      const make = this.#make;
      this.button.replaceChildren(...label.filter(Boolean).flatMap((text) => [make("span", "", text), " "]));
      if (isOff) this.button.removeAttribute("aria-expanded");
      const focused = /** @type {HTMLElement | null} */ (this.#element.shadowRoot?.activeElement)?.dataset.entity;
      this.#entries.replaceChildren(...lists.flatMap(({ listed, groups }) => this.#view(listed, groups, lists.length > 1)));
      this.#choices.replaceChildren(
        ...(hiddenNames ? [make("span", "", hiddenNames), this.#choice(strings.showAgain, { hidden: [] })] : []),
        this.#choice(strings.turnOff, { isOff: true }),
      );
      if (focused) /** @type {HTMLElement | null} */ (this.#panel.querySelector(`[data-entity="${CSS.escape(focused)}"]`))?.focus();
      if (isOff) this.#fold();
    }
    const [root] = needed[0].roots;
    const { color, direction } = getComputedStyle(this.#place ?? (root instanceof Element ? root : root.host));
    this.#element.dataset.scheme = schemeOf(color);
    this.#element.dir = direction;
    const parent = this.#place ?? /** @type {Element} */ (findOne(document, ":root"));
    if (!this.#element.isConnected) parent.append(this.#element);
  }

  /** @param {Listed} listed */
  #groupsOf({ inOrder, options, cards }) {
    return groupEntries(inOrder(), (id, name) => {
      const { entity, ...known } = cards?.get(id) ?? options.dictionary?.lookUp(id) ?? {};
      return readCard(entity, { ...known, languages: [], strings: this.#strings, name });
    });
  }

  /**
   * @param {Listed} listed
   * @param {import("./entries.js").Group[]} groups
   * @param {boolean} isOneOfSeveral
   */
  #view(listed, groups, isOneOfSeveral) {
    const make = this.#make;
    return groups.flatMap(({ group, entries }) => [
      ...(groups.length > 1 || isOneOfSeveral ? [make("h3", "group", this.#strings[group])] : []),
      make("ul", "", ...entries.map((entry) => make("li", "", this.#entry(listed, entry)))),
    ]);
  }

  /** @param {Listed} listed @param {import("./entries.js").Entry} entry */
  #entry(listed, { id, name, lang, type, mentions }) {
    const make = this.#make;
    const words = make("bdi", "entity-name", name);
    words.lang = lang;
    const count = make("span", "count", String(mentions.length));
    count.setAttribute("role", "img");
    count.setAttribute("aria-label", fill(this.#strings.mentions, { count: String(mentions.length) }));
    const button = make("button", "entity", make("span", "", words, " ", make("span", "entity-type", type)), " ", count);
    button.dataset.entity = id;
    button.addEventListener("click", ({ detail }) => {
      // There it is a sheet, and makes room for the tooltip's.
      const isNarrow = matchMedia(NARROW).matches;
      if (isNarrow) this.#fold();
      const mention = stepFrom(mentions, this.#visited.get(id) ?? -1, 1);
      const visited = listed.visit(mention, detail === 0, () => (isNarrow ? this.button : button).focus());
      if (visited !== null) this.#visited.set(id, visited);
    });
    return button;
  }

  /**
   * Of a compiled dictionary full names and types come with the cards; shown at once, so that entries move once. What does
   * not come is asked for when the list is opened again.
   * @param {Listed} listed
   */
  async #loadCards(listed) {
    const { inOrder, options } = listed;
    const ids = new Set(Array.from(inOrder(), ([, { entity }]) => entity));
    const cards = new Map();
    await Promise.allSettled(Array.from(ids, async (id) => cards.set(id, await options.dictionary?.lookUpCard(id))));
    listed.cards = cards;
    if (this.all.has(listed)) this.refresh();
  }

  /** @param {string} label @param {Partial<import("../reader.js").Choice>} change */
  #choice(label, change) {
    const button = this.#make("button", "choice", label);
    button.addEventListener("click", () => {
      this.button.focus();
      this.#reader.choose(change);
    });
    return button;
  }

  #press() {
    if (this.#reader.choice().isOff) return this.#reader.choose({ isOff: false });
    if (!this.#panel.hidden) return this.#fold(true);
    this.#panel.hidden = false;
    for (const listed of this.all) void this.#loadCards(listed);
    this.button.setAttribute("aria-expanded", "true");
    this.#panel.focus({ preventScroll: true });
    addEventListener("pointerdown", this.#onPress, true);
  }

  /** @param {boolean} [hasFocus] the reader goes on from the button */
  #fold(hasFocus) {
    this.#panel.hidden = true;
    if (!this.#reader.choice().isOff) this.button.setAttribute("aria-expanded", "false");
    removeEventListener("pointerdown", this.#onPress, true);
    if (hasFocus) this.button.focus({ preventScroll: true });
  }

  /** A press on the page folds it, but for one in the tooltip that it has opened. @param {Event} event */
  #onPress = (event) => {
    const isOurs = /** @param {EventTarget} at */ (at) => at instanceof Element && /^namelight-(list|tooltip)$/.test(at.localName);
    if (!event.composedPath().some(isOurs)) this.#fold();
  };
}
