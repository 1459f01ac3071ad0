// What a reader does before the tooltip's code has come: the press is answered when it is there, once; what
// was taken back meanwhile is not.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { forEachBrowser } from "./harness.js";
import { highlightPage } from "./page-state.js";
import { distFolder } from "./server.js";

const dictionary = {
  name: "First presses",
  language: "en",
  entities: [
    { id: "doha", name: "Doha" },
    { id: "qatar", name: "Qatar" },
  ],
};

const article = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>First presses</title>
<style>body { font: 18px/1.5 serif; margin: 40px }</style>
<article>
<h1>Talks go on</h1>
<p>Envoys left Doha.</p>
<p>They stay in Qatar, where nothing else happens.</p>
</article>
<div style="height: 200vh"></div>`;

const chunk = /** @type {string} */ (
  readdirSync(join(distFolder, "chunks")).find((name) => name.startsWith("tooltip-") && name.endsWith(".js"))
);

/**
 * A painted page whose tooltip's code waits for `letGo`.
 * @param {import("./harness.js").Open} open
 * @param {import("./harness.js").PageOptions} [options]
 */
async function openHeldBack(open, options) {
  /** @type {() => void} */
  let letGo = () => {};
  const held = new Promise((resolve) => {
    letGo = () => resolve(undefined);
  });
  const body = readFileSync(join(distFolder, "chunks", chunk), "utf8");
  const route = () => held.then(() => ({ body }));
  const page = await open(article, { dictionary, routes: { [`/dist/chunks/${chunk}`]: route }, ...options });
  await page.evaluate(() => {
    const page = /** @type {any} */ (window);
    page.announced = [];
    for (const type of ["open", "close"]) {
      document.addEventListener(`namelight:${type}`, (event) => {
        page.announced.push(`${type} ${/** @type {CustomEvent} */ (event).detail.entity}`);
      });
    }
  });
  const { origin } = page.site;
  await page.evaluate(highlightPage, `${origin}/dist/index.js`, `${origin}/dictionary.json`, {});
  return { page, letGo };
}

/** @param {import("./harness.js").TestPage} page */
const pointOf = (page, entity = "doha") => page.pointOf(`namelight-mark[data-entity=${entity}]`);

/** @param {import("./harness.js").TestPage} page */
const isPinned = (page) =>
  page.waitFor(() => document.querySelector("namelight-tooltip[data-pinned]:popover-open") !== null);

/** @param {import("./harness.js").TestPage} page @returns {Promise<string[]>} */
const announced = (page) => page.evaluate(() => /** @type {any} */ (window).announced);

/** The code is there and has answered what it was given. @param {import("./harness.js").TestPage} page */
const isAttached = (page) => page.waitFor(() => Symbol.for("namelight.tooltip") in document);

forEachBrowser((check) => {
  check("a click counts, also if the pointer goes on over another mark", async (open) => {
    const { page, letGo } = await openHeldBack(open);
    const doha = await pointOf(page);
    await page.mouse.click(doha.x, doha.y);
    const qatar = await pointOf(page, "qatar");
    await page.mouse.move(qatar.x, qatar.y);
    await page.mouse.move(5, 5);
    letGo();
    await isPinned(page);
    assert.deepEqual(await announced(page), ["open doha"]);
  });

  check("a hover counts for which code comes at once, out of the same file", async (open) => {
    const tag = '<script src="/dist/namelight.global.js" data-dictionary="/dictionary.json"></script>';
    // Nobody is idle once the marks are there: the code comes for the hover alone.
    const busy = `<script>
      const idle = requestIdleCallback;
      window.requestIdleCallback = (...rest) => (document.querySelector("namelight-mark") ? 0 : idle(...rest));
    </script>`;
    const page = await open(`${article}${busy}${tag}`, { dictionary });
    await page.waitFor(() => document.querySelector("namelight-mark") !== null);
    const { x, y } = await pointOf(page);
    await page.mouse.move(x, y);
    await page.waitFor(() => document.querySelector("namelight-tooltip:popover-open") !== null);
  });

  check("a double click opens once and selects the word", async (open) => {
    const { page, letGo } = await openHeldBack(open);
    const { x, y } = await pointOf(page);
    await page.mouse.click(x, y, { count: 2 });
    letGo();
    await isPinned(page);
    assert.equal(await page.evaluate(() => String(getSelection()).trim()), "Doha");
    assert.deepEqual(await announced(page), ["open doha"]);
  });

  check("a tap counts, an impatient second one too, and both are one", async (open) => {
    for (const taps of [1, 2]) {
      const { page, letGo } = await openHeldBack(open, { viewport: { width: 360, height: 640 }, touch: true });
      const { x, y } = await pointOf(page);
      for (let tap = 0; tap < taps; tap += 1) await page.touchscreen.tap(x, y);
      letGo();
      await isPinned(page);
      assert.deepEqual(await announced(page), ["open doha"]);
    }
  });

  check("Enter and Space count, and Space does not scroll", async (open) => {
    for (const key of /** @type {const} */ (["Enter", " "])) {
      const { page, letGo } = await openHeldBack(open);
      await page.press("Tab", key);
      letGo();
      await isPinned(page);
      assert.deepEqual(await announced(page), ["open doha"]);
      assert.equal(await page.evaluate(() => scrollY), 0);
    }
  });

  check("selecting a name by dragging is no press", async (open) => {
    const { page, letGo } = await openHeldBack(open);
    const { x, y, right } = await page.evaluate(() => {
      const box = /** @type {Element} */ (document.querySelector("namelight-mark")).getBoundingClientRect();
      // Chromium selects nothing from the very edge of what can be focused.
      return { x: box.left + box.width / 2, y: box.top + box.height / 2, right: box.right - 2 };
    });
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(right, y, { steps: 5 });
    await page.mouse.up();
    await page.mouse.move(5, 5);
    letGo();
    await isAttached(page);
    assert.deepEqual(await announced(page), []);
  });

  check("who clicks elsewhere meanwhile does not want it any more", async (open) => {
    const { page, letGo } = await openHeldBack(open);
    const { x, y } = await pointOf(page);
    await page.mouse.click(x, y);
    const heading = await page.pointOf("h1");
    await page.mouse.click(heading.x, heading.y);
    letGo();
    await isAttached(page);
    assert.deepEqual(await announced(page), []);
  });

  check("a mark that is pressed the moment it is painted answers, while others are still to come", async (open) => {
    const page = await open(article.replace("<p>They", "<p>Doha. </p>".repeat(400) + "<p>They"), { dictionary });
    await page.evaluate(() => {
      new MutationObserver((_, observer) => {
        const mark = /** @type {HTMLElement | null} */ (document.querySelector("namelight-mark"));
        if (!mark) return;
        observer.disconnect();
        /** @type {any} */ (window).readyWhenPressed = /** @type {any} */ (window).isReady === true;
        mark.click();
      }).observe(document.body, { subtree: true, childList: true });
      document.addEventListener("namelight:ready", () => (/** @type {any} */ (window).isReady = true));
    });
    const { origin } = page.site;
    await page.evaluate(highlightPage, `${origin}/dist/index.js`, `${origin}/dictionary.json`, {});
    await isPinned(page);
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).readyWhenPressed), false);
  });
});
