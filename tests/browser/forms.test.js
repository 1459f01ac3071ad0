// What the tooltip does is the same in both forms of painting: on a broken line, under a finger, in a site's dialog, over
// several highlighters and shadow trees.

import assert from "node:assert/strict";
import { forEachBrowser } from "./harness.js";

const dictionary = {
  language: "en",
  entities: [
    { id: "leavitt", name: "Karoline Leavitt", description: "Press secretary." },
    { id: "doha", name: "Doha", description: "Capital of Qatar." },
    { id: "paris", name: "Paris", description: "Capital of France." },
  ],
};
const article =
  '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Forms</title>' +
  "<style>body { margin: 40px; font: 20px/2 serif } .narrow { width: 6em }</style><div id=filler style='height: 60px'></div>" +
  "<article><p class=narrow id=broken>It is Karoline Leavitt.</p><p id=doha>Doha</p><section id=host></section>" +
  "<dialog id=dialog><p>Paris</p></dialog><div style='height: 2000px'></div></article><aside id=aside><p>Paris</p></aside>";

/** @param {import("./harness.js").Open} open @param {string} form @param {import("./harness.js").PageOptions} [pageOptions] */
async function paint(open, form, pageOptions = {}) {
  const page = await open(article, { dictionary, ...pageOptions });
  await page.evaluate(async (paintForm) => {
    const host = /** @type {Element} */ (document.querySelector("#host"));
    host.attachShadow({ mode: "open" }).append(Object.assign(document.createElement("p"), { textContent: "Paris" }));
    const { loadDictionary, createHighlighter } = await import(/** @type {any} */ ("/dist/index.js"));
    const loaded = await loadDictionary("/dictionary.json");
    const options = { dictionary: loaded, list: false };
    const highlighter = await createHighlighter({ ...options, root: "article", paint: paintForm });
    const other = await createHighlighter({ ...options, root: "#aside", paint: paintForm === "wrap" ? "highlight" : "wrap" });
    /** @type {string[]} */
    const opened = [];
    document.addEventListener("namelight:open", (event) => opened.push(/** @type {CustomEvent} */ (event).detail.entity));
    Object.assign(window, { highlighter, other, opened });
  }, form);
  return page;
}

/**
 * The lines of some words, whichever nodes hold them.
 * @param {import("./harness.js").TestPage} page
 * @param {string} selector of the block around them
 * @param {string} words
 */
const linesOf = (page, selector, words) =>
  page.evaluate(
    (block, wanted) => {
      const found = /** @type {Element} */ (document.querySelector(block));
      const root = found.shadowRoot ?? found;
      const range = new Range();
      range.selectNodeContents(root);
      const at = range.toString().indexOf(wanted);
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(), passed = 0; node; node = walker.nextNode()) {
        const { length } = /** @type {Text} */ (node);
        if (passed <= at && at < passed + length) range.setStart(node, at - passed);
        if (passed < at + wanted.length && at + wanted.length <= passed + length) range.setEnd(node, at + wanted.length - passed);
        passed += length;
      }
      return [...range.getClientRects()]
        .filter(({ width }) => width > 1)
        .map(({ x, y, width, height }) => ({ x, y, width, height }));
    },
    selector,
    words,
  );
/** @param {{ x: number, y: number, width: number, height: number }} line */
const middle = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });
/** @param {string} words */
const shows = (words) => {
  const text = document.querySelector("namelight-tooltip[open]")?.shadowRoot?.querySelector(".content")?.textContent ?? "";
  return text.includes(words);
};
const isClosed = () => document.querySelector("namelight-tooltip") === null;
const bounds = () => {
  const { x, y, right, bottom } = /** @type {Element} */ (document.querySelector("namelight-tooltip")).getBoundingClientRect();
  return { x: Math.round(x), y: Math.round(y), right: Math.round(right), bottom: Math.round(bottom) };
};
const scrolled = () => [scrollX, scrollY].join();

forEachBrowser((check) => {
  for (const form of ["wrap", "highlight"]) {
    check(`${form}: of a broken mention the line under the pointer counts, and what lies between its lines is no mark`, async (open) => {
      const page = await paint(open, form);
      const [first, second, ...more] = await linesOf(page, "#broken", "Karoline Leavitt");
      assert.deepEqual([more.length, second.y > first.y, second.x < first.x + first.width], [0, true, true], "two lines");
      const { x, y } = middle(second);
      await page.mouse.move(x - 1, y);
      await page.mouse.move(x, y);
      await page.waitFor(shows, "Press secretary");
      const { x: left, y: top } = await page.evaluate(bounds);
      assert.equal(left, Math.round(second.x));
      assert.ok(Math.abs(top - (second.y + second.height)) <= 7, "right below its second line");
      // Beside the second line, and inside the box around both.
      await page.mouse.move(Math.max(first.x + first.width, second.x + second.width) + 30, second.y + second.height / 2);
      await page.waitFor(isClosed);
    });

    check(`${form}: on a narrow touch screen it is a sheet; opening scrolls nothing`, async (open) => {
      const page = await paint(open, form, { viewport: { width: 360, height: 640 }, touch: true });
      await page.evaluate(() => scrollTo(0, 30));
      const before = await page.evaluate(scrolled);
      const [line] = await linesOf(page, "#doha", "Doha");
      const { x, y } = middle(line);
      await page.touchscreen.tap(x, y);
      await page.waitFor(shows, "Capital of Qatar");
      await page.waitFor(() => {
        const { left, bottom } = /** @type {Element} */ (document.querySelector("namelight-tooltip")).getBoundingClientRect();
        return left === 0 && Math.round(bottom) === innerHeight;
      });
      assert.equal(await page.evaluate(scrolled), before);
    });

    check(`${form}: in a site's modal dialog, opened before or after, it can be used`, async (open) => {
      const page = await paint(open, form);
      const [line] = await linesOf(page, "#doha", "Doha");
      await page.mouse.click(middle(line).x, middle(line).y);
      await page.waitFor(shows, "Capital of Qatar");
      await page.evaluate(() => /** @type {HTMLDialogElement} */ (document.querySelector("#dialog")).showModal());
      await page.evaluate(() => /** @type {any} */ (window).highlighter.refresh());
      const [inside] = await linesOf(page, "#dialog", "Paris");
      await page.mouse.click(middle(inside).x, middle(inside).y);
      await page.waitFor(shows, "Capital of France");
      const button = await page.evaluate(() => {
        const close = document.querySelector("namelight-tooltip")?.shadowRoot?.querySelector("[part=close]");
        const { x, y, width, height } = /** @type {Element} */ (close).getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      });
      await page.mouse.click(button.x, button.y);
      await page.waitFor(isClosed);
      assert.ok(await page.evaluate(() => document.querySelector("dialog")?.open), "the dialog stays");
    });

    check(`${form}: one tooltip over shadow trees and highlighters of both forms`, async (open) => {
      const page = await paint(open, form);
      const places = [["#doha", "Doha"], ["#host", "Paris"], ["#aside", "Paris"], ["#doha", "Doha"]];
      for (const [index, [block, words]] of places.entries()) {
        await page.evaluate((selector) => document.querySelector(selector)?.scrollIntoView({ block: "center" }), block);
        const [line] = await linesOf(page, block, words);
        await page.mouse.click(middle(line).x, middle(line).y);
        await page.waitFor((count) => /** @type {any} */ (window).opened.length === count, index + 1);
        await page.waitFor(shows, words === "Doha" ? "Qatar" : "France");
        assert.equal(await page.evaluate(() => document.querySelectorAll("namelight-tooltip").length), 1);
        // It may cover the next one.
        await page.press("Escape");
        await page.waitFor(isClosed);
      }
      assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).opened), ["doha", "paris", "paris", "doha"]);
    });
  }
});
