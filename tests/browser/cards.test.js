// Cards that lie apart, as a reader meets them: on the way, not to be had, not there; when they are asked for, and when no
// longer; who they are from. With a dictionary whose cards the test gives; and with a compiled file, from end to end.

import assert from "node:assert/strict";
import { checkerEngine } from "../../www/checker.js";
import { forEachBrowser, waitFor } from "./harness.js";

/** @typedef {import("./harness.js").TestPage} TestPage */

const article = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Cards apart</title>
<style>body { font: 18px/1.5 serif; margin: 40px } article { max-width: 36em }</style>
<article><h1>Talks go on</h1><p>Envoys left Doha for Qatar.</p></article>`;

const names = { entities: [{ id: "doha", name: "Doha" }, { id: "qatar", name: "Qatar" }] };
const doha = { name: "Doha", type: "City", description: "Capital of Qatar.", url: "https://example.org/doha" };

/**
 * A page whose cards are answered by `window.asked[N].settle(known)` and `.fail(error)`.
 * @param {import("./harness.js").Open} open
 * @param {import("./harness.js").PageOptions & { highlighter?: object }} [options]
 */
async function openApart(open, { highlighter = {}, ...options } = {}) {
  const page = await open(article, options);
  await page.evaluate(async (address, source, more) => {
    const state = /** @type {any} */ (window);
    state.asked = [];
    state.announced = [];
    for (const type of ["open", "close", "error"]) {
      window.addEventListener(`namelight:${type}`, (event) => {
        const { entity, code, reason } = /** @type {CustomEvent} */ (event).detail;
        state.announced.push([type, entity, code ?? reason].filter(Boolean).join(" "));
      });
    }
    const { loadDictionary, createHighlighter } = await import(address);
    const found = await loadDictionary(source);
    const dictionary = {
      createDocument: (/** @type {any} */ given) => found.createDocument(given),
      retain: () => found.retain(),
      release: () => found.release(),
      lookUp: () => ({}),
      lookUpCard: (/** @type {string} */ id, /** @type {any} */ { signal }) =>
        new Promise((settle, fail) => {
          state.asked.push({ id, settle, fail, signal });
          signal.addEventListener("abort", () => fail(signal.reason));
        }),
      loadCards: async () => { state.wasEager = true; },
    };
    state.highlighter = await createHighlighter({ dictionary, ...more });
  }, `${page.site.origin}/dist/index.js`, names, highlighter);
  await page.waitFor(() => Symbol.for("namelight.tooltip") in document);
  return page;
}

/** @param {TestPage} page @param {string} [entity] */
async function click(page, entity = "doha") {
  const { x, y } = await page.pointOf(`namelight-mark[data-entity=${entity}]`);
  await page.mouse.click(x, y);
}

/** @param {TestPage} page @param {number} at @param {unknown} known */
const settle = (page, at, known) => page.evaluate((index, value) => /** @type {any} */ (window).asked[index].settle(value), at, known);

/** What is shown; null while it is closed. */
const shown = () => {
  const host = document.querySelector("namelight-tooltip:popover-open");
  const content = host?.shadowRoot?.querySelector(".content");
  if (!host || !content) return null;
  return {
    parts: [...content.children].map((child) => child.getAttribute("part")),
    text: [...content.children].map((child) => child.textContent).join("|"),
    busy: content.getAttribute("aria-busy"),
    focus: host.shadowRoot?.activeElement?.getAttribute("part") ?? null,
  };
};

/** @param {TestPage} page @param {string} part */
const has = (page, part) => page.waitFor((wanted) => document.querySelector("namelight-tooltip:popover-open")?.shadowRoot?.querySelector(`[part=${wanted}]`) !== null && Boolean(document.querySelector("namelight-tooltip:popover-open")), part);

const { Compiler } = await checkerEngine();

forEachBrowser((check) => {
  check("the name is shown at once, bars after a while, then the card", async (open) => {
    const page = await openApart(open);
    await click(page);
    const first = await page.waitFor(shown);
    assert.deepEqual([first?.parts[0], first?.text.split("|")[0], first?.busy], ["name", "Doha", "true"]);
    await has(page, "loading");
    assert.equal((await page.evaluate(shown))?.text, "Doha|Loading…");
    await settle(page, 0, { entity: doha, head: '{"attribution":{"text":"Gazetteer","url":"https://gazetteer.example/","license":"CC BY 4.0"}}' });
    await has(page, "description");
    const card = await page.evaluate(shown);
    assert.deepEqual(card?.parts, ["name", "type", "description", "links", "attribution"]);
    assert.match(card?.text ?? "", /Source: Gazetteer, CC BY 4\.0 \(opens/);
    assert.equal(card?.busy, "false");
  });

  check("passing over a mark asks for nothing; leaving gives up, and a late answer shows nowhere", async (open) => {
    const page = await openApart(open);
    await page.evaluate(() => document.querySelector("namelight-mark[data-entity=doha]")?.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" })));
    await page.evaluate(() => document.querySelector("namelight-mark[data-entity=qatar]")?.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" })));
    await page.waitFor(() => /** @type {any} */ (window).asked.length > 0);
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).asked.map((/** @type {any} */ one) => one.id)), ["qatar"]);
    await click(page, "doha");
    await page.waitFor(() => /** @type {any} */ (window).asked.length === 2);
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).asked.map((/** @type {any} */ one) => one.signal.aborted)), [true, false]);
    await settle(page, 0, { entity: { name: "Too late" } });
    await settle(page, 1, { entity: doha });
    await has(page, "description");
    assert.match((await page.evaluate(shown))?.text ?? "", /^Doha\|City/);
  });

  check("a card that does not come: a sentence, and a button that a keyboard reaches", async (open) => {
    const page = await openApart(open);
    await page.press("Tab");
    await page.waitFor(shown);
    await page.evaluate(() => /** @type {any} */ (window).asked[0].fail(Object.assign(new Error("no network"), { code: "dictionary-unreachable" })));
    await has(page, "retry");
    assert.equal((await page.evaluate(shown))?.text, "Doha|This card could not be loaded.|Try again");
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).announced), ["open doha", "error doha dictionary-unreachable"]);
    await page.press("Tab");
    assert.equal((await page.evaluate(shown))?.focus, "retry");
    await page.press("Enter", "Enter");
    await page.waitFor(() => /** @type {any} */ (window).asked.length === 2);
    assert.equal((await page.evaluate(shown))?.text, "Doha|This card could not be loaded.|Loading…");
    await settle(page, 1, { entity: doha });
    await has(page, "description");
    assert.equal((await page.evaluate(shown))?.focus, "link", "the focus stays in the card");
    await page.press("Escape");
    await page.waitFor(() => !document.querySelector("namelight-tooltip"));
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-entity")), "doha");
  });

  check("no card: the name and a sentence", async (open) => {
    const page = await openApart(open);
    await click(page);
    await page.waitFor(shown);
    await settle(page, 0, {});
    await has(page, "notice");
    assert.equal((await page.evaluate(shown))?.text, "Doha|There is no description.");
  });

  check("an answer is as untrusted as a source: text, and https", async (open) => {
    const page = await openApart(open);
    await click(page);
    await page.waitFor(shown);
    const evil = "<img src=x onerror='window.wasRun = 1'>";
    await settle(page, 0, { entity: { name: evil, description: evil, url: "javascript:window.wasRun=1", image: { src: "data:image/svg+xml,<svg/>" } }, head: "{" });
    await has(page, "description");
    assert.equal((await page.evaluate(shown))?.text, `${evil}|${evil}`);
    assert.equal(await page.evaluate(() => "wasRun" in window), false);
  });

  check("taken to the card by a screen reader: on to its first link when it comes", async (open) => {
    const page = await openApart(open);
    await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("namelight-mark")).click());
    await page.waitFor(shown);
    assert.equal((await page.evaluate(shown))?.focus, "close");
    await settle(page, 0, { entity: doha });
    await has(page, "description");
    assert.equal((await page.evaluate(shown))?.focus, "link");
  });

  check("reduced motion: the bars are still", async (open) => {
    const page = await openApart(open, { reducedMotion: true });
    await click(page);
    await has(page, "loading");
    assert.equal(await page.evaluate(() => getComputedStyle(/** @type {Element} */ (document.querySelector("namelight-tooltip")?.shadowRoot?.querySelector("i"))).animationName), "none");
  });

  check('cards: "eager" asks for all', async (open) => {
    const page = await openApart(open, { highlighter: { cards: "eager" } });
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).wasEager), true);
  });

  check("the list of a compiled file: of use before the cards are there, with types when they are", async (open) => {
    const compiler = new Compiler("Talks", "en", 0, "");
    for (const [id, name] of [["doha", "Doha"], ["qatar", "Qatar"], ["envoys", "Envoys"]]) {
      compiler.entity(id, "Place", 0.5);
      compiler.alias(name, 0, false, "");
    }
    compiler.chunk("most", 2);
    compiler.chunk("rest", 1);
    const bytes = compiler.finish();
    /** @type {() => void} */
    let release = () => {};
    const released = new Promise((resolve) => (release = () => resolve(undefined)));
    const page = await open(article, {
      routes: {
        "/people.namelight": { body: bytes },
        "/people.namelight.cards/most.json": async () => {
          await released;
          return { body: { doha, envoys: { name: "The envoys", type: "Organization" } } };
        },
        "/people.namelight.cards/rest.json": { status: 500, body: "" },
      },
      allow: ["500"],
    });
    await page.evaluate(async () => {
      const { loadDictionary, createHighlighter } = await import(/** @type {any} */ ("/dist/index.js"));
      document.addEventListener("namelight:error", (event) => console.error(/** @type {CustomEvent} */ (event).detail.message));
      await createHighlighter({ dictionary: await loadDictionary("/people.namelight"), list: true });
    });
    const listed = () =>
      [...(document.querySelector("namelight-list")?.shadowRoot?.querySelectorAll("[part=group], [part=entity]") ?? [])]
        .map((part) => part.textContent?.replace(/\s+/g, " ").trim())
        .join(", ");
    const asked = () => page.site.requests.filter(({ path }) => path.includes(".cards/")).length;
    await page.waitFor(listed);
    assert.equal(asked(), 0, "a list that nobody opens asks for nothing");
    const press = (/** @type {string} */ selector) =>
      page.evaluate((wanted) => /** @type {any} */ (document.querySelector("namelight-list")?.shadowRoot?.querySelector(wanted)).click(), selector);
    await press("[part=button]");
    assert.equal(await page.evaluate(listed), "Doha 1, Envoys 1, Qatar 1");
    await press("[data-entity=doha]");
    await page.waitFor(() => Boolean(document.querySelector("namelight-tooltip")));
    release();
    const wanted = "Organizations, The envoys 1, Places, Doha City 1, More, Qatar 1";
    await waitFor(async () => (await page.evaluate(listed)) === wanted);
    assert.equal(asked(), 2);
  });

  check("from a compiled file to a card, one request for a file of cards", async (open) => {
    const compiler = new Compiler("Talks", "en", 0, "");
    for (const [id, name] of [["doha", "Doha"], ["qatar", "Qatar"]]) {
      compiler.entity(id, "Place", 0.5);
      compiler.alias(name, 0, false, "");
    }
    compiler.head(JSON.stringify({ attribution: { text: "Gazetteer" } }));
    compiler.chunk("all", 2);
    const bytes = compiler.finish();
    const page = await open(article, {
      routes: { "/people.namelight": { body: bytes }, "/people.namelight.cards/all.json": { body: { doha, qatar: { name: "Qatar", description: "A country." } } } },
    });
    await page.evaluate(async (address) => {
      const { loadDictionary, createHighlighter } = await import(address);
      await createHighlighter({ dictionary: await loadDictionary("/people.namelight") });
    }, `${page.site.origin}/dist/index.js`);
    const requests = () => page.site.requests.filter(({ path }) => path.includes(".cards/")).length;
    assert.equal(requests(), 0);
    for (const [entity, text] of [["doha", /Capital/], ["qatar", /A country.*Source: Gazetteer/]]) {
      await click(page, String(entity));
      await has(page, "description");
      assert.match((await page.evaluate(shown))?.text ?? "", /** @type {RegExp} */ (text));
      await page.press("Escape");
      await page.waitFor(() => !document.querySelector("namelight-tooltip"));
    }
    await waitFor(() => requests() === 1);
  });
});
