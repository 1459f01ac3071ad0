// In: a page with an article. Out: when it was painted first, when its first marks were, and which names they are. Each function runs in the
// page and stands alone; marks are seen as any script of the page sees them, whoever has made them.

/** Before anything of the page's own: waits for the frame that shows marks. */
export function watchMarks() {
  const firstMarks = new Promise((resolve) => {
    const look = () => {
      const painted = /** @type {any} */ (CSS).highlights.get("namelight")?.size ?? 0;
      if (painted === 0 && document.querySelector("namelight-mark") === null) return requestAnimationFrame(look);
      // A message that is sent in a frame arrives when the frame has been painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    };
    requestAnimationFrame(look);
  });
  Object.assign(window, { firstMarks });
}

/** @returns {Promise<number>} milliseconds since the navigation began */
export const firstPaint = () =>
  new Promise((resolve) => {
    new PerformanceObserver((list) => {
      for (const { name, startTime } of list.getEntries()) if (name === "first-contentful-paint") resolve(startTime);
    }).observe({ type: "paint", buffered: true });
  });

/**
 * Once no more marks come.
 * @returns {Promise<{ atMs: number, originMs: number, names: { start: number, text: string }[] }>} `atMs` since the navigation began,
 *   which was at `originMs`; where names begin in the article's text. Marks that touch are pieces of one name.
 */
export async function seeMarks() {
  const patienceMs = 20_000;
  const quietFrames = 20;
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error(`no marks after ${patienceMs / 1000} s`)), patienceMs));
  const atMs = await Promise.race([/** @type {any} */ (window).firstMarks, late]);

  const article = /** @type {Element} */ (document.querySelector("article"));
  /** @returns {Iterable<AbstractRange>} */
  const highlighted = () => /** @type {any} */ (CSS).highlights.get("namelight") ?? [];
  const elements = () => Array.from(document.querySelectorAll("namelight-mark"));
  for (let known = 0, frames = 0; frames < quietFrames; frames += 1) {
    await new Promise(requestAnimationFrame);
    const count = elements().length + [...highlighted()].length;
    if (count !== known) [known, frames] = [count, 0];
  }

  const range = new Range();
  /** @param {Node} node @param {number} offset */
  const placeOf = (node, offset) => {
    range.setStart(article, 0);
    range.setEnd(node, offset);
    return String(range).length;
  };
  const pieces = [
    ...elements().map((mark) => [placeOf(mark, 0), placeOf(mark, mark.childNodes.length)]),
    ...Array.from(highlighted(), (one) => [placeOf(one.startContainer, one.startOffset), placeOf(one.endContainer, one.endOffset)]),
  ];
  /** @type {number[][]} */
  const spans = [];
  for (const [start, end] of pieces.sort(([one], [other]) => one - other)) {
    const last = spans.at(-1);
    if (last?.[1] === start) last[1] = end;
    else spans.push([start, end]);
  }
  const text = article.textContent;
  return { atMs, originMs: performance.timeOrigin, names: spans.map(([start, end]) => ({ start, text: text.slice(start, end) })) };
}
