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
  const registry = /** @type {{ [REGISTRY]?: ReturnType<typeof createList> }} */ (/** @type {unknown} */ (document));
  const list = (registry[REGISTRY] ??= createList(listed, () => delete registry[REGISTRY]));
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

/** @param {Listed} first its texts and its place count @param {() => void} onEmpty */
function createList({ options, reader }, onEmpty) {
  /** @type {Set<Listed>} */
  const all = new Set();
  /** What the panel shows. */
  let lastShown = "";
  /** The mention last visited, by entry. @type {Map<string, number>} */
  const lastVisited = new Map();
  const make = makerFor(document);
  const strings = mergeStrings(options.strings);
  const wanted = typeof options.list === "string" ? findOne(document, options.list) : options.list;
  const place = wanted instanceof Element ? wanted : null;
  const element = createElement(document, "namelight-list");
  element.setAttribute("role", "navigation");
  element.setAttribute("aria-label", strings.inThisArticle);
  // Where a site has it in its text, it is none.
  element.setAttribute("data-namelight", "off");
  element.toggleAttribute("data-placed", Boolean(place));

  const toggle = make("button", "button");
  toggle.addEventListener("click", press);
  const title = make("h2", "title", strings.inThisArticle);
  title.id = "title";
  const close = make("button", "close");
  close.setAttribute("aria-label", strings.close);
  close.addEventListener("click", () => fold(true));
  const found = make("div", "entries");
  const choices = make("div", "choices");
  const panel = make("div", "panel", title, found, choices, close);
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-labelledby", title.id);
  panel.tabIndex = -1;
  const box = make("div", "", toggle, panel);
  box.className = "surface";
  toggle.className = panel.className = "paper";
  box.lang = strings.lang;
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    event.stopPropagation();
    fold(true);
  });

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SURFACE_STYLES + LIST_STYLES);
  const shadow = element.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(box);
  fold();

  function refresh() {
    const needed = [...all].filter(({ isNeeded }) => isNeeded());
    if (all.size === 0) onEmpty();
    if (needed.length === 0) {
      fold();
      element.remove();
      return;
    }
    const { isOff, hidden } = reader.choice();
    const lists = isOff ? [] : needed.map((listed) => ({ listed, groups: groupsOf(listed) }));
    const entries = lists.flatMap(({ groups }) => groups.flatMap((group) => group.entries));
    const hiddenNames = hidden.length > 0 ? fill(strings.hidden, { count: String(hidden.length) }) : "";
    const shown = JSON.stringify([isOff, entries, hiddenNames]);
    if (shown !== lastShown) {
      lastShown = shown;
      const label = isOff ? [strings.turnOn] : [strings.inThisArticle, String(entries.length), hiddenNames];
      toggle.replaceChildren(...label.filter(Boolean).flatMap((text) => [make("span", "", text), " "]));
      if (isOff) toggle.removeAttribute("aria-expanded");
      const focused = /** @type {HTMLElement | null} */ (element.shadowRoot?.activeElement)?.dataset.entity;
      found.replaceChildren(...lists.flatMap(({ listed, groups }) => viewGroups(listed, groups, lists.length > 1)));
      choices.replaceChildren(
        ...(hiddenNames ? [make("span", "", hiddenNames), viewChoice(strings.showAgain, { hidden: [] })] : []),
        viewChoice(strings.turnOff, { isOff: true }),
      );
      if (focused) /** @type {HTMLElement | null} */ (panel.querySelector(`[data-entity="${CSS.escape(focused)}"]`))?.focus();
      if (isOff) fold();
    }
    const [root] = needed[0].roots;
    const { color, direction } = getComputedStyle(place ?? (root instanceof Element ? root : root.host));
    element.dataset.scheme = schemeOf(color);
    element.dir = direction;
    const parent = place ?? /** @type {Element} */ (findOne(document, ":root"));
    if (!element.isConnected) parent.append(element);
  }

  /** @param {Listed} listed */
  function groupsOf({ inOrder, options, cards }) {
    return groupEntries(inOrder(), (id, name) => {
      const { entity, ...known } = cards?.get(id) ?? options.dictionary?.lookUp(id) ?? {};
      return readCard(entity, { ...known, languages: [], strings, name });
    });
  }

  /**
   * @param {Listed} listed
   * @param {import("./entries.js").Group[]} groups
   * @param {boolean} isOneOfSeveral
   */
  function viewGroups(listed, groups, isOneOfSeveral) {
    return groups.flatMap(({ group, entries }) => [
      ...(groups.length > 1 || isOneOfSeveral ? [make("h3", "group", strings[group])] : []),
      make("ul", "", ...entries.map((entry) => make("li", "", viewEntry(listed, entry)))),
    ]);
  }

  /** @param {Listed} listed @param {import("./entries.js").Entry} entry */
  function viewEntry(listed, { id, name, lang, type, mentions }) {
    const words = make("bdi", "entity-name", name);
    words.lang = lang;
    const count = make("span", "count", String(mentions.length));
    count.setAttribute("role", "img");
    count.setAttribute("aria-label", fill(strings.mentions, { count: String(mentions.length) }));
    const button = make("button", "entity", make("span", "", words, " ", make("span", "entity-type", type)), " ", count);
    button.dataset.entity = id;
    button.addEventListener("click", ({ detail }) => {
      // There it is a sheet, and makes room for the tooltip's.
      const isNarrow = matchMedia(NARROW).matches;
      if (isNarrow) fold();
      const mention = stepFrom(mentions, lastVisited.get(id) ?? -1, 1);
      const visited = listed.visit(mention, detail === 0, () => (isNarrow ? toggle : button).focus());
      if (visited !== null) lastVisited.set(id, visited);
    });
    return button;
  }

  /**
   * Of a compiled dictionary full names and types come with the cards; shown at once, so that entries move once. What does
   * not come is asked for when the list is opened again.
   * @param {Listed} listed
   */
  async function loadCards(listed) {
    const { inOrder, options } = listed;
    const ids = new Set(Array.from(inOrder(), ([, { entity }]) => entity));
    const cards = new Map();
    await Promise.allSettled(Array.from(ids, async (id) => cards.set(id, await options.dictionary?.lookUpCard(id))));
    listed.cards = cards;
    if (all.has(listed)) refresh();
  }

  /** @param {string} label @param {Partial<import("../reader.js").Choice>} change */
  function viewChoice(label, change) {
    const button = make("button", "choice", label);
    button.addEventListener("click", () => {
      toggle.focus();
      reader.choose(change);
    });
    return button;
  }

  function press() {
    if (reader.choice().isOff) return reader.choose({ isOff: false });
    if (!panel.hidden) return fold(true);
    panel.hidden = false;
    for (const listed of all) void loadCards(listed);
    toggle.setAttribute("aria-expanded", "true");
    panel.focus({ preventScroll: true });
    addEventListener("pointerdown", onPress, true);
  }

  /** @param {boolean} [hasFocus] the reader goes on from the button */
  function fold(hasFocus) {
    panel.hidden = true;
    if (!reader.choice().isOff) toggle.setAttribute("aria-expanded", "false");
    removeEventListener("pointerdown", onPress, true);
    if (hasFocus) toggle.focus({ preventScroll: true });
  }

  /** A press on the page folds it, but for one in the tooltip that it has opened. @param {Event} event */
  function onPress(event) {
    const isOurs = /** @param {EventTarget} at */ (at) => at instanceof Element && /^namelight-(list|tooltip)$/.test(at.localName);
    if (!event.composedPath().some(isOurs)) fold();
  }

  return { all, button: toggle, refresh };
}
