// The painter that changes no node: what it paints and lets go, and the tooltip on what is no element.

import assert from "node:assert/strict";
import { forEachBrowser } from "./harness.js";
import { ownerDifferences, rememberPage, visibleDifferences } from "./page-state.js";

const dictionary = {
  language: "en",
  entities: [
    { id: "leavitt", name: "Karoline Leavitt", aliases: ["Leavitt"], description: "Press secretary." },
    { id: "doha", name: "Doha", description: "Capital of Qatar." },
    { id: "paris", name: "Paris", description: "Capital of France." },
  ],
};

/** @param {string} body */
const pageOf = (body) =>
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Highlight</title>' +
  `<style>body { margin: 40px; font: 20px/2 serif } .flex { display: flex; gap: 10px }</style><article>${body}</article>`;

/**
 * @param {import("./harness.js").Open} open
 * @param {string} body
 * @param {Record<string, unknown>} [options]
 * @param {import("./harness.js").PageOptions} [pageOptions]
 */
async function paint(open, body, options = { paint: "highlight" }, pageOptions = {}) {
  const page = await open(pageOf(body), { dictionary, ...pageOptions });
  await page.evaluate(rememberPage);
  await page.evaluate(async (given) => {
    const { loadDictionary, createHighlighter } = await import(/** @type {any} */ ("/dist/index.js"));
    const article = /** @type {Element} */ (document.querySelector("article"));
    /** @type {string[]} */
    const changes = [];
    new MutationObserver((records) => {
      for (const { type, target } of records) changes.push(`${type} of ${target.nodeName}`);
    }).observe(article, { subtree: true, childList: true, characterData: true, attributes: true });
    const loaded = await loadDictionary("/dictionary.json");
    const highlighter = await createHighlighter({ dictionary: loaded, ...given });
    const words = (/** @type {string} */ layer) =>
      Array.from(/** @type {any} */ (CSS).highlights.get(layer) ?? [], ({ startContainer, startOffset, endOffset }) =>
        startContainer.data.slice(startOffset, endOffset),
      );
    Object.assign(window, { dictionary: loaded, highlighter, changes, words });
  }, options);
  return page;
}

/** @param {import("./harness.js").TestPage} page @param {string} [layer] */
const words = (page, layer = "namelight") =>
  page.evaluate((name) => /** @type {any} */ (window).words(name), layer);

/** The middle of some words' first line. @param {import("./harness.js").TestPage} page @param {string} text */
const pointOn = (page, text) =>
  page.evaluate((wanted) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = (node.nodeValue ?? "").indexOf(wanted);
      if (at < 0) continue;
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      const { x, y, width, height } = range.getClientRects()[0];
      return { x: x + width / 2, y: y + height / 2 };
    }
    throw new Error(`no "${wanted}" on the page`);
  }, text);

/** @param {import("./harness.js").TestPage} page @param {string} text */
async function moveTo(page, text) {
  const { x, y } = await pointOn(page, text);
  await page.mouse.move(x - 1, y);
  await page.mouse.move(x, y);
}

const shownCard = () => {
  const tooltip = document.querySelector("namelight-tooltip[open]");
  return tooltip?.shadowRoot?.querySelector("[part=description]")?.textContent ?? "";
};
const cursorAt = (/** @type {string} */ selector) =>
  getComputedStyle(/** @type {Element} */ (document.querySelector(selector))).cursor;
const focused = () => document.activeElement?.id;

forEachBrowser((check) => {
  check("marks without a node or an attribute, whatever the reader does with them", async (open) => {
    const page = await paint(open, "<p id=p><button id=b>x</button> Karoline Leavitt flew to Doha, quietly.</p><p>Doha</p>");
    assert.deepEqual(await words(page), ["Karoline Leavitt", "Doha", "Doha"]);
    await page.evaluate(() => document.querySelector("button")?.focus());

    await moveTo(page, "Karoline Leavitt");
    await page.waitFor(shownCard);
    assert.equal(await page.evaluate(shownCard), "Press secretary.");
    assert.deepEqual(await words(page, "namelight-lit"), ["Karoline Leavitt"]);
    assert.equal(await page.evaluate(cursorAt, "#p"), "pointer");
    assert.equal(await page.evaluate(focused), "b", "the focus stays");

    await moveTo(page, "quietly");
    await page.waitFor(() => !document.querySelector("namelight-tooltip"));
    assert.deepEqual(await words(page, "namelight-lit"), []);
    assert.equal(await page.evaluate(cursorAt, "#p"), "auto");

    const { x, y } = await pointOn(page, "Doha");
    await page.mouse.click(x, y);
    await page.waitFor(shownCard);
    await moveTo(page, "quietly");
    assert.deepEqual(await words(page, "namelight-lit"), ["Doha"], "it is open");
    await page.press("Escape");
    await page.waitFor(() => !document.querySelector("namelight-tooltip"));
    assert.deepEqual(await words(page, "namelight-lit"), []);

    await page.evaluate(() => /** @type {any} */ (window).highlighter.destroy());
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).changes), []);
    assert.deepEqual(await page.evaluate(ownerDifferences), []);
    const left = () => [/** @type {any} */ (CSS).highlights.size, document.adoptedStyleSheets.length];
    assert.deepEqual(await page.evaluate(left), [0, 0], "nothing is left");
  });

  check("beside the words of a mark nothing opens, nor on what lies over them", async (open) => {
    const page = await paint(
      open,
      "<p>Doha</p><p id=under>Paris</p><div id=over style='position:absolute;background:#fff'></div>",
    );
    const hits = await page.evaluate(async () => {
      const p = /** @type {Element} */ (document.querySelector("#under"));
      const { x, y, width, height } = p.getBoundingClientRect();
      const over = /** @type {HTMLElement} */ (document.querySelector("#over"));
      Object.assign(over.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
      document.addEventListener("namelight:open", (event) => {
        document.title += /** @type {CustomEvent} */ (event).detail.entity;
      });
      await new Promise((settle) => setTimeout(settle));
      return document.title;
    });
    assert.equal(hits, "Highlight");
    for (const text of ["Paris", "Doha"]) {
      const { x, y } = await pointOn(page, text);
      await page.mouse.click(text === "Doha" ? x + 300 : x, y);
    }
    const { x, y } = await pointOn(page, "Doha");
    await page.mouse.click(x, y);
    await page.waitFor(shownCard);
    assert.equal(await page.evaluate(() => document.title), "Highlightdoha");
  });

  for (const [what, act, left] of /** @type {[string, string, string[]][]} */ ([
    ["writes to a text", "text.data = 'Leavitt flew to Paris.'", ["Paris"]],
    ["appends to a text", "text.appendData(' Doha')", ["Paris"]],
    ["removes a text", "text.remove()", ["Paris"]],
    ["removes a paragraph", "text.parentNode.remove()", ["Paris"]],
    ["sets a paragraph's text", "text.parentNode.textContent = 'Leavitt'", ["Paris"]],
    ["moves a paragraph", "text.parentNode.parentNode.append(text.parentNode)", ["Leavitt", "Doha", "Paris"]],
    ["parts the pieces of a mark", "pieces.firstChild.after(', and so does ')", ["Leavitt", "Doha", "Paris"]],
  ])) {
    check(`the owner ${what}: nothing stale is left when its script is over`, async (open) => {
      const body = "<p>Leavitt flew to Doha.</p><p>Paris</p><p id=pieces><b>Karoline</b> <i>Leavitt</i></p>";
      const page = await paint(open, body);
      assert.equal((await words(page)).length, 6);
      const found = await page.evaluate(async (code) => {
        const p = /** @type {Element} */ (document.querySelector("p"));
        new Function("text", "pieces", code)(p.firstChild, document.querySelector("#pieces"));
        await Promise.resolve();
        return /** @type {any} */ (window).words("namelight");
      }, act);
      const whole = act.startsWith("pieces") ? [] : ["Karoline", " ", "Leavitt"];
      assert.deepEqual(found, [...left, ...whole]);
      await page.evaluate(() => /** @type {any} */ (window).highlighter.refresh());
      assert.equal((await words(page)).length, await expectedCount(page), "after a refresh all are there");
    });
  }

  check("where wrapping would move text, auto highlights; wrap leaves it plain", async (open) => {
    const body = "<p class=flex>Qatar, Doha <b>Paris</b> and</p><p>Doha</p>";
    const page = await paint(open, body, {});
    assert.deepEqual(await words(page), ["Doha"]);
    assert.equal(await page.evaluate(() => document.querySelectorAll("namelight-mark").length), 2);
    assert.deepEqual(await page.evaluate(visibleDifferences), []);
    await page.evaluate(() => /** @type {any} */ (window).highlighter.destroy());
    assert.deepEqual(await page.evaluate(ownerDifferences), []);
    const wrapped = await paint(open, body, { paint: "wrap" });
    assert.deepEqual(await words(wrapped), []);
  });

  check("in forced colours static parts have elements only", async (open) => {
    const page = await paint(open, "<p class=flex>Doha</p><p>Doha</p>", {}, { forcedColors: true });
    assert.deepEqual(await words(page), []);
    assert.equal(await page.evaluate(() => document.querySelectorAll("namelight-mark").length), 1);
    // There the engine's own colours for what is selected may show: it can be read, and is better than nothing.
    const owned = await paint(open, "<p class=ql-editor>Doha</p><p>Doha</p>", {}, { forcedColors: true });
    assert.deepEqual(await words(owned), ["Doha"]);
  });

  check("two highlighters share the page's highlights, and each takes away its own", async (open) => {
    const page = await paint(open, "<section><p>Doha</p></section><section id=b><p>Paris</p></section>", {
      paint: "highlight",
      root: "section:not([id])",
    });
    const found = await page.evaluate(async () => {
      const { dictionary: loaded, highlighter, words: wordsOf } = /** @type {any} */ (window);
      const { createHighlighter } = await import(/** @type {any} */ ("/dist/index.js"));
      const second = await createHighlighter({ dictionary: loaded, root: "#b", paint: "highlight" });
      const both = [wordsOf("namelight"), document.adoptedStyleSheets.length];
      highlighter.destroy();
      const one = [wordsOf("namelight"), document.adoptedStyleSheets.length];
      second.destroy();
      return [both, one, [wordsOf("namelight"), document.adoptedStyleSheets.length]];
    });
    assert.deepEqual(found, [[["Doha", "Paris"], 1], [["Paris"], 1], [[], 0]]);
  });

  check("the look is set by the same custom properties; in print it is plain", async (open) => {
    const page = await paint(open, "<p style='--namelight-mark-color: rgb(1, 2, 3)'>Doha</p>");
    const look = await page.evaluate(() => {
      const p = /** @type {Element} */ (document.querySelector("p"));
      const { color } = getComputedStyle(p, "::highlight(namelight)");
      const rules = document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]);
      return [color, rules.map((rule) => (rule instanceof CSSMediaRule ? rule.conditionText : rule.cssText))];
    });
    assert.deepEqual(look, ["rgb(1, 2, 3)", ["screen"]]);
  });
});

/** @param {import("./harness.js").TestPage} page the pieces of what it says now */
const expectedCount = (page) =>
  page.evaluate(() => {
    const text = document.querySelector("article")?.textContent ?? "";
    return [...text.matchAll(/Karoline( )Leavitt|Leavitt|Doha|Paris/g)].reduce((sum, [, space]) => sum + (space ? 3 : 1), 0);
  });
