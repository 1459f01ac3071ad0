// Text in open shadow trees: read as it is shown, painted in both forms, with tooltips; and given back.

import assert from "node:assert/strict";
import { dictionary, forEachBrowser } from "./harness.js";

const source =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Shadow</title><style>body { margin: 40px; font: 20px/2 serif }</style>' +
  "<article><p>Doha</p><x-box id=host><p slot=name>Karoline Leavitt</p></x-box></article>";

/** @param {import("./harness.js").Open} open @param {Record<string, unknown>} options */
async function paint(open, options) {
  const page = await open(source, { dictionary });
  await page.evaluate(async (given) => {
    const host = /** @type {Element} */ (document.querySelector("#host"));
    const shadow = host.attachShadow({ mode: "open" });
    shadow.innerHTML = "<p id=one>Paris first, then</p><div><slot name=name></slot> nobody</div><p id=two>then Paris</p>";
    const html = shadow.innerHTML;
    const { loadDictionary, createHighlighter } = await import(/** @type {any} */ ("/dist/index.js"));
    const highlighter = await createHighlighter({ dictionary: await loadDictionary("/dictionary.json"), ...given });
    const marked = () => {
      const ranges = [...(/** @type {any} */ (CSS).highlights.get("namelight") ?? [])];
      const texts = ranges.map(({ startContainer, startOffset, endOffset }) =>
        startContainer.data.slice(startOffset, endOffset),
      );
      for (const tree of [document, shadow]) {
        for (const mark of tree.querySelectorAll("namelight-mark")) texts.push(mark.textContent);
      }
      return texts.sort().join(", ");
    };
    Object.assign(window, { highlighter, shadow, marked, html });
  }, options);
  return page;
}

/** @param {import("./harness.js").TestPage} page @param {string} wanted */
const becomes = (page, wanted) => page.waitFor((text) => /** @type {any} */ (window).marked() === text, wanted);

/** @param {import("./harness.js").TestPage} page @param {string} id the first "Paris" in it */
const pointIn = (page, id) =>
  page.evaluate((wanted) => {
    const p = /** @type {any} */ (window).shadow.getElementById(wanted);
    const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.nodeValue?.indexOf("Paris") ?? -1;
      if (at < 0) continue;
      const range = new Range();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + 5);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }
    throw new Error(`no Paris in #${wanted}`);
  }, id);

const opened = () => document.querySelector("namelight-tooltip[open]") !== null;

forEachBrowser((check) => {
  for (const form of ["wrap", "highlight"]) {
    check(`${form}: an open shadow tree is read in the order in which it is shown, styled, and given back`, async (open) => {
      const page = await paint(open, { paint: form });
      const found = await page.evaluate(() => {
        const { highlighter, marked, shadow } = /** @type {any} */ (window);
        const order = highlighter.mentions.map((/** @type {any} */ { text }) => text);
        return { order, marked: marked(), sheets: [document, shadow].map((tree) => tree.adoptedStyleSheets.length) };
      });
      assert.deepEqual(found.order, ["Doha", "Paris", "Karoline Leavitt", "Paris"]);
      assert.equal(found.marked, "Doha, Karoline Leavitt, Paris, Paris");
      assert.deepEqual(found.sheets, [1, 1]);
      const left = await page.evaluate(() => {
        const { highlighter, marked, shadow, html } = /** @type {any} */ (window);
        highlighter.destroy();
        return [marked(), shadow.innerHTML === html, document.adoptedStyleSheets.length, shadow.adoptedStyleSheets.length];
      });
      assert.deepEqual(left, ["", true, 0, 0]);
    });

    check(`${form}: tooltips open within a shadow tree, from one of its marks to the next`, async (open) => {
      const page = await paint(open, { paint: form });
      for (const id of ["one", "two"]) {
        const { x, y } = await pointIn(page, id);
        await page.mouse.move(x, y);
        await page.waitFor(opened);
        await page.mouse.move(x + 300, y);
        await page.waitFor(() => document.querySelector("namelight-tooltip") === null);
      }
      const { x, y } = await pointIn(page, "two");
      await page.mouse.click(x, y);
      await page.waitFor(opened);
      await page.press("Escape");
      assert.equal(await page.evaluate(opened), false);
    });

    check(`${form}: what changes in a shadow tree, and new ones, are followed`, async (open) => {
      const page = await paint(open, { paint: form });
      await page.evaluate(() => {
        const { shadow } = /** @type {any} */ (window);
        shadow.getElementById("one").firstChild.data = "Leavitt";
        const host = document.createElement("div");
        host.attachShadow({ mode: "open" }).innerHTML = "<p>Doha</p>";
        document.querySelector("article")?.append(host);
        Object.assign(window, { host });
      });
      await page.waitFor(() => {
        const { host, marked } = /** @type {any} */ (window);
        const inside = host.shadowRoot.querySelectorAll("namelight-mark").length;
        const light = marked().split(", ").length;
        return inside + light === 5 && !marked().includes("Paris, Paris");
      });
      await page.evaluate(() => /** @type {any} */ (window).shadow.querySelector("#two").remove());
      await page.waitFor(() => !(/** @type {any} */ (window).marked().includes("Paris")));
    });
  }

  check("elements that are defined later are read then", async (open) => {
    const page = await open(source, { dictionary });
    await page.evaluate(async () => {
      const { loadDictionary, createHighlighter } = await import(/** @type {any} */ ("/dist/index.js"));
      await createHighlighter({ dictionary: await loadDictionary("/dictionary.json") });
      customElements.define(
        "x-box",
        class extends HTMLElement {
          constructor() {
            super();
            this.attachShadow({ mode: "open" }).innerHTML = "<p>Paris</p>";
          }
        },
      );
    });
    const inShadow = () => document.querySelector("x-box")?.shadowRoot?.querySelector("namelight-mark")?.textContent;
    assert.equal(await page.waitFor(inShadow), "Paris");
  });
});
