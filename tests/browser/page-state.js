// In: a page. Out: what a reader or an owner could tell apart: its HTML, text nodes, visible text and
// rectangles. These functions run inside the page (each stands alone, nothing is shared but
// `window.namelightTest`), reading it only through the prototypes, so that a hostile page cannot answer in
// the platform's name.

/** Keeps what the page is now, to be compared with later. */
export function rememberPage() {
  const page = /** @type {any} */ (window);
  const get =
    (/** @type {object} */ prototype, /** @type {string} */ name) => (/** @type {object} */ object) =>
      /** @type {any} */ (Object.getOwnPropertyDescriptor(prototype, name)).get.call(object);
  const body = get(Document.prototype, "body")(document);
  const root = get(Document.prototype, "documentElement")(document);
  const dataOf = get(CharacterData.prototype, "data");
  const range = new Range();
  /** Whether it stands in a line whose spaces the engine stretches. @param {Element} element */
  const isStretched = (element) => {
    const { textAlign, display } = getComputedStyle(element);
    return textAlign === "justify" && display.startsWith("inline");
  };
  const state = {
    html: () => get(Element.prototype, "innerHTML")(body),
    /** @returns {{ node: Text, data: string }[]} */
    texts() {
      const walker = Document.prototype.createTreeWalker.call(document, root, NodeFilter.SHOW_TEXT);
      const found = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        found.push({ node: /** @type {Text} */ (node), data: dataOf(node) });
      }
      return found;
    },
    innerText: () => get(HTMLElement.prototype, "innerText")(body),
    textContent: () => get(Node.prototype, "textContent")(body),
    /** Every element but marks; one line each so that a difference names its element. */
    elements: [...Element.prototype.querySelectorAll.call(body, "*"), body],
    rectangles() {
      return state.elements.map((element) => {
        const { x, y, width, height } = Element.prototype.getBoundingClientRect.call(element);
        const id = Element.prototype.getAttribute.call(element, "id");
        const what = `${get(Element.prototype, "localName")(element)}${id ? `#${id}` : ""}`;
        return { what, x: x + scrollX, y: y + scrollY, width, height, stretched: isStretched(element) };
      });
    },
    /** Where every visible character of the body stands, whichever node holds it. */
    places() {
      const walker = Document.prototype.createTreeWalker.call(document, body, NodeFilter.SHOW_TEXT);
      const found = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const data = dataOf(node);
        const stretched = getComputedStyle(get(Node.prototype, "parentNode")(node)).textAlign === "justify";
        for (let offset = 0; offset < data.length; offset += 1) {
          if (/\s/.test(data[offset])) continue;
          range.setStart(node, offset);
          range.setEnd(node, offset + 1);
          const { x, y } = range.getBoundingClientRect();
          found.push({
            what: data.slice(Math.max(0, offset - 10), offset + 1),
            x: x + scrollX,
            y: y + scrollY,
            stretched,
          });
        }
      }
      return found;
    },
  };
  page.namelightTest = {
    ...page.namelightTest,
    state,
    before: {
      html: state.html(),
      texts: state.texts(),
      innerText: state.innerText(),
      textContent: state.textContent(),
      copy: Node.prototype.cloneNode.call(document, true),
      rectangles: state.rectangles(),
      places: state.places(),
    },
  };
}

/**
 * What a reader would notice: visible text, and where each element and each character stands.
 * @returns {string[]} one line for every difference from what was remembered
 */
export function visibleDifferences() {
  const { state, before } = /** @type {any} */ (window).namelightTest;
  const differences = [];
  for (const kind of ["innerText", "textContent"]) {
    const now = state[kind]();
    if (now === before[kind]) continue;
    let at = 0;
    while (now[at] === before[kind][at]) at += 1;
    const around = (/** @type {string} */ text) => JSON.stringify(text.slice(Math.max(0, at - 20), at + 40));
    differences.push(`${kind} differs at ${at}: was ${around(before[kind])}, is ${around(now)}`);
  }
  // Engines round the width of every run of text for itself (Chromium to 1/64 px), and a mark makes three
  // runs of one: not to be seen, but it adds up along a line. Nothing may differ by more in x, nothing at all
  // in an element's y and height.
  const roundingPx = 0.25;
  // Firefox shares out the space of a justified line anew among its runs: words within it shift by less than
  // a space, its ends stay.
  const stretchedPx = 4;
  // A run that needs a second font is as high as both: what stands higher or lower by more has been moved.
  const fontMetricsPx = 2;
  const tolerances = {
    rectangles: { x: roundingPx, width: roundingPx, y: 0.01, height: 0.01 },
    places: { x: roundingPx, y: fontMetricsPx },
  };
  for (const [kind, tolerance] of Object.entries(tolerances)) {
    const now = state[kind]();
    before[kind].forEach((/** @type {any} */ was, /** @type {number} */ index) => {
      const is = now[index];
      const moved =
        !is ||
        Object.entries(tolerance).some(([key, limit]) => {
          const room = limit === roundingPx && was.stretched ? stretchedPx : limit;
          return Math.abs(is[key] - was[key]) > room;
        });
      if (moved) differences.push(`${kind}: was ${JSON.stringify(was)}, is ${JSON.stringify(is)}`);
    });
  }
  return differences;
}

/**
 * What the page's owner would notice: the HTML, and every text node's identity, order and data.
 * @returns {string[]} one line for every difference from what was remembered
 */
export function ownerDifferences() {
  const { state, before } = /** @type {any} */ (window).namelightTest;
  const differences = [];
  const html = state.html();
  if (html !== before.html) {
    let at = 0;
    while (html[at] === before.html[at]) at += 1;
    const around = (/** @type {string} */ text) => JSON.stringify(text.slice(Math.max(0, at - 40), at + 80));
    differences.push(`HTML differs at ${at}: was ${around(before.html)}, is ${around(html)}`);
  }
  if (!Node.prototype.isEqualNode.call(document, before.copy)) differences.push("the document is not equal to its copy");
  const texts = state.texts();
  if (texts.length !== before.texts.length)
    differences.push(`${before.texts.length} text nodes became ${texts.length}`);
  for (let index = 0; index < Math.min(texts.length, before.texts.length); index += 1) {
    const was = before.texts[index];
    const is = texts[index];
    if (is.node !== was.node)
      differences.push(`text node ${index} (${JSON.stringify(was.data)}) is another node`);
    else if (is.data !== was.data)
      differences.push(`text node ${index}: was ${JSON.stringify(was.data)}, is ${JSON.stringify(is.data)}`);
  }
  return differences.slice(0, 10);
}

/**
 * Highlights the page with the built package and keeps the highlighter.
 * @param {string} moduleAddress of the package's index.js
 * @param {unknown} dictionarySource whatever loadDictionary takes that is plain data
 * @param {Record<string, unknown>} options of createHighlighter that are plain data
 * @returns {Promise<{ mentions: import("./page-case.js").MentionRecord[], faults: unknown[] }>}
 */
export async function highlightPage(moduleAddress, dictionarySource, options) {
  const page = /** @type {any} */ (window);
  const { loadDictionary, createHighlighter } = await import(moduleAddress);
  page.namelightTest ??= {};
  page.namelightTest.dictionary ??= await loadDictionary(dictionarySource);
  const dictionary = page.namelightTest.dictionary;
  const highlighter = await createHighlighter({ dictionary, ...options });
  page.namelightTest.highlighter = highlighter;
  const mentions = [...highlighter.mentions].map(({ text, entity, block }) => ({ text, entity, block }));
  return { mentions, faults: [...dictionary.faults] };
}

/** The body's HTML, with mentions numbered from 1 in the order in which they first appear. */
export function paintedHtml() {
  /** @type {Map<string, number>} */
  const numbers = new Map();
  return /** @type {any} */ (window).namelightTest.state
    .html()
    .replace(/ data-mention="([^"]*)"/g, (/** @type {string} */ _all, /** @type {string} */ id) => {
      if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
      return ` data-mention="${numbers.get(id)}"`;
    });
}
