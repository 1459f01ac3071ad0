// The tooltip where something goes wrong: a site's card that is none, code that does not come, a page that hides the
// platform's methods; and a mark that is painted anew, or stands in a link.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { forEachBrowser } from "./harness.js";
import { highlightPage, ownerDifferences, rememberPage } from "./page-state.js";
import { distFolder } from "./server.js";

/** @typedef {import("./harness.js").TestPage} TestPage */

const dictionary = {
  name: "Faults", language: "en",
  entities: [
    { id: "doha", name: "Doha", url: "https://example.org/doha", description: "Capital of Qatar." },
    { id: "qatar", name: "Qatar", url: "https://example.org/qatar" },
  ],
};

/** @param {string} [more] */
const article = (more = "") => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Faults</title>
<style>body { font: 18px/1.5 serif; margin: 40px }</style>
${more}
<article><p id="first">Envoys left Doha.</p><p>See <a id="link" href="#there">the talks in Qatar</a>.</p></article>
<p><a id="after" href="#there">After</a></p>`;

/** @param {import("./harness.js").Open} open @param {import("./harness.js").PageOptions & { html?: string, highlighter?: Record<string, unknown>, isWaiting?: boolean }} [options] */
async function openArticle(open, { html = article(), highlighter = {}, isWaiting = true, ...options } = {}) {
  const page = await open(html, { dictionary, ...options });
  await page.evaluate(rememberPage);
  await page.evaluate(() => {
    const page = /** @type {any} */ (window);
    page.announced = [];
    for (const type of ["open", "close", "error"]) {
      window.addEventListener(`namelight:${type}`, (event) => {
        const { entity, code, reason } = /** @type {CustomEvent} */ (event).detail;
        page.announced.push([type, entity, code ?? reason].filter(Boolean).join(" "));
      });
    }
  });
  await page.evaluate(highlightPage, `${page.site.origin}/dist/index.js`, `${page.site.origin}/dictionary.json`, highlighter);
  if (isWaiting) await page.waitFor(() => Symbol.for("namelight.tooltip") in document);
  return page;
}

/** @param {TestPage} page @param {string} [selector] */
async function click(page, selector = "#first namelight-mark") {
  const { x, y } = await page.pointOf(selector);
  await page.mouse.click(x, y);
}

/** @param {TestPage} page @returns {Promise<string[]>} */
const announced = (page) => page.evaluate(() => /** @type {any} */ (window).announced);

const shownText = () => {
  const host = document.querySelector("namelight-tooltip:popover-open");
  return host && `${host.textContent}|${host.shadowRoot?.querySelector(".content")?.textContent}`;
};
const isClosed = () => !document.querySelector("namelight-tooltip");

/** What a site may answer with that is no card. @type {Record<string, (document: Document) => unknown>} */
const noCards = {
  "an attribute": (document) => document.createAttribute("x"),
  "a document": (document) => document.implementation.createHTMLDocument(),
  "a comment": (document) => document.createComment("x"),
  "the body": (document) => document.body,
  "the root element": (document) => document.documentElement,
  "the mark": (document) => document.querySelector("namelight-mark"),
  "the tooltip's own shadow tree": (document) => document.querySelector("namelight-tooltip")?.shadowRoot ?? document.createComment(""),
  "what poses as a node": () => ({ nodeType: 1 }),
  "what throws when it is looked at": () => ({ get then() { throw new Error("no"); } }),
};

forEachBrowser((check) => {
  check("a site's card that is none is told once, ours is shown, and the tooltip lives on", async (open) => {
    const page = await openArticle(open, { isWaiting: false });
    for (const isLater of [false, true]) {
      for (const [what, make] of Object.entries(noCards)) {
        if (isLater && what.startsWith("what throws")) continue;
        await page.evaluate(async (address, source, later) => {
          const state = /** @type {any} */ (window);
          state.namelightTest.highlighter.destroy();
          state.announced.length = 0;
          const answer = new Function(`return ${source}`)();
          const { createHighlighter } = await import(address);
          state.namelightTest.highlighter = await createHighlighter({
            dictionary: state.namelightTest.dictionary,
            renderCard: (/** @type {unknown} */ _entity, /** @type {any} */ { document: owner }) =>
              later ? Promise.resolve().then(() => answer(owner)) : answer(owner),
          });
        }, `${page.site.origin}/dist/index.js`, String(make), isLater);
        await click(page);
        assert.match(await page.waitFor(shownText) ?? "", /^\|DohaCapital/, what);
        assert.deepEqual(await announced(page), ["open doha", "error doha render-card"], what);
        await page.press("Escape");
        await page.waitFor(isClosed);
        assert.equal(await page.evaluate(() => document.body.parentNode === document.documentElement && document.body.querySelectorAll("namelight-mark").length), 1, what);
      }
    }
    await page.evaluate(() => /** @type {any} */ (window).namelightTest.highlighter.destroy());
    assert.deepEqual(await page.evaluate(ownerDifferences), []);
  });

  check("what fails inside is told, and the next mark opens", async (open) => {
    const page = await openArticle(open);
    await page.evaluate(() => {
      const { showPopover } = HTMLElement.prototype;
      HTMLElement.prototype.showPopover = function () {
        HTMLElement.prototype.showPopover = showPopover;
        throw new Error("not today");
      };
    });
    await click(page);
    await page.waitFor(() => /** @type {any} */ (window).announced.length === 3);
    assert.deepEqual(await announced(page), ["open doha", "error doha internal", "close doha lost"]);
    await click(page);
    await page.waitFor(shownText);
  });

  check("a mark in a link opens by Tab, leads into the card, and Escape gives the focus back to the link", async (open) => {
    const page = await openArticle(open, { highlighter: { links: true } });
    await page.press("Tab");
    await page.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "link");
    await page.waitFor(() => document.querySelector("namelight-tooltip:popover-open") && document.getElementById("link")?.getAttribute("aria-expanded") === "true");
    await page.press("Tab");
    assert.equal(await page.evaluate(() => document.querySelector("namelight-tooltip")?.shadowRoot?.activeElement?.localName), "a");
    await page.keyboard.down("Shift");
    await page.press("Tab");
    await page.keyboard.up("Shift");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "link");
    assert.ok(await page.evaluate(shownText), "it stays open");
    await page.press("Tab", "Escape");
    await page.waitFor(isClosed);
    assert.equal(await page.evaluate(() => document.activeElement?.id), "link");
    assert.equal(await page.evaluate(() => document.getElementById("link")?.getAttributeNames().join()), "id,href");
    await page.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "after");
    assert.deepEqual((await announced(page)).slice(-2), ["open qatar", "close qatar escape"]);
  });

  check("code that did not come is asked for again, and until then no mark poses as a button that works", async (open) => {
    const chunk = readdirSync(join(distFolder, "chunks")).find((file) => /^tooltip-.*\.js$/.test(file));
    const address = `/dist/chunks/${chunk}`;
    let isDown = true;
    const route = () => (isDown ? { status: 503, body: "" } : { body: readFileSync(join(distFolder, "chunks", String(chunk)), "utf8") });
    const page = await openArticle(open, { routes: { [address]: route }, isWaiting: false, allow: [/503|Failed to load|error loading|Loading failed/i] });
    const isDisabled = () => document.querySelector("namelight-mark")?.getAttribute("aria-disabled") === "true";
    await page.waitFor(isDisabled);
    await click(page);
    await page.waitFor(() => /** @type {any} */ (window).announced.length > 0);
    isDown = false;
    await page.mouse.move(5, 5);
    await click(page);
    assert.match(await page.waitFor(shownText) ?? "", /Doha/);
    assert.equal(await page.evaluate(() => document.querySelector("[aria-disabled]")), null);
    assert.deepEqual(await announced(page), ["error tooltip-failed", "open doha"]);
  });

  check("a page whose names hide the document's own, and a form as root", async (open) => {
    const names = ["hasFocus", "compareDocumentPosition", "contains", "activeElement", "designMode", "baseURI", "getRootNode"];
    const hiding = names.map((name) => `<form name="${name}"></form>`).join("");
    const inputs = names.map((name) => `<input name="${name}" hidden>`).join("");
    const page = await openArticle(open, {
      html: article(hiding).replace("<article>", `<form class="root"><p>Doha again.</p>${inputs}</form><article class="root">`), highlighter: { root: ".root" },
    });
    await page.press("Tab");
    await page.waitFor(shownText);
    // Through the card: a link, two steps, the choices, the close button; and out.
    await page.press("Tab", "Tab", "Tab", "Tab", "Tab", "Tab");
    await page.waitFor(isClosed);
    await click(page);
    await page.waitFor(shownText);
  });

  check("a refresh that paints the open mark anew keeps it open, and told so", async (open) => {
    const html = article().replace("left Doha.", "left Doha for Qatar.");
    const page = await openArticle(open, { html, highlighter: { occurrences: "first" } });
    const qatar = "#first namelight-mark[data-entity=qatar]";
    await click(page, qatar);
    await page.waitFor(shownText);
    const told = await page.evaluate(async (selector) => {
      const before = document.querySelector(selector);
      // The mark beside it goes, and their text node is painted anew.
      document.querySelector("article")?.insertAdjacentHTML("afterbegin", "<p>Doha first.</p>");
      await /** @type {any} */ (window).namelightTest.highlighter.refresh();
      const mark = /** @type {Element} */ (document.querySelector(selector));
      return [mark !== before, mark.getAttribute("aria-expanded"), mark.hasAttribute("data-open"), document.querySelector("namelight-tooltip:popover-open") !== null];
    }, qatar);
    assert.deepEqual(told, [true, "true", true, true]);
    await page.evaluate((selector) => /** @type {HTMLElement} */ (document.querySelector(selector)).focus(), qatar);
    await page.press("Tab");
    assert.equal(await page.evaluate(() => document.querySelector("namelight-tooltip")?.shadowRoot?.activeElement?.localName), "a", "Tab leads in");
    await page.press("Escape");
    await page.waitFor(isClosed);
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-entity")), "qatar");
    assert.equal(await page.evaluate(() => document.querySelector("[aria-expanded=true], [data-open]")), null);
  });
});
