/**
 * The browser's ways to nodes (www/dom.js) for a page that must learn nothing: this takes its place in a content script.
 * Guarantees: what a script of the page makes up (event.isTrusted) is not heard; no event is dispatched into the page; the
 * tooltip's shadow tree is closed, and what names an entity is inside; a picture is not fetched by the page.
 */
import * as plain from "../../dom.js";

export * from "../../dom.js";

/** What the content script does for the nodes. @type {{ loadImage: (src: string) => Promise<Blob> }} */
export const hooks = { loadImage: async () => new Blob() };

/** @type {WeakMap<plain.Listener, plain.Listener>} */
const trusting = new WeakMap();
/** @param {plain.Listener} listener */
export const trusted = (listener) => {
  const known = trusting.get(listener) ?? ((event) => event.isTrusted && listener(event));
  trusting.set(listener, known);
  return known;
};

/** @type {typeof plain.listen} */
export const listen = (to, type, listener, options) => plain.listen(to, type, trusted(listener), options);
/** @type {typeof plain.unlisten} */
export const unlisten = (target, type, listener) => plain.unlisten(target, type, trusted(listener));
/** @type {typeof plain.createElement} */
export const createElement = (document, name) => {
  if (name === "img") return createPicture(document);
  const element = plain.createElement(document, name);
  if (name === "namelight-tooltip") close(element);
  return element;
};

/** What a role or a label says of the host is said of the card in it. */
const spoken = /^(?:role|aria-)/;

/**
 * The element as we hold it: the page has a wrapper of its own, without any of this.
 * @param {HTMLElement} element
 */
function close(element) {
  /** @type {ShadowRoot | null} */
  let shadow = null;
  /** @type {Map<string, string>} */
  const said = new Map();
  Object.defineProperties(element, {
    shadowRoot: { get: () => shadow },
    attachShadow: {
      value: (/** @type {ShadowRootInit} */ init) =>
        (shadow = /** @type {ShadowRoot} */ (Element.prototype.attachShadow.call(element, { ...init, mode: "closed" }))),
    },
    setAttribute: {
      value: (/** @type {string} */ name, /** @type {string} */ value) => {
        if (!spoken.test(name)) return plain.setAttribute(element, name, value);
        said.set(name, value);
        const card = shadow?.firstElementChild;
        if (card) for (const [key, text] of said) plain.setAttribute(card, key, text);
      },
    },
    addEventListener: {
      value: (/** @type {string} */ type, /** @type {plain.Listener} */ listener, /** @type {any} */ options) =>
        // The browser's own news of a popover is trusted, too.
        plain.listen(element, type, trusted(listener), options),
    },
  });
}

/**
 * A page sees the addresses of all that is fetched for it, and its policy may forbid them, those in data: or blob: too. So the
 * picture of a card is painted (styles.js says how large). A drawing in SVG cannot be, and is left out like one that fails.
 * @param {Document} document
 */
function createPicture(document) {
  const canvas = /** @type {HTMLCanvasElement} */ (plain.createElement(document, "canvas"));
  let wanted = "";
  /** @param {string} src */
  const paint = async (src) => {
    const bitmap = await createImageBitmap(await hooks.loadImage(src));
    [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
    bitmap.close();
  };
  Object.defineProperties(canvas, {
    alt: {
      set: (alt) => {
        plain.setAttribute(canvas, "role", alt ? "img" : "presentation");
        if (alt) plain.setAttribute(canvas, "aria-label", alt);
      },
    },
    src: {
      get: () => wanted,
      set: (src) => {
        wanted = src;
        paint(src).catch(() => plain.dispatch(canvas, new Event("error")));
      },
    },
  });
  return canvas;
}
