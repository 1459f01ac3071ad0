/**
 * The browser's own ways to read and change nodes, taken from the prototypes once: a form's or a document's
 * named children (`<input name=childNodes>`, `<img name=body>`) cannot stand in their way. Imported anywhere,
 * also where there is no DOM; used only where there is one. Also the tree adapter for read.js.
 */

/** @typedef {import("./read.js").TreeAdapter<Node>} BrowserAdapter */

const { apply } = Reflect;

/**
 * @param {string} owner
 * @param {string} key
 * @returns {PropertyDescriptor}
 */
const descriptor = (owner, key) =>
  Object.getOwnPropertyDescriptor(/** @type {any} */ (globalThis)[owner]?.prototype ?? {}, key) ?? {};

/**
 * @param {string} owner
 * @param {string} key
 * @returns {(node: any) => any}
 */
const getter = (owner, key) => {
  const { get } = descriptor(owner, key);
  return (node) => get && apply(get, node, []);
};

/**
 * @param {string} owner
 * @param {string} key
 * @returns {(node: any, value: any) => void}
 */
const setter = (owner, key) => {
  const { set } = descriptor(owner, key);
  return (node, value) => {
    if (set) apply(set, node, [value]);
  };
};

/**
 * @param {string} owner
 * @param {string} key
 * @returns {(node: any, ...values: any[]) => any}
 */
const method = (owner, key) => {
  const { value } = descriptor(owner, key);
  return (node, ...values) => value && apply(value, node, values);
};

/** @type {(node: Node) => number} */
export const nodeType = getter("Node", "nodeType");
/** @type {(node: Node) => Node | null} */
export const parentNode = getter("Node", "parentNode");
/** @type {(node: Node) => Node | null} */
export const firstChild = getter("Node", "firstChild");
/** @type {(node: Node) => Node | null} */
export const nextSibling = getter("Node", "nextSibling");
/** @type {(node: Node) => Node | null} */
export const previousSibling = getter("Node", "previousSibling");
/** @type {(node: Node) => Document | null} */
export const ownerDocument = getter("Node", "ownerDocument");
/** @type {(node: Node) => string} */
export const baseURI = getter("Node", "baseURI");
/** @type {(node: Node) => string} */
export const textContent = getter("Node", "textContent");
/** @type {(node: Node) => boolean} */
export const isConnected = getter("Node", "isConnected");
/** @type {(parent: Node, node: Node, before: Node | null) => Node} */
export const insertBefore = method("Node", "insertBefore");
/** @type {(node: Node) => Node} */
export const getRootNode = method("Node", "getRootNode");
/** @type {(node: Node, other: Node) => boolean} */
export const contains = method("Node", "contains");
/** @type {(node: Node, other: Node) => number} */
export const comparePosition = method("Node", "compareDocumentPosition");

/** @type {(node: CharacterData) => string} */
export const getData = getter("CharacterData", "data");
/** @type {(node: CharacterData, data: string) => void} */
export const setData = setter("CharacterData", "data");
const removeElement = method("Element", "remove");
const removeText = method("CharacterData", "remove");
/** @param {Node} node an element or a text node */
export const remove = (node) => (nodeType(node) === 1 ? removeElement : removeText)(node);

/** @type {(element: Element) => string} */
export const localName = getter("Element", "localName");
/** @type {(element: Element, name: string) => string | null} */
export const getAttribute = method("Element", "getAttribute");
/** @type {(element: Element, name: string, value: string) => void} */
export const setAttribute = method("Element", "setAttribute");
/** @type {(element: Element) => DOMRect} */
export const boundsOf = method("Element", "getBoundingClientRect");
/** @type {(element: Element, selector: string) => boolean} */
export const matches = method("Element", "matches");
/** @type {(element: Element, selector: string) => Element | null} */
export const closest = method("Element", "closest");
/** @type {(element: Element, selector: string) => NodeListOf<HTMLElement>} */
export const findWithin = method("Element", "querySelectorAll");

/** Null for none, and for a closed one. @type {(element: Element) => ShadowRoot | null} */
export const shadowRoot = getter("Element", "shadowRoot");
const host = getter("ShadowRoot", "host");
/** What a node stands in, out of a shadow tree or a frame, too. @param {Node} node @returns {Node | null} */
export const parentAcross = (node) =>
  nodeType(node) === 9
    ? (defaultView(/** @type {Document} */ (node))?.frameElement ?? null)
    : (parentNode(node) ?? (nodeType(node) === 11 && "host" in node ? host(node) : null));
/** The document that a node is in or is. @param {Node} node @returns {Document} */
export const documentOf = (node) => ownerDocument(node) ?? /** @type {Document} */ (node);
/** Null for that of another origin. @type {(frame: Element) => Document | null} */
export const contentDocument = getter("HTMLIFrameElement", "contentDocument");
/** @type {(slot: Element) => Node[]} */
export const assignedNodes = method("HTMLSlotElement", "assignedNodes");

/** @type {(document: Document, selector: string) => NodeListOf<HTMLElement>} */
export const findAll = method("Document", "querySelectorAll");
/** @type {(document: Document, selector: string) => Element | null} */
export const findOne = method("Document", "querySelector");
/** @type {(document: Document, name: string) => HTMLElement} */
export const createElement = method("Document", "createElement");
/** @type {(document: Document, data: string) => Text} */
export const createText = method("Document", "createTextNode");
/** @type {(document: Document) => DocumentFragment} */
export const createFragment = method("Document", "createDocumentFragment");
/** @type {(document: Document) => Window & typeof globalThis} */
export const defaultView = getter("Document", "defaultView");
/** @type {(document: Document) => DocumentReadyState} */
export const readyState = getter("Document", "readyState");
/** @type {(document: Document) => Element | null} */
export const currentScript = getter("Document", "currentScript");
/** @type {(document: Document) => Element | null} */
export const activeElement = getter("Document", "activeElement");
/** @type {(document: Document) => boolean} */
export const hasFocus = method("Document", "hasFocus");
const sheetsOf = ["Document", "ShadowRoot"].map((owner) => ({
  get: getter(owner, "adoptedStyleSheets"),
  set: setter(owner, "adoptedStyleSheets"),
}));
/** @param {Node} scope a document or a shadow root */
const sheetsIn = (scope) => sheetsOf[nodeType(scope) === 9 ? 0 : 1];
/** @type {(scope: Document | ShadowRoot) => CSSStyleSheet[]} */
export const getSheets = (scope) => sheetsIn(scope).get(scope);
/** @type {(scope: Document | ShadowRoot, sheets: CSSStyleSheet[]) => void} */
export const setSheets = (scope, sheets) => sheetsIn(scope).set(scope, sheets);
/** @typedef {(event: any) => void} Listener */
/** @type {(to: EventTarget, type: string, listener: Listener, options?: AddEventListenerOptions) => void} */
export const listen = method("EventTarget", "addEventListener");
/** @type {(target: EventTarget, type: string, listener: Listener) => void} */
export const unlisten = method("EventTarget", "removeEventListener");
/** @type {(target: EventTarget, event: Event) => boolean} */
export const dispatch = method("EventTarget", "dispatchEvent");

/** @type {BrowserAdapter} */
export const browserAdapter = {
  *children(node) {
    for (let child = firstChild(node); child; child = nextSibling(child)) yield child;
  },
  text: (node) => (nodeType(node) === 3 ? getData(/** @type {Text} */ (node)) : null),
  name: (node) => (nodeType(node) === 1 ? localName(/** @type {Element} */ (node)).toLowerCase() : ""),
  attribute: (node, name) => getAttribute(/** @type {Element} */ (node), name),
  matches: (node, selector) => matches(/** @type {Element} */ (node), selector),
};

/**
 * The document's record of what is live on it, shared by every copy of this code that the page loads (a
 * script tag beside a bundled import): kept under a symbol, which no element's name can take.
 * @typedef {object} PageRecord
 * @property {Set<any>} highlighters the live ones
 * @property {any} [global] what the first script tag put on the window
 * @property {import("./reader.js").Choice} [choice] the reader's
 * @property {Promise<unknown>[]} starts one for each script tag
 */

/**
 * @param {Document} document
 * @returns {PageRecord}
 */
export function pageRecord(document) {
  const key = Symbol.for("namelight.page");
  const page = /** @type {any} */ (document);
  if (!page[key]) Object.defineProperty(page, key, { value: { highlighters: new Set(), starts: [] } });
  return page[key];
}
