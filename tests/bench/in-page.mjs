// In: a contender's method and a dictionary's name, inside a page.
// Out: how long it took from terms in hand to marks in the page, and then which spans it marked.
// Guarantees: libraries and data are loaded before the clock starts; the page's text stays as it was.

import { expressionOf } from "./expression.mjs";

/** The rivals' globals. @type {{ Mark: any, findAndReplaceDOMText: any }} */
const libraries = /** @type {any} */ (globalThis);

const ELEMENT = "bench-mark";
const INLINE = new Set([
  "A",
  "ABBR",
  "B",
  "BDI",
  "BDO",
  "CITE",
  "DEL",
  "DFN",
  "EM",
  "FONT",
  "I",
  "INS",
  "MARK",
  "Q",
  "S",
  "SMALL",
  "SPAN",
  "STRONG",
  "SUB",
  "SUP",
  "TIME",
  "U",
  "VAR",
  "WBR",
  "NAMELIGHT-MARK",
  ELEMENT.toUpperCase(),
]);
/** What Namelight leaves alone by default and the others do not. */
const SKIPPED = [
  "noscript,template,svg,math,canvas,audio,video,object,iframe,code,pre,kbd,samp",
  "textarea,input,select,option,button,summary,label,rt,rp,[contenteditable],.notranslate",
  "[role=button],[role=link],[role=textbox],[aria-hidden=true],[hidden],[style*=none],[style*=hidden]",
].join();

/**
 * @typedef {{ source: object, terms: string[], compiled: ArrayBuffer }} Input
 * @typedef {{ prepare: (input: Input) => unknown, mark: (handle: any, root: HTMLElement) => unknown }} Method
 * @type {Record<string, Method>}
 */
const METHODS = {
  namelight: {
    async prepare({ source }) {
      const namelight = await loadPackage();
      return { namelight, dictionary: await namelight.loadDictionary(source) };
    },
    mark: ({ namelight, dictionary }, root) =>
      namelight.createHighlighter({ dictionary, root, links: true, paint: "wrap" }),
  },
  "namelight compiled": {
    async prepare({ compiled }) {
      const namelight = await loadPackage();
      return { namelight, dictionary: await namelight.loadDictionary(compiled) };
    },
    mark: (handle, root) => METHODS.namelight.mark(handle, root),
  },
  "mark.js expression": {
    prepare: ({ terms }) => expressionOf(terms),
    mark: (expression, root) => new libraries.Mark(root).markRegExp(expression, { element: ELEMENT }),
  },
  "mark.js terms": {
    prepare: ({ terms }) => terms,
    mark: (terms, root) =>
      new libraries.Mark(root).mark(terms, {
        element: ELEMENT,
        separateWordSearch: false,
        accuracy: "exactly",
        caseSensitive: true,
        diacritics: false,
      }),
  },
  "mark.js expression across elements": {
    prepare: ({ terms }) => expressionOf(terms),
    mark: (expression, root) =>
      new libraries.Mark(root).markRegExp(expression, { element: ELEMENT, acrossElements: true }),
  },
  "advanced-mark.js expression": {
    prepare: ({ terms }) => expressionOf(terms),
    // One search over the joined text is quicker than one per text node, and blocks stay apart.
    mark: (expression, root) =>
      new libraries.Mark(root).markRegExp(expression, {
        element: ELEMENT,
        acrossElements: true,
        blockElementsBoundary: true,
        each: tellPieces(),
      }),
  },
  "advanced-mark.js terms": {
    prepare: ({ terms }) => terms,
    mark: (terms, root) =>
      new libraries.Mark(root).mark(terms, {
        element: ELEMENT,
        separateWordSearch: false,
        accuracy: "exactly",
        caseSensitive: true,
        diacritics: false,
        combinePatterns: Infinity,
        cacheTextNodes: true,
      }),
  },
  "findAndReplaceDOMText expression": {
    prepare: ({ terms }) => expressionOf(terms),
    mark: (expression, root) =>
      libraries.findAndReplaceDOMText(root, { find: expression, preset: "prose", replace: markPortion }),
  },
};

const loadPackage = () => import(new URL("/package/index.js", location.origin).href);

/** Numbers the matches of advanced-mark.js, whose pieces do not say to which they belong. */
function tellPieces() {
  let match = 0;
  return (/** @type {HTMLElement} */ element, /** @type {{ matchStart: boolean }} */ { matchStart }) => {
    if (matchStart) match += 1;
    element.dataset.mention = String(match);
  };
}

/** @param {{ text: string }} portion @param {{ index: number }} match */
function markPortion(portion, match) {
  const element = document.createElement(ELEMENT);
  element.dataset.mention = String(match.index);
  element.append(portion.text);
  return element;
}

/** @type {Input} */
let input;

/** Fetches what the clock shall not see. @param {{ method: string, dictionary: string }} job */
export async function load({ method, dictionary }) {
  const [source, compiled] = ["dictionary", "compiled"].map((kind) => fetch(new URL(`/${kind}/${dictionary}`, location.origin)));
  input = { ...(await (await source).json()), compiled: await (await compiled).arrayBuffer() };
  if (method.startsWith("namelight")) await loadPackage();
  await nextFrame();
}

/**
 * From terms in hand to a painted page.
 * @param {string} method
 * @returns {Promise<Record<string, number>>}
 */
export async function measure(method) {
  const { prepare, mark } = METHODS[method];
  const longTasks = [0];
  new PerformanceObserver((list) =>
    longTasks.push(...list.getEntries().map(({ duration }) => duration)),
  ).observe({ type: "longtask" });
  const started = performance.now();
  const handle = await prepare(input);
  const prepared = performance.now();
  await mark(handle, document.body);
  const finished = performance.now();
  await nextFrame();
  const painted = performance.now();
  return {
    paintedMs: painted - started,
    prepareMs: prepared - started,
    workMs: finished - prepared,
    longestTaskMs: Math.max(...longTasks),
  };
}

/** A frame is painted, and an entry of a long task is handed over, only when control has gone back twice. */
async function nextFrame() {
  for (let index = 0; index < 2; index += 1) {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  }
}

/**
 * The body's text with a line break at each block edge, and where the marks are in it.
 * @returns {{ text: string, spans: import("./agreement.mjs").Span[] }}
 */
export function collectSpans() {
  let text = "";
  /** @type {Map<string, import("./agreement.mjs").Span>} */
  const spans = new Map();
  /** @param {Node} node */
  const visit = (node) => {
    if (node instanceof Text) text += node.data;
    if (!(node instanceof Element)) return;
    const isBlock = !INLINE.has(node.tagName);
    if (isBlock) text += "\n";
    const start = text.length;
    node.childNodes.forEach(visit);
    if (node.localName === "namelight-mark" || node.localName === ELEMENT) {
      const key = node.getAttribute("data-mention") ?? `at ${start}`;
      const known = spans.get(key);
      if (known) Object.assign(known, { end: text.length, pieces: (known.pieces ?? 1) + 1 });
      else spans.set(key, { start, end: text.length, pieces: 1, skipped: node.closest(SKIPPED) !== null });
    }
    if (isBlock) text += "\n";
  };
  visit(document.body);
  return { text, spans: [...spans.values()] };
}
