// In: a card (plain strings) and the texts. Out: the nodes that show it.
// Guarantees: text nodes and attributes only, no markup is ever parsed; the image asks for no cookies and tells no
// referrer, its box has its size before it loads and goes if it fails; each link opens a new tab and says so.
import { createElement } from "../dom.js";
import { fill } from "./strings.js";

/** @typedef {import("./card.js").Card} Card */
/** @typedef {import("./strings.js").Strings} Strings */
/**
 * @typedef {<Tag extends keyof HTMLElementTagNameMap>(
 *   tag: Tag, part: string, ...children: (Node | string)[]) => HTMLElementTagNameMap[Tag]} Make
 */

/** @param {Document} document @returns {Make} */
export function makerFor(document) {
  return (tag, part, ...children) => {
    const element = createElement(document, tag);
    if (part) element.setAttribute("part", part);
    element.append(...children);
    return /** @type {any} */ (element);
  };
}

/**
 * @param {Make} make
 * @param {Card} card
 * @param {Strings} strings
 * @param {(src: string) => void} onImageError
 * @returns {Node[]}
 */
export function viewCard(make, card, strings, onImageError) {
  const nodes = [];
  const credit = card.image && viewCredit(make, card.image, strings);
  if (card.image) {
    const { src } = card.image;
    const picture = viewImage(make, card.image, () => {
      picture.remove();
      credit?.remove();
      onImageError(src);
    });
    nodes.push(picture);
  }
  if (card.name) nodes.push(viewName(make, card));
  if (card.typeLabel) nodes.push(spokenIn(strings.lang, make("p", "type", card.typeLabel)));
  if (card.description) {
    const description = make("p", "description", card.description);
    if (card.dir === "auto") description.dir = "auto";
    nodes.push(description);
  }
  if (card.links.length) {
    const items = card.links.map(({ href, label }) => make("li", "", viewLink(make, href, label, "link", strings)));
    nodes.push(spokenIn(strings.lang, make("ul", "links", ...items)));
  }
  if (credit) nodes.push(spokenIn(strings.lang, credit));
  if (card.attribution) nodes.push(spokenIn(strings.lang, viewAttribution(make, card.attribution, strings)));
  return nodes;
}

/**
 * What is shown while a card is on its way.
 * @param {Make} make
 * @param {Card} card
 * @param {Strings} strings
 * @returns {Node[]}
 */
export function viewLoading(make, card, strings) {
  const spoken = spokenIn(strings.lang, make("p", "", strings.loading));
  spoken.className = "spoken";
  const bars = make("div", "loading", spoken, make("i", ""), make("i", ""), make("i", ""));
  return [viewName(make, card), bars];
}

/**
 * A sentence in place of a card.
 * @param {Make} make
 * @param {Card} card
 * @param {Strings} strings
 * @param {string} sentence
 * @param {() => void} [onRetry]
 * @returns {Node[]}
 */
export function viewNotice(make, card, strings, sentence, onRetry) {
  /** @type {Node[]} */
  const nodes = [viewName(make, card), spokenIn(strings.lang, make("p", "notice", sentence))];
  if (onRetry) {
    const button = spokenIn(strings.lang, make("button", "retry", strings.tryAgain));
    button.addEventListener("click", () => {
      // Not `disabled`: that would take the focus from who has pressed it.
      if (button.getAttribute("aria-disabled")) return;
      button.setAttribute("aria-disabled", "true");
      button.textContent = strings.loading;
      onRetry();
    });
    nodes.push(button);
  }
  return nodes;
}

/** @param {Make} make @param {Card} card */
export function viewName(make, { name, nameLang, lang, dir }) {
  // The card reads in the direction of its text; a name in another script keeps its own inside. Where nobody says
  // a language, the card takes the name's direction, and that of a <bdi> would not count.
  const words = make(dir === "auto" ? "span" : "bdi", "", name);
  if (nameLang !== lang) words.lang = nameLang;
  return make("h2", "name", words);
}

/** @param {Make} make @param {NonNullable<Card["image"]>} image @param {() => void} onError */
function viewImage(make, { src, alt, isDrawing }, onError) {
  const image = make("img", "image");
  const box = make("div", "", image);
  box.className = isDrawing ? "picture drawing" : "picture";
  image.alt = alt;
  image.loading = "lazy";
  image.decoding = "async";
  image.referrerPolicy = "no-referrer";
  // The only way to load an image of another site without sending it the reader's cookies.
  image.crossOrigin = "anonymous";
  image.addEventListener("error", onError);
  image.src = src;
  return box;
}

/** @param {Make} make @param {NonNullable<Card["image"]>} image @param {Strings} strings */
function viewCredit(make, { credit, creditUrl, license }, strings) {
  if (!credit && !license) return null;
  const text = credit
    ? fill(strings.imageCredit, { credit: license ? `${credit}, ${license}` : credit })
    : fill(strings.imageLicense, { license });
  return make("p", "credit", creditUrl ? viewLink(make, creditUrl, text, "credit-link", strings) : make("bdi", "", text));
}

/** @param {Make} make @param {import("./card.js").Attribution} attribution @param {Strings} strings */
function viewAttribution(make, { text, url, license }, strings) {
  const label = fill(strings.attribution, { source: [text, license].filter(Boolean).join(", ") });
  return make("p", "attribution", url ? viewLink(make, url, label, "attribution-link", strings) : make("bdi", "", label));
}

/** @param {Make} make @param {string} href @param {string} label @param {string} part @param {Strings} strings */
function viewLink(make, href, label, part, strings) {
  const hint = make("span", "", ` ${strings.newTab}`);
  hint.className = "spoken";
  const link = make("a", part, make("bdi", "", label), hint);
  link.href = href;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}

/** @template {HTMLElement} T @param {string} lang @param {T} element @returns {T} */
function spokenIn(lang, element) {
  element.lang = lang;
  return element;
}
