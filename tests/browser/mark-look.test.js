// How marks look: a line as thin in a headline as in a paragraph, and one look for all pieces of a mention.

import assert from "node:assert/strict";
import { forEachBrowser, waitFor } from "./harness.js";
import { highlightPage } from "./page-state.js";

const dictionary = {
  name: "Looks",
  language: "en",
  entities: [
    { id: "leavitt", name: "Karoline Leavitt" },
    { id: "doha", name: "Doha" },
    { id: "qatar", name: "Qatar" },
  ],
};

const article = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Looks</title>
<style>body { font: 18px/1.5 serif; margin: 40px } h1 { font-size: 72px } small { font-size: 9px }</style>
<article>
<h1>Talks in Doha</h1>
<p>The press secretary, <b>Karoline</b> <i>Leavitt</i>, has left Doha. <small>Doha</small></p>
<p>Others stay in <a href="#there">the <b>Qat</b>ar of old</a>.</p>
</article>`;

/** @param {import("./harness.js").Open} open @param {import("./harness.js").PageOptions} [options] */
async function openArticle(open, options) {
  const page = await open(article, { dictionary, ...options });
  const { origin } = page.site;
  await page.evaluate(highlightPage, `${origin}/dist/index.js`, `${origin}/dictionary.json`, { links: true });
  return page;
}

/** Of each piece of a mention: whether it is tinted, whether it is outlined. @param {string} entity */
function looksOf(entity) {
  return [...document.querySelectorAll(`namelight-mark[data-entity=${entity}]`)].map((piece) => {
    const { backgroundColor, outlineStyle } = getComputedStyle(piece);
    const isTinted = backgroundColor !== "rgba(0, 0, 0, 0)";
    return [isTinted && "tinted", outlineStyle !== "none" && "outlined"].filter(Boolean).join(" ");
  });
}

/** @param {import("./harness.js").TestPage} page @param {string} entity @param {string} look of each piece */
const allLook = (page, entity, look) =>
  waitFor(
    async () => {
      const looks = await page.evaluate(looksOf, entity);
      return looks.length > 1 && looks.every((found) => found === look);
    },
    () => `each piece of ${entity} is "${look}"`,
  );

forEachBrowser((check, name) => {
  check("the line is between one and two pixels, whatever the size of the text", async (open) => {
    const page = await openArticle(open);
    const thicknesses = await page.evaluate(() =>
      ["h1", "p", "small"].map((place) => {
        const mark = /** @type {Element} */ (document.querySelector(`${place} > namelight-mark[data-entity=doha]`));
        return getComputedStyle(mark).textDecorationThickness;
      }),
    );
    const [headline, text, small] = thicknesses.map(parseFloat);
    assert.equal(headline, 2, thicknesses.join());
    assert.ok(text >= 1 && text < 1.5, thicknesses.join());
    assert.equal(small, 1, thicknesses.join());
  });

  check("hovering one piece of a mention tints them all, and leaving none", async (open) => {
    const page = await openArticle(open);
    for (const [entity, selector] of [["leavitt", "i namelight-mark"], ["qatar", "a b namelight-mark"]]) {
      const { x, y } = await page.pointOf(selector);
      await page.mouse.move(x, y);
      await allLook(page, entity, "tinted");
      await page.mouse.move(5, 5);
      await allLook(page, entity, "");
    }
  });

  check("the focus shows on all pieces, and so does what is open", async (open) => {
    const page = await openArticle(open);
    await page.press("Tab", "Tab");
    await allLook(page, "leavitt", "tinted outlined");
    await page.press("Escape");
    await allLook(page, "leavitt", "outlined");
    await page.press("Tab");
    await allLook(page, "leavitt", "");

    const { x, y } = await page.pointOf("i namelight-mark");
    await page.mouse.click(x, y);
    await page.mouse.move(5, 5);
    await allLook(page, "leavitt", "tinted");
    await page.mouse.click(5, 5);
    await allLook(page, "leavitt", "");
  });

  check("a focus on several pieces has no lines between them", async (open) => {
    const page = await openArticle(open);
    await page.press("Tab", "Tab");
    await allLook(page, "leavitt", "tinted outlined");
    const clips = await page.evaluate(() =>
      [...document.querySelectorAll("namelight-mark")].map((mark) => [
        mark.getAttribute("data-entity"),
        getComputedStyle(mark).clipPath !== "none",
      ]),
    );
    assert.deepEqual(
      clips.filter(([, isClipped]) => isClipped).map(([entity]) => entity),
      ["leavitt", "leavitt", "leavitt"],
    );
  });

  if (name === "chromium") {
    // Firefox has no print emulation over WebDriver BiDi.
    check("in print a mark is plain text, also the one that is open", async (open) => {
      const page = await openArticle(open);
      await page.press("Tab", "Tab");
      await allLook(page, "leavitt", "tinted outlined");
      await page.browserPage.emulateMediaType("print");
      await allLook(page, "leavitt", "");
    });
  }

  check("in forced colours, which know no tints, a thicker line shows what is open", async (open) => {
    const page = await openArticle(open, { forcedColors: true });
    await page.press("Tab", "Tab");
    await page.waitFor(() => document.querySelector("namelight-mark[data-open]") !== null);
    const lines = await page.evaluate(() =>
      ["b namelight-mark", "i namelight-mark", "p > namelight-mark[data-entity=doha]"].map((selector) =>
        parseFloat(getComputedStyle(/** @type {Element} */ (document.querySelector(selector))).textDecorationThickness),
      ),
    );
    assert.deepEqual(lines.map(Math.round), [3, 3, 1]);
  });
});
