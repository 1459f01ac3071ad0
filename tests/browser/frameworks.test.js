// Apps of real frameworks, painted in both forms while they change what they own, and while they take over what their
// server has sent. Beside each stands a twin that nobody paints: the text is always what it says there, nothing is
// thrown or printed, and the marks follow.

import assert from "node:assert/strict";
import { dictionary, forEachBrowser } from "./harness.js";
import { frameworks, pageModule, serverHtml } from "./frameworks/bundle.js";
import { first, steps } from "./frameworks/states.js";

const modules = new Map(frameworks.map((framework) => [framework, pageModule(framework)]));
const served = new Map(frameworks.map((framework) => [framework, serverHtml(framework, first)]));

/**
 * @param {import("./harness.js").Open} open
 * @param {import("./frameworks/bundle.js").Framework} framework
 * @param {string} html in both containers
 */
async function prepare(open, framework, html = "") {
  const source =
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Framework</title>' +
    `<article id="app">${html}</article><aside id="twin">${html}</aside>`;
  const page = await open(source, {
    dictionary,
    routes: { "/app.js": { body: String(await modules.get(framework)) } },
  });
  await page.evaluate(async (state) => {
    const app = await import(/** @type {any} */ ("/app.js"));
    const { loadDictionary, createHighlighter } = await import(/** @type {any} */ ("/dist/index.js"));
    const loaded = await loadDictionary("/dictionary.json");
    const element = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (document.querySelector(selector));
    /** What is marked, in either form, in alphabetical order. */
    const marked = () => {
      const ranges = [...(/** @type {any} */ (CSS).highlights.get("namelight") ?? [])];
      const words = ranges.map(({ startContainer, startOffset, endOffset }) =>
        startContainer.data.slice(startOffset, endOffset),
      );
      for (const mark of document.querySelectorAll("namelight-mark")) words.push(mark.textContent);
      return words.sort();
    };
    /** What the twin says, and what it would have marked. */
    const wanted = () => {
      const text = element("#twin").textContent ?? "";
      return { text, marked: [...text.matchAll(/(?:Karoline )?Leavitt|Doha|Paris/g)].map(String).sort() };
    };
    Object.assign(window, {
      state,
      text: () => element("#app").textContent,
      marked,
      wanted,
      isTwin: () => element("#app").innerHTML === element("#twin").innerHTML,
      startApp(/** @type {boolean} */ isServed) {
        const apps = ["#app", "#twin"].map((selector) => app.start(element(selector), state, isServed));
        Object.assign(window, { apps });
      },
      async highlight(/** @type {object} */ options) {
        const highlighter = await createHighlighter({ dictionary: loaded, root: "#app", ...options });
        Object.assign(window, { highlighter });
      },
    });
  }, first);
  return page;
}

/** @param {import("./harness.js").TestPage} page @param {object} change */
async function update(page, change) {
  return page.evaluate(async (given) => {
    const { state, apps, text, wanted, highlighter, marked } = /** @type {any} */ (window);
    Object.assign(state, given);
    for (const app of apps) await app.update({ ...state });
    // What observers are told of in a microtask has been told.
    await Promise.resolve();
    const atOnce = text();
    await highlighter.refresh();
    return { atOnce, says: text(), marked: marked(), wanted: wanted() };
  }, change);
}

forEachBrowser((check) => {
  for (const framework of frameworks) {
    for (const paint of ["auto", "wrap"]) {
      check(`${framework} changes what it owns, paint: ${paint}`, async (open) => {
        const page = await prepare(open, framework);
        await page.evaluate(async (form) => {
          const { startApp, highlight } = /** @type {any} */ (window);
          startApp(false);
          await highlight({ paint: form });
        }, paint);
        for (const [what, change] of steps) {
          const found = await update(page, change);
          assert.equal(found.atOnce, found.wanted.text, `${what}: at once`);
          assert.equal(found.says, found.wanted.text, `${what}: after a refresh`);
          assert.deepEqual(found.marked, found.wanted.marked, `${what}: marks`);
          if (paint === "auto") assert.ok(await page.evaluate(() => /** @type {any} */ (window).isTwin()), what);
        }
        await page.evaluate(() => /** @type {any} */ (window).apps.forEach((/** @type {any} */ app) => app.stop()));
        assert.equal(await page.evaluate(() => /** @type {any} */ (window).text()), "", "unmounted");
        await page.evaluate(() => /** @type {any} */ (window).highlighter.destroy());
        assert.equal(await page.evaluate(() => document.querySelector("#app")?.childNodes.length), 0);
      });
    }

    for (const when of ["before", "during", "after"]) {
      check(`${framework} takes over what its server has sent, painted ${when}`, async (open) => {
        const page = await prepare(open, framework, await served.get(framework));
        const found = await page.evaluate(async (moment) => {
          const { startApp, highlight, text, wanted } = /** @type {any} */ (window);
          if (moment === "before") await highlight();
          if (moment === "during") {
            const painting = highlight();
            startApp(true);
            await painting;
          } else startApp(true);
          if (moment === "after") await highlight();
          await new Promise((settle) => requestIdleCallback(settle));
          return { says: text(), wanted: wanted() };
        }, when);
        assert.equal(found.says, found.wanted.text);
        for (const [what, change] of steps) {
          const { atOnce, says, marked, wanted } = await update(page, change);
          assert.equal(atOnce, wanted.text, `${what}: at once`);
          assert.equal(says, wanted.text, `${what}: after a refresh`);
          assert.deepEqual(marked, wanted.marked, `${what}: marks`);
          assert.ok(await page.evaluate(() => /** @type {any} */ (window).isTwin()), `${what}: no node of ours`);
        }
      });
    }
  }
});
