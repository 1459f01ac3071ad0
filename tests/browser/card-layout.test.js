// Where a card's parts stand: a picture at the end of the text, in either direction; a close button that a
// thumb can hit and that covers little.

import assert from "node:assert/strict";
import { forEachBrowser } from "./harness.js";
import { highlightPage } from "./page-state.js";

const image = { src: "https://images.example/a.png", alt: "A harbour", credit: "A. Photographer" };
const dictionary = {
  name: "Layouts",
  entities: [
    { id: "doha", name: "Doha", description: "Capital of Qatar, on the coast of the Gulf.", image },
    { id: "haifa", name: "חיפה", description: "עיר נמל בצפון הארץ, על חוף הים.", image },
  ],
};

const article = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Layouts</title>
<style>body { font: 18px/1.5 serif; margin: 20px }</style>
<article><p>From Doha to חיפה.</p></article>`;

/** @param {import("./harness.js").Open} open @param {import("./harness.js").PageOptions} options @param {string} entity */
async function openCard(open, options, entity) {
  const page = await open(article, { dictionary, reducedMotion: true, allowRequests: ["https://images.example/"], ...options });
  // Never answered: what fails goes, and with it what is measured here.
  await page.browserPage.setRequestInterception(true);
  page.browserPage.on("request", (request) => {
    if (!request.url().startsWith("https://images.example/")) void request.continue();
  });
  const { origin } = page.site;
  await page.evaluate(highlightPage, `${origin}/dist/index.js`, `${origin}/dictionary.json`, {});
  const { x, y } = await page.pointOf(`namelight-mark[data-entity=${entity}]`);
  if (options.touch) await page.touchscreen.tap(x, y);
  else await page.mouse.click(x, y);
  return page;
}

/** Distances in the open card, in CSS pixels; null while none is open. */
function measure() {
  const root = document.querySelector("namelight-tooltip:popover-open")?.shadowRoot;
  const picture = root?.querySelector(".picture")?.getBoundingClientRect();
  if (!root || !picture) return null;
  const box = (/** @type {string} */ selector) => /** @type {Element} */ (root.querySelector(selector));
  const content = box(".content").getBoundingClientRect();
  const text = box("[part=description]").getBoundingClientRect();
  const button = box("[part=close]").getBoundingClientRect();
  const { paddingInlineEnd, direction } = getComputedStyle(box(".content"));
  const { padding, backgroundClip } = getComputedStyle(box("[part=close]"));
  const isRight = direction === "ltr";
  const shown = backgroundClip === "content-box" ? parseFloat(padding) : 0;
  const end = isRight ? content.right - picture.right : picture.left - content.left;
  return {
    isAtEnd: isRight ? picture.left > text.left : picture.right < text.right,
    gap: Math.round(end - parseFloat(paddingInlineEnd)),
    target: button.width,
    shownButton: button.width - 2 * shown,
    coversPicture: isRight ? button.left + shown < picture.right : button.right - shown > picture.left,
  };
}

forEachBrowser((check) => {
  for (const entity of ["doha", "haifa"]) {
    check(`a narrow card's picture ends where the text ends: ${entity}`, async (open) => {
      const page = await openCard(open, { viewport: { width: 390, height: 700 } }, entity);
      const { isAtEnd, gap } = /** @type {any} */ (await page.waitFor(measure));
      assert.deepEqual({ isAtEnd, gap }, { isAtEnd: true, gap: 0 });
    });

    check(`on a phone a thumb's button stands beside the picture: ${entity}`, async (open) => {
      const page = await openCard(open, { viewport: { width: 390, height: 700 }, touch: true }, entity);
      const { isAtEnd, target, shownButton, coversPicture } = /** @type {any} */ (await page.waitFor(measure));
      assert.deepEqual(
        { isAtEnd, target, shownButton, coversPicture },
        { isAtEnd: true, target: 44, shownButton: 28, coversPicture: false },
      );
    });
  }
});
