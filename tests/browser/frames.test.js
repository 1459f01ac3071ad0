// Frames of the page's own origin, if they are asked for: read in their place, nested ones too, painted in both forms,
// with the page's one tooltip and list; followed, and given back.

import assert from "node:assert/strict";
import { dictionary as plain, forEachBrowser } from "./harness.js";

const dictionary = {
  ...plain,
  entities: plain.entities.map((entity) => ({ ...entity, description: `About ${entity.name}.`, url: `https://example.org/${entity.id}` })),
};

/** @param {string} body */
const html = (body) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Frame</title><style>body { margin: 8px; font: 18px/2 serif } iframe { width: 400px; height: 150px }</style>${body}`;

const routes = {
  "/outer.html": { body: html('<p id="one">Karoline Leavitt in the frame</p><iframe src="/inner.html"></iframe>'), headers: { "content-type": "text/html" } },
  "/inner.html": { body: html('<p id="two">Paris within</p><p style="margin-top: 400px">Leavitt below</p>'), headers: { "content-type": "text/html" } },
  "/other.html": { body: html("<p>Doha, Doha</p>"), headers: { "content-type": "text/html" } },
};
const source = html(
  '<article><p id="first">Doha</p><iframe id="frame" src="/outer.html" style="width: 500px; height: 300px; margin: 20px 60px; border: 5px solid; padding: 7px"></iframe>' +
    '<p id="last">Doha again</p></article><iframe src="/other.html"></iframe>',
);

/**
 * @param {import("./harness.js").Open} open
 * @param {Record<string, unknown>} [options]
 * @param {string} [body]
 * @param {import("./harness.js").PageOptions} [pageOptions]
 */
async function paint(open, options, body = source, pageOptions = {}) {
  const page = await open(body, { dictionary, routes, ...pageOptions });
  await page.evaluate(async (given) => {
    const { loadDictionary, createHighlighter } = await import(/** @type {any} */ ("/dist/index.js"));
    /** @param {Document} document @returns {Document[]} */
    const within = (document) => [
      document,
      ...[...document.querySelectorAll("iframe")].flatMap(({ contentDocument }) => (contentDocument ? within(contentDocument) : [])),
    ];
    const marked = () =>
      within(document).flatMap((each) => [
        ...[...each.querySelectorAll("namelight-mark")].map((mark) => mark.textContent),
        ...Array.from(/** @type {any} */ (each.defaultView).CSS.highlights.get("namelight") ?? [], ({ startContainer, startOffset, endOffset }) =>
          startContainer.data.slice(startOffset, endOffset),
        ),
      ]);
    /** @param {string[]} path of ids or selectors */
    const documentAt = (path) => path.reduce((at, selector) => /** @type {any} */ (at.querySelector(selector)).contentDocument, document);
    const copies = within(document).map((each) => each.documentElement.cloneNode(true));
    const isAsBefore = () => within(document).map((each, index) => each.documentElement.isEqualNode(copies[index]) && each.adoptedStyleSheets.length === 0);
    const highlighter = await createHighlighter({ dictionary: await loadDictionary("/dictionary.json"), frames: true, ...given });
    Object.assign(window, { highlighter, marked, documentAt, isAsBefore });
  }, options ?? {});
  return page;
}

const marked = () => /** @type {any} */ (window).marked().join(", ");
/** @param {import("./harness.js").TestPage} page @param {string} wanted */
const becomes = (page, wanted) => page.waitFor((text) => /** @type {any} */ (window).marked().join(", ") === text, wanted);
const found = () => /** @type {any} */ (window).highlighter.mentions.map((/** @type {any} */ { text }) => text).join(", ");
const opened = () => document.querySelector("namelight-tooltip[open]") !== null;
const closed = () => document.querySelector("namelight-tooltip") === null;
const said = () => document.querySelector("namelight-tooltip")?.shadowRoot?.querySelector("[part=name]")?.textContent;

/** Where the first letters of a paragraph in a frame are in the page. @param {import("./harness.js").TestPage} page @param {string[]} path @param {string} id */
const pointIn = (page, path, id) =>
  page.evaluate(
    (selectors, wanted) => {
      const inner = /** @type {any} */ (window).documentAt(selectors);
      const range = inner.createRange();
      range.selectNodeContents(inner.querySelector(wanted));
      const { left, top, height } = range.getClientRects()[0];
      let [x, y] = [left + 20, top + height / 2];
      for (let { defaultView: view } = inner; view !== window; view = view.parent) {
        const frame = view.frameElement;
        const style = getComputedStyle(frame);
        const box = frame.getBoundingClientRect();
        x += box.left + parseFloat(style.borderLeftWidth) + parseFloat(style.paddingLeft);
        y += box.top + parseFloat(style.borderTopWidth) + parseFloat(style.paddingTop);
      }
      return { x, y };
    },
    path,
    id,
  );
/** How far the tooltip is from a point, up or down and to the side. @param {import("./harness.js").TestPage} page @param {{ x: number, y: number }} point */
const distanceTo = (page, point) =>
  page.evaluate(({ x, y }) => {
    const box = /** @type {Element} */ (document.querySelector("namelight-tooltip")).getBoundingClientRect();
    return Math.round(Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom)));
  }, point);

forEachBrowser((check) => {
  for (const form of ["wrap", "highlight"]) {
    check(`${form}: frames are read in their place, nested ones too, and given back`, async (open) => {
      const page = await paint(open, { paint: form });
      assert.equal(await page.evaluate(found), "Doha, Karoline Leavitt, Paris, Leavitt, Doha");
      assert.equal(await page.evaluate(marked), "Doha, Doha, Karoline Leavitt, Paris, Leavitt");
      await page.evaluate(() => /** @type {any} */ (window).highlighter.destroy());
      assert.equal(await page.evaluate(marked), "");
      assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).isAsBefore()), [true, true, true, true]);
    });

    check(`${form}: the page's tooltip opens beside a mark in a frame, by pointer`, async (open) => {
      const page = await paint(open, { paint: form });
      for (const [path, id, name] of /** @type {[string[], string, string][]} */ ([
        [["#frame"], "#one", "Karoline Leavitt"],
        [["#frame", "iframe"], "#two", "Paris"],
      ])) {
        const point = await pointIn(page, path, id);
        await page.mouse.move(point.x, point.y);
        assert.equal(await page.waitFor(said), name);
        const distance = await distanceTo(page, point);
        assert.ok(distance < 40, `${distance} pixels away`);
        await page.mouse.move(700, 30);
        await page.waitFor(closed);
        await page.mouse.click(point.x, point.y);
        assert.equal(await page.waitFor(said), name);
        await page.press("Escape");
        await page.waitFor(closed);
        await page.mouse.click(point.x, point.y);
        await page.waitFor(opened);
        // A press elsewhere in the frame closes it.
        await page.mouse.click(point.x + 250, point.y);
        await page.waitFor(closed);
      }
    });

    check(`${form}: what changes in a frame, and another document in it, is followed`, async (open) => {
      const page = await paint(open, { paint: form });
      await page.evaluate(() => (/** @type {any} */ (window).documentAt(["#frame"]).querySelector("#one").textContent = "Doha instead"));
      await becomes(page, "Doha, Doha, Doha, Paris, Leavitt");
      await page.evaluate(() => (/** @type {any} */ (window).documentAt(["#frame"]).location.href = "/other.html"));
      await becomes(page, "Doha, Doha, Doha, Doha");
      await page.evaluate(() => document.querySelector("#frame")?.remove());
      await becomes(page, "Doha, Doha");
      await page.waitFor(() => /** @type {any} */ (window).highlighter.mentions.length === 2);
      await page.evaluate(() => {
        const frame = document.createElement("iframe");
        frame.srcdoc = "<p>Paris, at last</p>";
        document.querySelector("article")?.append(frame);
      });
      await becomes(page, "Doha, Doha, Paris");
      await page.evaluate(() => /** @type {any} */ (window).highlighter.destroy());
      assert.equal(await page.evaluate(marked), "");
    });
  }

  check("frames are left alone unless they are asked for", async (open) => {
    const page = await paint(open, { frames: false });
    assert.equal(await page.evaluate(marked), "Doha, Doha");
  });

  check("a script tag asks for them by an attribute", async (open) => {
    const tag = '<script async src="/dist/namelight.global.js" data-dictionary="/dictionary.json" data-frames></script>';
    const page = await open(source.replace("<article>", `${tag}<article>`), { dictionary, routes });
    const inFrame = () => document.querySelector("iframe")?.contentDocument?.querySelector("namelight-mark")?.textContent;
    assert.equal(await page.waitFor(inFrame), "Karoline Leavitt");
  });

  check("frames of another origin, sandboxed ones and those that opt out are left alone, silently", async (open) => {
    const body = html(
      '<article><p>Doha</p><iframe id="frame" sandbox="allow-scripts" src="/other.html"></iframe><iframe id="other"></iframe>' +
        `<iframe srcdoc="<meta name=namelight content=off><p>Doha</p>"></iframe><iframe srcdoc="<p data-namelight=off>Doha</p>"></iframe>` +
        `<iframe hidden srcdoc="<p>Doha</p>"></iframe><iframe id="quiet" sandbox="allow-same-origin" srcdoc="<p>Paris</p>"></iframe></article>`,
    );
    const page = await open(body, { dictionary, routes });
    await page.evaluate((origin) => {
      const frame = /** @type {HTMLIFrameElement} */ (document.querySelector("#other"));
      frame.src = `${origin}/other.html`;
      return new Promise((resolve) => frame.addEventListener("load", resolve));
    }, page.site.otherOrigin);
    const texts = await page.evaluate(async () => {
      const { loadDictionary, createHighlighter } = await import(/** @type {any} */ ("/dist/index.js"));
      const highlighter = await createHighlighter({ dictionary: await loadDictionary("/dictionary.json"), frames: true });
      await highlighter.refresh();
      const texts = highlighter.mentions.map((/** @type {any} */ { text }) => text);
      const inQuiet = /** @type {any} */ (document.querySelector("#quiet")).contentDocument.querySelectorAll("namelight-mark").length;
      highlighter.destroy();
      return [...texts, inQuiet];
    });
    assert.deepEqual(texts, ["Doha", "Paris", 1]);
  });

  check("by keyboard: from a mark in a frame to its card and back", async (open) => {
    const page = await paint(open, { paint: "wrap" });
    const focus = () => {
      let { activeElement: active } = document;
      while (active?.localName === "iframe") active = /** @type {any} */ (active).contentDocument.activeElement;
      return active?.shadowRoot?.activeElement?.getAttribute("part") ?? active?.textContent;
    };
    for (let presses = 0; presses < 8 && (await page.evaluate(focus)) !== "Karoline Leavitt"; presses++) await page.press("Tab");
    assert.equal(await page.evaluate(focus), "Karoline Leavitt");
    assert.equal(await page.waitFor(said), "Karoline Leavitt");
    await page.press("Enter");
    assert.equal(await page.evaluate(focus), "link");
    await page.press("Escape");
    await page.waitFor(closed);
    assert.equal(await page.evaluate(focus), "Karoline Leavitt");
    await page.press("Enter");
    await page.waitFor(opened);
    // On to the mention in the frame within, which is scrolled into view.
    await page.keyboard.down("Alt");
    await page.press("ArrowDown");
    await page.keyboard.up("Alt");
    await page.waitFor(() => /** @type {any} */ (window).documentAt(["#frame", "iframe"]).defaultView.scrollY > 100);
    await page.waitFor(() => document.querySelector("namelight-tooltip")?.shadowRoot?.querySelector("[part=place]")?.textContent === "2 of 2");
  });

  check("the list holds what is in frames", async (open) => {
    const page = await paint(open, { paint: "wrap", list: true });
    const inList = () =>
      [...(document.querySelector("namelight-list")?.shadowRoot?.querySelectorAll("[part=entity]") ?? [])].map((entry) => entry.textContent?.replace(/\s+/g, " ").trim());
    await page.waitFor(() => Boolean(document.querySelector("namelight-list")));
    assert.deepEqual(await page.evaluate(inList), ["Doha 2", "Karoline Leavitt 2", "Paris 1"]);
    await page.evaluate(() => /** @type {any} */ (document.querySelector("namelight-list")?.shadowRoot?.querySelector("[data-entity=paris]")).click());
    assert.equal(await page.waitFor(said), "Paris");
  });
});
