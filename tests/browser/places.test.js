// Text that stands, reads or behaves in its own way: in both forms it is marked, is where it was, opens its tooltip under the
// pointer, and is selected, copied and found as before.

import assert from "node:assert/strict";
import { forEachBrowser } from "./harness.js";
import { ownerDifferences, rememberPage, visibleDifferences } from "./page-state.js";

const dictionary = {
  language: "en",
  entities: [
    { id: "leavitt", name: "Karoline Leavitt", aliases: ["Leavitt"] },
    { id: "doha", name: "Doha", aliases: ["الدوحة", "東京"] },
  ],
};

/** What holds one mention of Doha, as `#it`. @type {Record<string, string>} */
const places = {
  "vertical text": "<p id=it style='writing-mode: vertical-rl; height: 12em'>Talks in Doha go on for a while, it is said</p>",
  "text from right to left": "<p id=it dir=rtl lang=ar>محادثات في الدوحة تستمر</p>",
  "ruby": "<p id=it><ruby>東京<rt>とうきょう</rt></ruby>が好き</p>",
  "a table": "<table><tr><td>One</td><td id=it>Doha</td></tr></table>",
  "text that cannot be selected": "<p id=it style='user-select: none; -webkit-user-select: none'>Talks in Doha</p>",
  "content that is laid out when it is seen": "<section style='content-visibility: auto'><p id=it>Talks in Doha</p></section>",
  "what a template has made": "<template><p id=it>Talks in Doha</p></template><div id=stamped></div>",
  "a scrolled box": "<div style='height: 3em; overflow: auto'><p style='height: 9em'>x</p><p id=it>Talks in Doha</p></div>",
  "columns": "<div style='columns: 3; height: 4em'><p>Some words that fill one column of several of them</p><p id=it>Doha</p></div>",
};

/** @param {string} body */
const pageOf = (body) =>
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Places</title>' +
  `<style>body { margin: 40px; font: 20px/2 serif }</style><article>${body}</article>`;

/** @param {import("./harness.js").Open} open @param {string} body @param {string} paint */
async function prepare(open, body, paint) {
  const page = await open(pageOf(body), { dictionary });
  await page.evaluate(() => {
    const template = document.querySelector("template");
    if (template) document.querySelector("#stamped")?.append(template.content.cloneNode(true));
  });
  await page.evaluate(rememberPage);
  await page.evaluate(async (form) => {
    const { loadDictionary, createHighlighter } = await import(/** @type {any} */ ("/dist/index.js"));
    const highlighter = await createHighlighter({ dictionary: await loadDictionary("/dictionary.json"), paint: form });
    Object.assign(window, { highlighter });
  }, paint);
  return page;
}

/** Where the words of the first mark stand, brought into view. */
const pointOnMark = () => {
  const { highlighter } = /** @type {any} */ (window);
  const { text } = highlighter.mentions[0];
  document.querySelector("#it")?.scrollIntoView({ block: "center" });
  const walker = document.createTreeWalker(/** @type {Node} */ (document.querySelector("#it")), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const at = node.nodeValue?.indexOf(text) ?? -1;
    if (at < 0) continue;
    const range = new Range();
    range.setStart(node, at);
    range.setEnd(node, at + text.length);
    const { x, y, width, height } = range.getClientRects()[0];
    return { x: x + width / 2, y: y + height / 2 };
  }
  throw new Error(`no "${text}" in #it`);
};

forEachBrowser((check) => {
  for (const form of ["wrap", "highlight"]) {
    for (const [place, body] of Object.entries(places)) {
      check(`${form}: ${place}`, async (open) => {
        const page = await prepare(open, body, form);
        assert.equal(await page.evaluate(() => /** @type {any} */ (window).highlighter.mentions.length), 1);
        assert.deepEqual(await page.evaluate(visibleDifferences), []);
        const { x, y } = await page.evaluate(pointOnMark);
        await page.mouse.move(x, y + 1);
        await page.mouse.move(x, y);
        await page.waitFor(() => document.querySelector("namelight-tooltip[open]") !== null);
        await page.evaluate(() => /** @type {any} */ (window).highlighter.destroy());
        assert.deepEqual(await page.evaluate(ownerDifferences), []);
      });
    }

    check(`${form}: text is selected, copied and found as before`, async (open) => {
      const page = await prepare(open, "<p>Leavitt flew to <b>Do</b>ha.</p><p>Nobody.</p>", form);
      const found = await page.evaluate(() => {
        const article = /** @type {Element} */ (document.querySelector("article"));
        getSelection()?.selectAllChildren(article);
        const copied = String(getSelection()).replace(/\s+/g, " ");
        getSelection()?.collapse(document.body, 0);
        const isFound = /** @type {any} */ (window).find("Leavitt flew to Doha");
        return [copied, isFound, String(getSelection())];
      });
      assert.deepEqual(found, ["Leavitt flew to Doha. Nobody.", true, "Leavitt flew to Doha"]);
    });
  }
});
