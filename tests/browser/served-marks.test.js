// Marks that a server has made: the same mentions as a highlighter finds in the same page, on the page cases and on saved news pages; and cards
// attached to them, which a reader meets by pointer, keyboard and touch as those of a highlighter. No WebAssembly, no dictionary is asked for.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { loadDictionary } from "namelight";
import { annotateHtml } from "namelight/server";
import { forEachBrowser } from "./harness.js";
import { pageCases } from "./page-case.js";
import { dataPlace, realPages } from "./real-page.js";

const dataFolder = new URL("../../../shared/data/", import.meta.url);
/** In the slice: a front page, and articles in six languages. All of them: NAMELIGHT_ALL_PAGES=1. */
const slice = /latimes|economist|wired\.jp|assabah|Fundac|badische|lanacion|nytimes/;

/** What a highlighter finds, in full. @param {any} options */
async function findInPage({ module, source, options }) {
  const { loadDictionary: load, createHighlighter } = await import(module);
  const dictionary = await load(source);
  const highlighter = await createHighlighter({ dictionary, paint: "highlight", list: false, live: false, ...options });
  const { mentions } = highlighter;
  highlighter.destroy();
  dictionary.free();
  return mentions;
}

forEachBrowser((check, name) => {
  for (const { name: title, source, dictionary: json, options } of pageCases()) {
    check(`${title}: the server finds what the browser finds`, async (open) => {
      const page = await open(source, { dictionary: json });
      const inPage = await page.evaluate(findInPage, { module: `${page.site.origin}/dist/index.js`, source: `${page.site.origin}/dictionary.json`, options });
      const dictionary = await loadDictionary(JSON.parse(json));
      const { mentions } = await annotateHtml(source, { dictionary, ...options });
      dictionary.free();
      assert.deepEqual(mentions, inPage);
    });
  }

  // One engine's parser is the standard's, as the other's.
  if (name !== "chromium") return;
  const pages = realPages();
  if (!pages) {
    const message = `${dataPlace} is absent: no real page was tested`;
    if (process.env.CI) test("real pages", () => assert.fail(message));
    else test("real pages", { skip: message }, () => {});
  }
  for (const { id, file } of pages ?? []) {
    if (!process.env.NAMELIGHT_ALL_PAGES && !slice.test(file)) continue;
    check(`${id}: the server finds what the browser finds`, async (open) => {
      const bytes = readFileSync(new URL(`pages/${encodeURIComponent(file)}`, dataFolder));
      const json = readFileSync(new URL("dict-20k.json", dataFolder));
      const csp = "default-src 'none'; connect-src 'self'; script-src 'wasm-unsafe-eval'";
      const page = await open("/saved.html", {
        routes: {
          "/saved.html": ({ port }) => ({ body: bytes, headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": `${csp} http://127.0.0.1:${port}/dist/` } }),
          "/dictionary.json": { body: json },
        },
        allowAll: true,
        allowRequests: [/./],
      });
      const source = bytes.toString();
      const words = [...new Set(source.replace(/<[^>]*>/g, " ").match(/[\p{L}\p{M}]{3,}/gu))].filter((_, index) => index % 9 === 0);
      const own = { entities: words.map((word, index) => ({ id: `word-${index}`, name: word })) };
      const options = { root: "body" };
      const inPage = await page.evaluate(findInPage, { module: `${page.site.origin}/dist/index.js`, source: [`${page.site.origin}/dictionary.json`, own], options });
      const dictionary = await loadDictionary([JSON.parse(String(json)), own]);
      const { mentions } = await annotateHtml(source, { dictionary, ...options });
      dictionary.free();
      assert.ok(mentions.length >= 20, `${mentions.length} mentions`);
      assert.deepEqual(mentions, inPage);
    });
  }
});

const names = await loadDictionary({
  language: "en",
  entities: [
    { id: "leavitt", name: "Karoline Leavitt", aliases: ["Leavitt"], type: "Person", description: "White House press secretary.", url: "https://example.org/leavitt" },
    { id: "doha", name: "Doha", type: "City", description: "Capital of Qatar." },
  ],
});
const source = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Served</title></head>
<body><button>before</button><article><p>Karoline <b>Leavitt</b> left Doha.</p><p>Leavitt was in Doha; <a href="#x">Leavitt</a>.</p></article></body></html>`;
const tag = (/** @type {string} */ more) => `<script async src="/dist/namelight.attach.global.js" ${more}></script></body>`;
/** @param {string} [attributes] @param {boolean} [cards] */
const servedPage = async (attributes = "", cards = true) =>
  (await annotateHtml(source, { dictionary: names, cards, links: true })).html.replace("</body>", tag(attributes));

const isReady = () => Symbol.for("namelight.tooltip") in document;
/** The text of the open card, by the role that assistive technology meets. @param {string} words */
const isOpen = (words) => {
  const tooltip = document.querySelector("namelight-tooltip");
  return tooltip?.matches(":popover-open") && tooltip.shadowRoot?.textContent?.includes(words);
};
const isClosed = () => !document.querySelector("namelight-tooltip") && !document.querySelector("[aria-expanded=true]");
const controls = () => [...document.querySelectorAll("namelight-mark")].map((mark) => `${mark.textContent} ${mark.getAttribute("role")} ${mark.getAttribute("tabindex")}`);

forEachBrowser((check) => {
  check("served marks are what a highlighter's are: by pointer, by keyboard", async (open) => {
    const page = await open(await servedPage());
    await page.waitFor(isReady);
    assert.deepEqual(await page.evaluate(controls), ["Karoline  button 0", "Leavitt null null", "Doha button 0", "Leavitt button -1", "Doha button -1", "Leavitt null null"]);
    const { x, y } = await page.pointOf("namelight-mark[data-entity=doha]");
    await page.mouse.move(x, y);
    await page.waitFor(isOpen, "Capital of Qatar.");
    await page.press("Escape");
    await page.waitFor(isClosed);
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.querySelector("button")?.focus());
    await page.press("Tab");
    await page.waitFor(isOpen, "White House press secretary.");
    await page.press("Escape");
    await page.waitFor(isClosed);
    await page.press("Enter");
    await page.waitFor(isOpen, "White House press secretary.");
    // Both pieces of the name look open.
    assert.equal(await page.evaluate(() => document.querySelectorAll("namelight-mark[data-open]").length), 2);
    await page.press("Escape");
    await page.waitFor(isClosed);
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Karoline ");
    const asked = page.requests.map(({ url }) => new URL(url).pathname).filter((path) => path !== "/" && path !== "/favicon.ico");
    assert.deepEqual(asked, ["/dist/namelight.attach.global.js"]);
  });

  check("served marks by touch, with cards from an address that is asked once", async (open) => {
    const page = await open(await servedPage('data-cards="/cards.json"', false), {
      touch: true, viewport: { width: 400, height: 800 },
      routes: { "/cards.json": { body: { leavitt: { name: "Karoline Leavitt", description: "From afar." }, doha: { name: "Doha", description: "By the sea." } } } },
    });
    await page.waitFor(isReady);
    const asked = () => page.requests.filter(({ url }) => url.endsWith("/cards.json")).length;
    assert.equal(asked(), 0);
    for (const [entity, words] of [["doha", "By the sea."], ["leavitt", "From afar."]]) {
      const { x, y } = await page.pointOf(`namelight-mark[data-entity=${entity}]`);
      await page.touchscreen.tap(x, y);
      await page.waitFor(isOpen, words);
      await page.touchscreen.tap(5, 5);
      await page.waitFor(isClosed);
    }
    assert.equal(asked(), 1);
  });

  check("served marks: a reader hides a name, turns marks off and on; destroy() leaves what was served", async (open) => {
    const page = await open((await servedPage()).replace(/<script async.*?<\/script>/, ""));
    await page.evaluate(async () => {
      const html = document.body.innerHTML;
      const { attachCards, reader } = await import(/** @type {any} */ ("/dist/attach.js"));
      Object.assign(window, { html, reader, attached: attachCards() });
    });
    await page.waitFor(isReady);
    const mentions = () => /** @type {any} */ (window).attached.mentions.map((/** @type {any} */ { text }) => text);
    assert.deepEqual(await page.evaluate(mentions), ["Karoline Leavitt", "Doha", "Leavitt", "Doha", "Leavitt"]);
    const { x, y } = await page.pointOf("namelight-mark[data-entity=doha]");
    await page.mouse.click(x, y);
    await page.waitFor(isOpen, "Capital of Qatar.");
    await page.evaluate(() => {
      const shadow = document.querySelector("namelight-tooltip")?.shadowRoot;
      /** @type {HTMLElement} */ (shadow?.querySelector("summary")).click();
      /** @type {HTMLElement} */ (shadow?.querySelector("[part=choice]")).click();
    });
    await page.waitFor(() => document.querySelectorAll("namelight-mark[data-hidden]").length === 2);
    assert.deepEqual(await page.evaluate(mentions), ["Karoline Leavitt", "Leavitt", "Leavitt"]);
    const lines = () => [...document.querySelectorAll("namelight-mark")].map((mark) => getComputedStyle(mark).textDecorationLine);
    assert.deepEqual(await page.evaluate(lines), ["underline", "underline", "none", "underline", "none", "underline"]);
    await page.evaluate(() => /** @type {any} */ (window).reader.reset());
    await page.waitFor(() => document.querySelectorAll("namelight-mark[role=button]").length === 4);
    // What comes later is taken up, too; parts that were marked by themselves have the same numbers.
    await page.evaluate(() => {
      const comment = '<p><namelight-mark data-entity="doha" data-mention="0">Doha</namelight-mark></p>';
      document.querySelector("article")?.insertAdjacentHTML("beforeend", `<div id="late">${comment}${comment}</div>`);
    });
    await page.waitFor(() => document.querySelectorAll("#late namelight-mark[tabindex='-1'][role=button]").length === 2);
    assert.deepEqual(await page.evaluate(mentions), ["Karoline Leavitt", "Doha", "Leavitt", "Doha", "Leavitt", "Doha", "Doha"]);
    await page.evaluate(() => document.querySelector("#late")?.remove());
    await page.evaluate(() => /** @type {any} */ (window).attached.destroy());
    assert.ok(await page.evaluate(() => document.body.innerHTML === /** @type {any} */ (window).html));
    assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length), 0);

    await page.evaluate(() => localStorage.setItem("namelight", '{"isOff":true,"hidden":[]}'));
    await page.goto(page.address);
    await page.evaluate(async () => {
      const { attachCards } = await import(/** @type {any} */ ("/dist/attach.js"));
      attachCards();
    });
    await page.waitFor(() => document.querySelector("namelight-list")?.shadowRoot?.textContent?.includes("Turn marks on"));
    assert.deepEqual(await page.evaluate(lines), Array(6).fill("none"));
    await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("namelight-list")?.shadowRoot?.querySelector("[part=button]")).click());
    await page.waitFor(() => document.querySelectorAll("namelight-mark[role=button]").length === 4);
  });

  check("served marks and a highlighter's share the page's tooltip, whichever file has made it", async (open) => {
    const tags = [
      tag("data-root=article").replace("</body>", ""),
      '<script async src="/dist/namelight.global.js" data-dictionary="#names" data-root="aside" data-paint="wrap"></script>',
    ];
    const inline = '<aside><p>Paris waits.</p></aside><script type="application/json" id="names">{"entities":[{"id":"paris","name":"Paris","description":"Capital of France."}]}</script>';
    const served = (await servedPage()).replace(/<script async.*?<\/script>/, "");
    for (const [first, second] of [tags, [...tags].reverse()]) {
      const page = await open(served.replace("</body>", `${inline}${first}</body>`));
      await page.waitFor(isReady);
      // From then on the tooltip is that of the first.
      await page.evaluate((html) => {
        const { attributes } = /** @type {Element} */ (document.createRange().createContextualFragment(html).firstElementChild);
        const script = document.createElement("script");
        for (const { name, value } of attributes) script.setAttribute(name, value);
        document.body.append(script);
      }, second);
      await page.waitFor(() => ["aside namelight-mark", "article namelight-mark[role]"].every((place) => document.querySelector(place)));
      for (const [place, words] of [["aside namelight-mark", "Capital of France."], ["article namelight-mark[data-entity=doha]", "Capital of Qatar."]]) {
        const { x, y } = await page.pointOf(place);
        await page.mouse.click(x, y);
        await page.waitFor(isOpen, words);
        await page.press("Escape");
        await page.waitFor(isClosed);
      }
    }
  });

  check("served marks: what is wrong with the tag is told, and the page stays", async (open) => {
    for (const [attributes, code] of [['data-paint="wrap"', "unknown-option"], ['data-root="::"', "bad-option"]]) {
      const page = await open((await servedPage(attributes)).replace("<body>", "<body><script>addEventListener('namelight:error', (event) => { window.code = event.detail.code })</script>"));
      assert.equal(await page.waitFor(() => /** @type {any} */ (window).code), code);
      assert.equal(await page.evaluate(() => document.querySelectorAll("namelight-mark[role]").length), 0);
    }
  });
});
