// The list "In this article", the way from mention to mention, and what the reader may turn off: by keyboard, by pointer,
// for a screen reader, in both forms of painting.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { forEachBrowser } from "./harness.js";
import { ownerDifferences, rememberPage } from "./page-state.js";

const axeSource = readFileSync(fileURLToPath(import.meta.resolve("axe-core")), "utf8");

const dictionary = {
  language: "en",
  entities: [
    { id: "leavitt", name: "Karoline Leavitt", type: "Person", aliases: ["Leavitt"], description: "Press secretary." },
    { id: "doha", name: "Doha", type: "City", description: "Capital of Qatar.", url: "https://example.org/doha" },
    { id: "qatar", name: "Qatar", type: "Country", description: "A country." },
  ],
};
const space = "<p>Nothing of note.</p>".repeat(40);
const article =
  '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
  "<title>List</title><style>:root { background: #fff; color: #222; font: 18px/1.6 sans-serif } a { color: #0645ad } " +
  "@media (prefers-color-scheme: dark) { :root { background: #111; color: #ddd } a { color: #9ecbff } }</style>" +
  `<header><a id="before" href="#">Front page</a></header><main><div id="place"></div><article><h1>Talks</h1>` +
  `<p>Leavitt flew to Doha.</p>${space}<p>Doha is in Qatar.</p>${space}<p>Doha waits.</p></article></main>`;

/**
 * @param {import("./harness.js").Open} open
 * @param {Record<string, unknown>} [options]
 * @param {import("./harness.js").PageOptions} [pageOptions]
 */
async function paint(open, options = { paint: "highlight" }, pageOptions = {}) {
  const page = await open(article, { dictionary, ...pageOptions });
  await page.evaluate(rememberPage);
  await page.evaluate(start, options);
  return page;
}

/** @param {Record<string, unknown>} options */
async function start(options) {
  const { loadDictionary, createHighlighter, reader } = await import(/** @type {any} */ ("/dist/index.js"));
  const loaded = await loadDictionary("/dictionary.json");
  const highlighter = await createHighlighter({ dictionary: loaded, ...options });
  /** @param {string} name */
  const shadow = (name) => document.querySelector(name)?.shadowRoot;
  Object.assign(window, { highlighter, reader, shadow });
}

const inList = (/** @type {string} */ part) => {
  const found = /** @type {any} */ (window).shadow("namelight-list")?.querySelector(`[part=${part}]`);
  return found?.checkVisibility() ? found.textContent.replace(/\s+/g, " ").trim() : "";
};
const place = () => /** @type {any} */ (window).shadow("namelight-tooltip")?.querySelector("[part=place]")?.textContent;
const isClosed = () => !document.querySelector("namelight-tooltip");
/** Where the keyboard is: host and part, or a mark's words. */
const focus = () => {
  const active = document.activeElement;
  const inside = active?.shadowRoot?.activeElement;
  return inside ? `${active.localName.slice(10)} ${inside.getAttribute("part")}` : (active?.id || active?.textContent?.slice(0, 20));
};
/** The middle of an element of ours. @param {import("./harness.js").TestPage} page @param {string} host @param {string} selector */
const pointIn = (page, host, selector) =>
  page.waitFor(
    (name, wanted) => {
      const found = document.querySelector(name)?.shadowRoot?.querySelector(wanted);
      const { x, y, width, height } = found?.getBoundingClientRect() ?? new DOMRect();
      return width > 0 && { x: x + width / 2, y: y + height / 2 };
    },
    host,
    selector,
  );
/** @param {import("./harness.js").TestPage} page @param {string} host @param {string} selector */
async function click(page, host, selector) {
  const point = await pointIn(page, host, selector);
  if (point) await page.mouse.click(point.x, point.y);
}
/** What is marked, in either form. */
const marked = () => [
  ...[...document.querySelectorAll("namelight-mark")].map((mark) => mark.textContent),
  ...Array.from(/** @type {any} */ (CSS).highlights.get("namelight") ?? [], ({ startContainer, startOffset, endOffset }) =>
    startContainer.data.slice(startOffset, endOffset),
  ),
];
const kept = () => localStorage.getItem("namelight");

/** @param {import("./harness.js").TestPage} page */
async function assertNoViolations(page) {
  await page.browserPage.evaluate(axeSource);
  const violations = await page.evaluate(async () =>
    (await /** @type {any} */ (window).axe.run(document)).violations.map((/** @type {any} */ { id, nodes }) => [
      id,
      ...nodes.map((/** @type {any} */ node) => node.html),
    ]),
  );
  assert.deepEqual(violations, []);
}

forEachBrowser((check, name) => {
  check("by keyboard: the button, an entry, its tooltip, back, and on to its next mention", async (open) => {
    const page = await paint(open);
    await page.waitFor(inList, "button");
    assert.equal(await page.evaluate(inList, "button"), "In this article 3");
    await page.press("Tab", "Tab");
    assert.equal(await page.evaluate(focus), "list button", "repeats, and marks that are no elements, are no stops");
    await page.press("Enter");
    assert.equal(await page.evaluate(focus), "list panel");
    await page.press("Tab", "Tab");
    assert.equal(await page.evaluate(focus), "list entity");
    await page.press("Enter");
    assert.equal(await page.waitFor(place), "1 of 3");
    assert.equal(await page.evaluate(focus), "tooltip link", "the reader is taken to the card");
    await page.press("Escape");
    await page.waitFor(isClosed);
    assert.equal(await page.evaluate(focus), "list entity", "and back");
    await page.press("Enter");
    assert.equal(await page.waitFor(place), "2 of 3");
    assert.ok(await page.evaluate(() => scrollY > 500), "the mention is in view");
    await page.press("Escape", "Escape");
    assert.equal(await page.evaluate(focus), "list button");
    assert.equal(await page.evaluate(inList, "panel"), "");
  });

  for (const form of ["highlight", "wrap"]) {
    check(`from mention to mention in the tooltip, ${form}`, async (open) => {
      const page = await paint(open, { paint: form, list: true });
      await click(page, "namelight-list", "[part=button]");
      await click(page, "namelight-list", "[data-entity=doha]");
      assert.equal(await page.waitFor(place), "1 of 3");
      assert.equal(await page.evaluate(focus), "list entity", "who uses a pointer stays where they are");
      await click(page, "namelight-tooltip", "[part=next]");
      await page.waitFor(() => /** @type {any} */ (window).shadow("namelight-tooltip")?.activeElement?.part.value === "next");
      assert.equal(await page.evaluate(place), "2 of 3");
      await page.press("Enter");
      await page.waitFor((wanted) => document.querySelector("namelight-tooltip")?.shadowRoot?.textContent?.includes(wanted), "3 of 3");
      assert.equal(await page.evaluate(focus), "tooltip next");
      await page.keyboard.down("Alt");
      await page.press("ArrowDown", "ArrowUp", "ArrowUp");
      await page.keyboard.up("Alt");
      assert.equal(await page.evaluate(place), "2 of 3");
      assert.equal(await page.evaluate(focus), "tooltip previous");
      await page.press("Escape");
      await page.waitFor(isClosed);
      assert.equal(await page.evaluate(focus), form === "wrap" ? "Doha" : "list entity");
    });
  }

  check("on a mark that has the focus, keys lead to its neighbours; a letter does nothing", async (open) => {
    const page = await paint(open, { paint: "wrap" });
    await page.press("Tab", "Tab");
    await page.waitFor(() => Boolean(document.querySelector("namelight-tooltip")));
    await page.press("Escape", "Tab");
    await page.waitFor(place);
    assert.equal(await page.evaluate(focus), "Doha");
    await page.press("n", "j", "]");
    assert.equal(await page.evaluate(place), "1 of 3");
    await page.keyboard.down("Alt");
    await page.press("ArrowDown");
    await page.keyboard.up("Alt");
    await page.waitFor((wanted) => document.querySelector("namelight-tooltip")?.shadowRoot?.textContent?.includes(wanted), "2 of 3");
    assert.equal(await page.evaluate(focus), "Doha");
    const tabStops = await page.evaluate(() => document.querySelectorAll("namelight-mark[tabindex='0']").length);
    assert.equal(tabStops, 3, "one for each entity");
  });

  check("a name is hidden, stays hidden, and comes back", async (open) => {
    const page = await paint(open, { paint: "wrap" });
    assert.deepEqual(await page.evaluate(marked), ["Leavitt", "Doha", "Doha", "Qatar", "Doha"]);
    const { x, y } = await page.pointOf("namelight-mark[data-entity=doha]");
    await page.mouse.click(x, y);
    await click(page, "namelight-tooltip", "summary");
    await click(page, "namelight-tooltip", "[part=choice]");
    await page.waitFor(inList, "button");
    assert.equal(await page.evaluate(inList, "button"), "In this article 2 Hidden: 1");
    assert.equal(await page.evaluate(focus), "list button");
    assert.deepEqual(await page.evaluate(marked), ["Leavitt", "Qatar"]);
    assert.equal(await page.evaluate(kept), '{"isOff":false,"hidden":["doha"]}', "an id, and nothing else");
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), ["namelight"]);

    await page.goto(page.address);
    await page.evaluate(start, {});
    assert.deepEqual(await page.evaluate(marked), ["Leavitt", "Qatar"]);
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).highlighter.mentions.length), 2);
    await click(page, "namelight-list", "[part=button]");
    await click(page, "namelight-list", "[part=choices] button");
    await page.waitFor(() => document.querySelectorAll("namelight-mark").length === 5);
    assert.equal(await page.evaluate(kept), null);
    await page.waitFor(() => !document.querySelector("namelight-list"));
  });

  check("marks are turned off and on again, with a site's code, too", async (open) => {
    const page = await paint(open);
    await click(page, "namelight-list", "[part=button]");
    await click(page, "namelight-list", "[part=choice]");
    await page.waitFor((label) => /** @type {any} */ (window).shadow("namelight-list")?.textContent.includes(label), "Turn marks on");
    assert.deepEqual(await page.evaluate(marked), []);
    await page.goto(page.address);
    await page.evaluate(start, { paint: "highlight" });
    assert.deepEqual(await page.evaluate(marked), []);
    await page.waitFor(inList, "button");
    assert.equal(await page.evaluate(inList, "button"), "Turn marks on");
    await assertNoViolations(page);
    await click(page, "namelight-list", "[part=button]");
    await page.waitFor(() => /** @type {any} */ (CSS).highlights.get("namelight")?.size === 5);
    await page.evaluate(() => localStorage.setItem("namelight", '{"isOff":true,"hidden":["qatar"]}'));
    await page.goto(page.address);
    await page.evaluate(start, {});
    assert.deepEqual(await page.evaluate(marked), []);
    await page.evaluate(() => /** @type {any} */ (window).reader.reset());
    await page.waitFor(() => document.querySelectorAll("namelight-mark").length === 5);
    assert.equal(await page.evaluate(kept), null);
  });

  check("a script tag whose marks are off loads nothing of the dictionary until they are on", async (open) => {
    const source = article.replace(
      "<header>",
      '<script async src="/dist/namelight.global.js" data-dictionary="/dictionary.json"></script><header>',
    );
    const page = await open(source, { dictionary });
    await page.waitFor(() => Boolean(document.querySelector("namelight-mark")));
    await page.evaluate(() => localStorage.setItem("namelight", '{"isOff":true,"hidden":[]}'));
    page.requests.length = 0;
    await page.goto(page.address);
    await page.waitFor(() => Boolean(document.querySelector("namelight-list")));
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).namelight.ready), []);
    const asked = () => page.requests.filter(({ url }) => url.endsWith("/dictionary.json")).length;
    assert.equal(asked(), 0);
    await click(page, "namelight-list", "[part=button]");
    await page.waitFor(() => document.querySelectorAll("namelight-mark").length === 5);
    assert.equal(asked(), 1);
    await page.waitFor(() => !document.querySelector("namelight-list"));
  });

  check("where nothing may be kept, a choice holds as long as the page", async (open) => {
    const page = await open(article, { dictionary, headers: { "content-security-policy": "sandbox allow-scripts" } });
    const left = await page.evaluate(async () => {
      const { Dictionary: _, ...api } = await import(/** @type {any} */ ("/dist/index.js"));
      const entities = [{ id: "doha", name: "Doha" }];
      const highlighter = await api.createHighlighter({ dictionary: await api.loadDictionary({ entities }) });
      api.reader.reset();
      await highlighter.refresh();
      return highlighter.mentions.length;
    });
    assert.equal(left, 3);
  });

  check("where it is shown: where marks are only paint, or a site wants it, and never without mentions", async (open) => {
    const page = await paint(open, { paint: "wrap" });
    const shown = await page.evaluate(async () => {
      const { createHighlighter, loadDictionary } = await import(/** @type {any} */ ("/dist/index.js"));
      /** @type {any} */ (window).highlighter.destroy();
      const loaded = await loadDictionary("/dictionary.json");
      const none = await loadDictionary({ entities: [{ id: "a", name: "Absent" }] });
      const settled = () => new Promise((resolve) => setTimeout(resolve, 300));
      const parents = [];
      for (const options of [
        { paint: "wrap" },
        { paint: "highlight" },
        { paint: "highlight", list: false },
        { paint: "wrap", list: true },
        { paint: "wrap", list: "#place" },
        { paint: "wrap", list: document.querySelector("#place") },
        { paint: "highlight", list: true, dictionary: none },
      ]) {
        const highlighter = await createHighlighter({ dictionary: loaded, ...options });
        await settled();
        parents.push(document.querySelector("namelight-list")?.parentElement?.localName ?? "");
        highlighter.destroy();
        if (document.querySelector("namelight-list")) parents.push("left behind");
      }
      return parents;
    });
    assert.deepEqual(shown, ["", "html", "", "html", "div", "div", ""]);
  });

  check("without the list the tooltip offers nothing that could not be taken back", async (open) => {
    const page = await paint(open, { paint: "wrap", list: false });
    const { x, y } = await page.pointOf("namelight-mark[data-entity=doha]");
    await page.mouse.click(x, y);
    assert.equal(await page.waitFor(place), "1 of 3");
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).shadow("namelight-tooltip").querySelector("summary")), null);
  });

  check("it changes nothing of the page, and the page is afterwards what it was", async (open) => {
    const page = await paint(open);
    await click(page, "namelight-list", "[part=button]");
    // It hangs on the root element, beside all that is the page's.
    const whileOpen = (await page.evaluate(ownerDifferences)).filter((line) => line !== "the document is not equal to its copy");
    assert.deepEqual(whileOpen, []);
    await click(page, "namelight-list", "[data-entity=doha]");
    await page.waitFor(place);
    await page.evaluate(() => /** @type {any} */ (window).highlighter.destroy());
    assert.deepEqual(await page.evaluate(ownerDifferences), []);
    const left = () => [
      document.querySelectorAll("namelight-list, namelight-tooltip").length,
      document.adoptedStyleSheets.length,
      document.documentElement.attributes.length,
      Object.getOwnPropertySymbols(document).filter((symbol) => symbol === Symbol.for("namelight.list")).length,
    ];
    assert.deepEqual(await page.evaluate(left), [0, 0, 1, 0]);
  });

  /** @type {Record<string, import("./harness.js").PageOptions>} */
  const settings = {
    "desktop, light": {},
    "desktop, dark": { colorScheme: "dark" },
    "phone, light": { viewport: { width: 360, height: 640 }, touch: true },
    "phone, dark": { viewport: { width: 360, height: 640 }, touch: true, colorScheme: "dark" },
  };
  for (const [setting, options] of Object.entries(settings)) {
    check(`axe-core finds nothing in the open list: ${setting}`, async (open) => {
      const page = await paint(open, undefined, { ...options, reducedMotion: true });
      await click(page, "namelight-list", "[part=button]");
      await assertNoViolations(page);
      await click(page, "namelight-list", "[data-entity=doha]");
      await page.waitFor(place);
      await click(page, "namelight-tooltip", "summary");
      await assertNoViolations(page);
    });
  }

  /** What of the open list is cut off, by the window, its panel or itself; and whether the page has grown. */
  const cutOff = () => {
    const { shadow } = /** @type {any} */ (window);
    const root = shadow("namelight-list");
    const panel = root.querySelector("[part=panel]");
    const entries = root.querySelector("[part=entries]");
    const isWithin = (/** @type {DOMRect} */ inner, /** @type {any} */ outer) =>
      inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top - 0.5 && inner.bottom <= outer.bottom + 0.5;
    const box = panel.getBoundingClientRect();
    const faults = [];
    if (!isWithin(box, { left: 0, top: 0, right: innerWidth, bottom: innerHeight })) faults.push(`panel ${JSON.stringify(box)}`);
    for (const part of panel.querySelectorAll("[part=title], [part=close], [part=choice]")) {
      if (!isWithin(part.getBoundingClientRect(), box)) faults.push(part.outerHTML);
    }
    for (const entry of entries.querySelectorAll("[part=entity]")) {
      entry.focus();
      if (!isWithin(entry.getBoundingClientRect(), entries.getBoundingClientRect())) faults.push(`out of view ${entry.textContent}`);
      for (const part of [entry, ...entry.querySelectorAll("*")]) {
        if (part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== "visible") faults.push(`cut ${part.outerHTML}`);
        if (!isWithin(part.getBoundingClientRect(), { ...box.toJSON(), top: -1e9, bottom: 1e9 })) faults.push(`beside ${part.outerHTML}`);
      }
    }
    if (document.documentElement.scrollWidth > innerWidth) faults.push("the page scrolls sideways");
    return faults;
  };
  const long = "United Nations Office for the Coordination of Humanitarian Affairs";
  const names = {
    entities: [...dictionary.entities, { id: "ocha", name: long, aliases: ["note"], type: "GovernmentOrganization" }],
  };
  /** @type {Record<string, [source: string, options: import("./harness.js").PageOptions]>} */
  const looks = {
    "from right to left": [article.replace('lang="en"', 'lang="ar" dir="rtl"'), {}],
    "320 pixels wide, 256 high: 400 % zoom": [article, { viewport: { width: 320, height: 256 } }],
    "a small phone": [article, { viewport: { width: 320, height: 568 }, touch: true }],
    "forced colours": [article, { forcedColors: true }],
  };
  for (const [look, [source, options]] of Object.entries(looks)) {
    check(`all of the list is to be seen, and can be reached: ${look}`, async (open) => {
      const page = await open(source, { dictionary: names, reducedMotion: true, ...options });
      await page.evaluate(start, { list: true });
      await click(page, "namelight-list", "[part=button]");
      await page.waitFor(inList, "panel");
      assert.deepEqual(await page.waitFor(cutOff), []);
      const seen = await page.evaluate(() => {
        const root = /** @type {any} */ (window).shadow("namelight-list");
        const boxOf = (/** @type {string} */ part) => root.querySelector(`[part=${part}]`).getBoundingClientRect();
        const [name, count, close, title] = ["entity-name", "count", "close", "title"].map(boxOf);
        const border = getComputedStyle(root.querySelector("[part=choice]")).borderTopWidth;
        return { isTurned: name.left > count.left && close.left < title.left + title.width / 2, border, height: boxOf("entries").height };
      });
      assert.equal(seen.isTurned, look === "from right to left");
      assert.equal(seen.border, options.forcedColors ? "1px" : "0px", "where colours are forced a button has an edge");
      assert.ok(seen.height >= 130, `${seen.height} pixels for entries`);
    });
  }

  if (name === "chromium") {
    check("neither the list nor its button is printed", async (open) => {
      const page = await paint(open);
      await page.waitFor(inList, "button");
      const isShown = () => /** @type {HTMLElement} */ (document.querySelector("namelight-list")).checkVisibility();
      assert.equal(await page.evaluate(isShown), true);
      await click(page, "namelight-list", "[part=button]");
      await page.browserPage.emulateMediaType("print");
      assert.equal(await page.evaluate(isShown), false);
      await page.browserPage.emulateMediaType("screen");
      assert.equal(await page.evaluate(isShown), true);
    });

    check("what a screen reader is told of the list and of a mention's neighbours", async (open) => {
      const page = await paint(open);
      await click(page, "namelight-list", "[part=button]");
      await page.press("Tab", "Tab", "Enter");
      await page.waitFor(place);
      /** @type {string[]} */
      const told = [];
      /** @param {any} node */
      const walk = ({ role, name: called, expanded, description, keyshortcuts, children }) => {
        told.push([role, called, expanded ? "expanded" : "", description, keyshortcuts].filter(Boolean).join("|"));
        children?.forEach(walk);
      };
      walk(await page.browserPage.accessibility.snapshot());
      for (const wanted of [
        "button|In this article 3|expanded",
        "dialog|In this article",
        "heading|Places",
        "button|Doha City Mentions: 3",
        "button|Next mention|1 of 3|Alt+ArrowDown",
        "button|Previous mention|1 of 3|Alt+ArrowUp",
      ]) {
        assert.ok(told.includes(wanted), `${wanted}\nis not in\n${told.join("\n")}`);
      }
    });
  }
});
