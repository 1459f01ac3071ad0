// The tooltip as a reader meets it: by pointer, by touch, beside what the site does; and against a hostile page,
// a strict policy, a hostile dictionary. What the keyboard and assistive technology meet is in accessibility.test.js.

import assert from "node:assert/strict";
import { forEachBrowser } from "./harness.js";
import { highlightPage, rememberPage, visibleDifferences } from "./page-state.js";

/** @typedef {import("./harness.js").TestPage} TestPage */
/** @typedef {import("./harness.js").PageOptions} PageOptions */

const picture = "https://images.example/leavitt.svg";
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="500"><rect width="400" height="500"/></svg>';

const dictionary = {
  name: "Tooltips", language: "en",
  entities: [
    {
      id: "leavitt", name: "Karoline Leavitt", type: "Person", description: "White House press secretary since January 2025.",
      url: "https://example.org/leavitt", sameAs: ["https://www.wikidata.org/entity/Q1"],
    },
    { id: "doha", name: "Doha", type: "City", description: { en: "Capital of Qatar.", ar: "عاصمة قطر" }, url: "https://example.org/doha" },
    { id: "qatar", name: "Qatar", type: "Country" },
    { id: "long", name: "Longwinded", description: "A sentence that says little and takes its time about it. ".repeat(80) },
    {
      id: "hostile", name: "Mallory", type: "<b>", description: "<img src=x onerror='window.wasRun = 1'><script>window.wasRun = 1</script>",
      url: "javascript:window.wasRun=1", sameAs: ["java\tscript:window.wasRun=1"], image: { src: "data:image/svg+xml,<svg onload='window.wasRun=1'/>" },
    },
  ],
};

/** @param {string} [more] @param {string} [styles] a file of the site @param {string} [attributes] of the root element */
const article = (more = "", styles = "", attributes = 'lang="en"') => `<!doctype html>
<html ${attributes}>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Talks</title>
<link rel="stylesheet" href="/page.css${styles}">
<main><article>
<h1>Talks go on</h1>
<p>The press secretary, <b>Karoline</b> Leavitt, said that envoys had left Doha; <a id="site-link" href="#linked">the talks in Qatar</a> go on.</p>
<p>Then Longwinded and Mallory spoke, and nobody listened to them for long in Qatar.</p>
${more}
${"<p>A paragraph of plain text that gives the page something to scroll through, as articles do.</p>".repeat(30)}
</article></main>`;

const pageStyles = "html { font: 18px/1.5 serif } body { margin: 40px 20px } article { max-width: 640px }";

/** @param {import("./harness.js").Open} open @param {PageOptions & { html?: string, css?: string, highlighter?: Record<string, unknown> }} [options] */
async function openArticle(open, { html = article(), css = "", highlighter = {}, routes = {}, ...options } = {}) {
  const styles = { body: pageStyles + css };
  const page = await open(html, { dictionary, routes: { "/page.css": styles, ...routes }, ...options });
  await page.evaluate(keepEvents);
  await page.evaluate(highlightPage, `${page.site.origin}/dist/index.js`, `${page.site.origin}/dictionary.json`, highlighter);
  // Its code comes at an idle moment; what happens before that is tested by itself.
  await page.waitFor(() => Symbol.for("namelight.tooltip") in document);
  return page;
}

/** What was announced, in order: `open doha`, `close doha escape`. */
function keepEvents() {
  const page = /** @type {any} */ (window);
  page.announced = [];
  for (const type of ["open", "follow", "seen", "close", "error"]) {
    window.addEventListener(`namelight:${type}`, (event) => {
      const { entity, reason, code } = /** @type {CustomEvent} */ (event).detail;
      page.announced.push([type, entity, reason ?? code].filter(Boolean).join(" "));
      if (page.prevented === type) event.preventDefault();
    });
  }
}

/** @param {TestPage} page @returns {Promise<string[]>} */
const announced = (page) => page.evaluate(() => /** @type {any} */ (window).announced);

/** @param {TestPage} page @param {string} entity */
const isOpen = (page, entity) => page.waitFor((/** @type {string} */ wanted) => {
  const mark = document.querySelector("namelight-mark[aria-expanded=true]");
  const tooltip = document.querySelector("namelight-tooltip");
  return mark?.getAttribute("data-entity") === wanted && tooltip?.matches(":popover-open");
}, entity);

/** @param {TestPage} page */
const isClosed = (page) => page.waitFor(() => !document.querySelector("namelight-tooltip") && !document.querySelector("[aria-expanded=true]"));

/** @param {TestPage} page @param {string} entity */
const pointOf = (page, entity) => page.pointOf(`namelight-mark[data-entity=${entity}]`);

/** @param {TestPage} page @param {string} entity */
async function hover(page, entity) {
  const { x, y } = await pointOf(page, entity);
  await page.mouse.move(x, y);
}

/** @param {TestPage} page @param {string} entity */
async function click(page, entity) {
  const { x, y } = await pointOf(page, entity);
  await page.mouse.click(x, y);
}

/** The centre of something in the tooltip. @param {TestPage} page @param {string} selector @returns {Promise<{ x: number, y: number }>} */
const within = async (page, selector) => /** @type {{ x: number, y: number }} */ (await page.waitFor((wanted) => {
  const found = document.querySelector("namelight-tooltip")?.shadowRoot?.querySelector(wanted);
  const { x, y, width, height } = found?.getBoundingClientRect() ?? new DOMRect();
  return width > 0 && { x: x + width / 2, y: y + height / 2 };
}, selector));

/** Where nothing is. */
const margin = { x: 5, y: 300 };

/** Answers for the site of the pictures. @param {TestPage} page @param {() => { status?: number, body: string } | Promise<{ status?: number, body: string }>} answer */
async function servePicture({ browserPage }, answer) {
  await browserPage.setRequestInterception(true);
  browserPage.on("request", async (request) => {
    if (!request.url().startsWith("https://images.example/")) return request.continue();
    const { status = 200, body } = await answer();
    await request.respond({ status, contentType: "image/svg+xml", headers: { "Access-Control-Allow-Origin": "*" }, body });
  });
}

const withPicture = {
  ...dictionary,
  entities: [{ ...dictionary.entities[0], image: { src: picture, alt: "Her", credit: "A. Photographer", license: "CC BY 4.0" } }, ...dictionary.entities.slice(1)],
};

forEachBrowser((check, name) => {
  check("resting on a mark opens it; the pointer may travel in; leaving closes it", async (open) => {
    const page = await openArticle(open);
    await hover(page, "leavitt");
    await isOpen(page, "leavitt");
    const inside = await within(page, "[part=description]");
    await page.mouse.move(inside.x, inside.y, { steps: 4 });
    await page.waitFor(() => /** @type {any} */ (window).announced.includes("seen leavitt"));
    await isOpen(page, "leavitt");
    await page.mouse.move(margin.x, margin.y);
    await isClosed(page);
    assert.deepEqual(await announced(page), ["open leavitt", "seen leavitt", "close leavitt leave"]);
  });

  check("passing over a mark opens nothing", async (open) => {
    const page = await openArticle(open);
    await hover(page, "leavitt");
    await hover(page, "doha");
    await isOpen(page, "doha");
    assert.deepEqual(await announced(page), ["open doha"]);
  });

  check("a click pins, a second closes; so do a press outside and the close button", async (open) => {
    const page = await openArticle(open);
    await hover(page, "doha");
    await isOpen(page, "doha");
    await click(page, "doha");
    await page.waitFor(() => document.querySelector("namelight-tooltip[data-pinned]:popover-open") !== null);
    await page.mouse.move(margin.x, margin.y);
    await page.waitFor(() => /** @type {any} */ (window).announced.includes("seen doha"));
    await isOpen(page, "doha");
    await click(page, "doha");
    await isClosed(page);
    await page.mouse.move(margin.x, margin.y);

    await click(page, "leavitt");
    await isOpen(page, "leavitt");
    await page.mouse.click(margin.x, margin.y);
    await isClosed(page);

    await click(page, "doha");
    await isOpen(page, "doha");
    const button = await within(page, "[part=close]");
    await page.mouse.click(button.x, button.y);
    await isClosed(page);
    const reasons = (await announced(page)).filter((line) => line.startsWith("close"));
    assert.deepEqual(reasons, ["close doha press", "close leavitt outside", "close doha button"]);
  });

  check("selecting text that begins on a mark opens nothing", async (open) => {
    const page = await openArticle(open);
    const { x, y, right } = await page.evaluate(() => {
      const box = /** @type {Element} */ (document.querySelector("namelight-mark[data-entity=doha]")).getBoundingClientRect();
      return { x: box.left + 2, y: box.top + box.height / 2, right: box.right - 2 };
    });
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(right, y, { steps: 5 });
    await page.mouse.up();
    await page.waitFor(() => String(getSelection()) === "Doha");
    await page.mouse.move(margin.x, margin.y);
    await hover(page, "leavitt");
    await isOpen(page, "leavitt");
    assert.deepEqual(await announced(page), ["open leavitt"], "only what was rested upon later");
    assert.equal(await page.evaluate(() => document.querySelector("namelight-mark[data-entity=doha]")?.getAttribute("tabindex")), "0");
  });

  check("a double click selects the word", async (open) => {
    const page = await openArticle(open);
    const { x, y } = await pointOf(page, "doha");
    await page.mouse.click(x, y, { count: 2 });
    await isOpen(page, "doha");
    assert.equal(await page.evaluate(() => String(getSelection()).trim()), "Doha");
  });

  check("a press with a modifier key, or one that the site has taken, pins nothing", async (open) => {
    const page = await openArticle(open);
    const { x, y } = await pointOf(page, "doha");
    await page.mouse.move(x, y);
    await isOpen(page, "doha");
    const isPinned = () => page.evaluate(() => document.querySelector("namelight-tooltip")?.hasAttribute("data-pinned"));
    await page.keyboard.down("Control");
    await page.mouse.click(x, y);
    await page.keyboard.up("Control");
    assert.equal(await isPinned(), false);
    await page.evaluate(() => addEventListener("click", (event) => event.preventDefault(), { capture: true, once: true }));
    await page.mouse.click(x, y);
    assert.equal(await isPinned(), false);
    await page.mouse.click(x, y);
    assert.equal(await isPinned(), true);
  });

  check("a link around a mark is followed, and the tooltip only hovers", async (open) => {
    const page = await openArticle(open, { highlighter: { links: true } });
    const { x, y } = await page.pointOf("a namelight-mark");
    await page.mouse.move(x, y);
    await page.waitFor(() => document.querySelector("namelight-tooltip:popover-open") !== null);
    assert.equal(await page.evaluate(() => document.querySelector("a namelight-mark")?.hasAttribute("aria-expanded")), false);
    await page.mouse.click(x, y);
    await page.waitFor(() => location.hash === "#linked");
    assert.deepEqual((await announced(page)).filter((line) => line.startsWith("open")), ["open qatar"]);
    assert.equal(await page.evaluate(() => document.querySelector("namelight-tooltip")?.hasAttribute("data-pinned") ?? false), false);
  });

  check("opening moves nothing and scrolls nothing; scrolling takes it along", async (open) => {
    const page = await openArticle(open);
    await page.evaluate(() => scrollTo(0, 60));
    await page.evaluate(rememberPage);
    const before = await page.evaluate(() => [scrollX, scrollY, document.documentElement.scrollWidth, document.documentElement.scrollHeight].join());
    await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("namelight-mark[data-entity=long]")).click());
    await isOpen(page, "long");
    const measure = () => {
      const tooltip = /** @type {Element} */ (document.querySelector("namelight-tooltip")).getBoundingClientRect();
      const mark = /** @type {Element} */ (document.querySelector("namelight-mark[data-entity=long]")).getBoundingClientRect();
      const isInside = tooltip.left >= 0 && tooltip.top >= 0 && tooltip.right <= innerWidth && tooltip.bottom <= innerHeight;
      return { x: Math.round(tooltip.x - mark.x), y: Math.round(tooltip.y - mark.bottom), isInside };
    };
    const place = await page.evaluate(measure);
    assert.deepEqual(place, { x: 0, y: 6, isInside: true });
    assert.equal(await page.evaluate(() => [scrollX, scrollY, document.documentElement.scrollWidth, document.documentElement.scrollHeight].join()), before);
    assert.deepEqual(await page.evaluate(visibleDifferences), []);
    await page.evaluate(() => scrollTo(0, 100));
    await page.waitFor(() => scrollY === 100);
    const after = await page.evaluate(measure);
    assert.deepEqual([after.x, after.y], [place.x, place.y]);
  });

  check("a long text scrolls inside, also by keyboard", async (open) => {
    const page = await openArticle(open);
    await click(page, "long");
    await isOpen(page, "long");
    const scrolls = await page.waitFor(() => {
      const content = document.querySelector("namelight-tooltip")?.shadowRoot?.querySelector(".content");
      return content && content.scrollHeight > content.clientHeight && content.getAttribute("tabindex");
    });
    assert.equal(scrolls, "0");
    await page.press("Tab", "ArrowDown");
    await page.waitFor(() => (document.querySelector("namelight-tooltip")?.shadowRoot?.querySelector(".content")?.scrollTop ?? 0) > 0);
  });

  check("inside a site's modal dialog it can be used, and Esc closes one thing at a time", async (open) => {
    const page = await openArticle(open, { html: article('<dialog id="dialog"><p>In a dialog, <b>Doha</b> again.</p></dialog>') });
    await page.evaluate(() => /** @type {HTMLDialogElement} */ (document.getElementById("dialog")).showModal());
    await page.evaluate(() => /** @type {any} */ (window).namelightTest.highlighter.refresh());
    const { x, y } = await page.pointOf("dialog namelight-mark");
    await page.mouse.click(x, y);
    const button = await within(page, "[part=close]");
    await page.mouse.click(button.x, button.y);
    await isClosed(page);
    await page.mouse.click(x, y);
    await within(page, "[part=close]");
    await page.press("Escape");
    await isClosed(page);
    assert.equal(await page.evaluate(() => /** @type {HTMLDialogElement} */ (document.getElementById("dialog")).open), true);
    await page.mouse.click(x, y);
    await within(page, "[part=close]");
    await page.evaluate(() => /** @type {HTMLDialogElement} */ (document.getElementById("dialog")).close());
    await isClosed(page);
  });

  check("works under `style-src 'none'` and Trusted Types", async (open) => {
    const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
    const page = await openArticle(open, {
      html: article().replace(/<link.*?>/, ""), headers: { "content-security-policy": policy }, allow: [/favicon/],
    });
    await click(page, "leavitt");
    await isOpen(page, "leavitt");
    const look = await page.evaluate(() => {
      const card = /** @type {Element} */ (document.querySelector("namelight-tooltip")?.shadowRoot?.querySelector("[part=card]"));
      const { borderTopLeftRadius, position } = getComputedStyle(card);
      return [borderTopLeftRadius, position];
    });
    assert.deepEqual(look, ["12px", "relative"]);
  });

  check("no rule of the page reaches it", async (open) => {
    const css = `* { all: unset !important; display: none !important; position: static !important; opacity: 0 !important; color: red !important; font: 40px cursive !important }
      html, body, main, article, p, b, namelight-mark { display: block !important; opacity: 1 !important }
      namelight-tooltip { visibility: hidden !important; transform: scale(3) !important; width: 9px !important; left: -999px !important; padding: 99px !important }
      namelight-tooltip:not(:defined) { display: none !important }`;
    const page = await openArticle(open, { css });
    await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("namelight-mark[data-entity=doha]")).click());
    const box = await page.waitFor(() => {
      const tooltip = document.querySelector("namelight-tooltip:popover-open");
      const name = tooltip?.shadowRoot?.querySelector("[part=name]");
      if (!tooltip || !name) return null;
      const { x, width } = tooltip.getBoundingClientRect();
      const { opacity, visibility, transform, paddingTop } = getComputedStyle(tooltip);
      return { isPlaced: x >= 0 && width > 150 && width < 500, opacity, visibility, transform, paddingTop, size: getComputedStyle(name).fontSize };
    });
    assert.deepEqual(box, { isPlaced: true, opacity: "1", visibility: "visible", transform: "none", paddingTop: "0px", size: "18px" });
  });

  check("nothing that a dictionary says is run", async (open) => {
    const page = await openArticle(open);
    await click(page, "hostile");
    await isOpen(page, "hostile");
    const shown = await page.evaluate(() => {
      const content = document.querySelector("namelight-tooltip")?.shadowRoot?.querySelector(".content");
      return { parts: [...(content?.children ?? [])].map((child) => child.getAttribute("part")), text: content?.textContent };
    });
    assert.deepEqual(shown.parts, ["name", "description"]);
    assert.match(shown.text ?? "", /^Mallory<img src=x onerror/);
    assert.equal(await page.evaluate(() => "wasRun" in window), false);
  });

  check("of a mention that is left undecided the card says whom it may mean", async (open) => {
    const jordans = [{ id: "country", name: "Jordan", type: "Country" }, { id: "player", name: "Michael Jordan", aliases: ["Jordan"], type: "Person" }];
    const page = await openArticle(open, {
      html: article("<p>Jordan won.</p>"), dictionary: { entities: jordans }, highlighter: { undecided: "offer", certainty: 0.5 },
    });
    await click(page, "country");
    const said = await page.waitFor(() => document.querySelector("namelight-tooltip")?.shadowRoot?.querySelector("[part=description]")?.textContent);
    assert.equal(said, "Could be Jordan, Michael Jordan");
  });

  check("a site renders its own card; what fails falls back to ours and is told", async (open) => {
    const page = await openArticle(open, { html: article(), highlighter: {} });
    await page.evaluate(() => /** @type {any} */ (window).namelightTest.highlighter.destroy());
    await page.evaluate(async (/** @type {string} */ address) => {
      const state = /** @type {any} */ (window);
      const { createHighlighter } = await import(address);
      state.signals = [];
      state.namelightTest.highlighter = await createHighlighter({
        dictionary: state.namelightTest.dictionary,
        renderCard(/** @type {any} */ entity, /** @type {any} */ { strings, document: owner, signal }) {
          if (entity.id === "leavitt") throw new Error("no card today");
          if (entity.id === "qatar") return null;
          if (entity.id === "hostile") return "<b>not a node</b>";
          const own = owner.createElement("p");
          own.className = "own";
          own.textContent = `${entity.name}: ${strings.close}`;
          if (entity.id === "doha") return own;
          state.signals.push(signal);
          return new Promise((resolve) => { state.answer = () => resolve(own); });
        },
      });
    }, `${page.site.origin}/dist/index.js`);
    const text = () => page.evaluate(() => {
      const tooltip = document.querySelector("namelight-tooltip");
      return tooltip && `${tooltip.textContent}|${tooltip.shadowRoot?.querySelector(".content")?.textContent}`;
    });

    await click(page, "doha");
    await isOpen(page, "doha");
    assert.equal(await text(), "Doha: Close|");
    await page.press("Escape");
    await isClosed(page);
    for (const [entity, ours] of [["leavitt", /^\|Karoline Leavitt/], ["hostile", /^\|Mallory/], ["qatar", /^\|Qatar/]]) {
      await click(page, /** @type {string} */ (entity));
      await isOpen(page, /** @type {string} */ (entity));
      assert.match(await text() ?? "", /** @type {RegExp} */ (ours));
      await page.press("Escape");
      await isClosed(page);
    }
    assert.deepEqual((await announced(page)).filter((line) => line.startsWith("error")), ["error leavitt render-card", "error hostile render-card"]);

    await click(page, "long");
    await page.waitFor(() => document.querySelector("namelight-tooltip")?.shadowRoot?.textContent?.includes("Loading…"));
    await page.press("Escape");
    await isClosed(page);
    await click(page, "doha");
    await isOpen(page, "doha");
    await page.evaluate(() => /** @type {any} */ (window).answer());
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 0)));
    assert.equal(await text(), "Doha: Close|", "a late answer shows nowhere");
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).signals[0].aborted), true);
    await page.press("Escape");
    await isClosed(page);
    await click(page, "long");
    await page.waitFor(() => /** @type {any} */ (window).signals.length === 2);
    await page.evaluate(() => /** @type {any} */ (window).answer());
    await page.waitFor(() => document.querySelector("namelight-tooltip .own")?.textContent?.startsWith("Longwinded"));
  });

  check("a picture is asked for when it opens, without cookies or referrer, and moves no text", async (open) => {
    const page = await openArticle(open, { dictionary: withPicture, allowRequests: ["https://images.example/"], reducedMotion: true });
    /** @type {(answer: { body: string }) => void} */
    let answer = () => {};
    const answered = new Promise((resolve) => { answer = resolve; });
    await servePicture(page, () => /** @type {Promise<{ body: string }>} */ (answered));
    assert.ok(!page.requests.some(({ url }) => url === picture));
    await click(page, "leavitt");
    await isOpen(page, "leavitt");
    const rectangle = () => page.evaluate(() => JSON.stringify(document.querySelector("namelight-tooltip")?.shadowRoot?.querySelector("[part=description]")?.getBoundingClientRect()));
    const before = await rectangle();
    const attributes = await page.evaluate(() => {
      const image = document.querySelector("namelight-tooltip")?.shadowRoot?.querySelector("img");
      return image && [image.alt, image.loading, image.referrerPolicy, image.crossOrigin];
    });
    assert.deepEqual(attributes, ["Her", "lazy", "no-referrer", "anonymous"]);
    answer({ body: svg });
    await page.waitFor(() => (document.querySelector("namelight-tooltip")?.shadowRoot?.querySelector("img")?.naturalWidth ?? 0) > 0);
    assert.equal(await rectangle(), before);
    const request = page.requests.find(({ url }) => url === picture);
    // Chromium's interception tells an empty one for a request that carries none.
    assert.equal((request?.headers.referer ?? request?.headers.Referer) || undefined, undefined);
    assert.equal(request?.headers.cookie, undefined);
    const credit = await page.evaluate(() => document.querySelector("namelight-tooltip")?.shadowRoot?.querySelector("[part=credit]")?.textContent);
    assert.equal(credit, "Image: A. Photographer, CC BY 4.0");
  });

  check("a picture that fails goes, with its credit, and is not asked for again", async (open) => {
    const page = await openArticle(open, { dictionary: withPicture, allowRequests: ["https://images.example/"], allow: ["images.example", "Failed to load"] });
    await servePicture(page, () => ({ status: 404, body: "" }));
    for (let time = 0; time < 2; time += 1) {
      await click(page, "leavitt");
      await isOpen(page, "leavitt");
      await page.waitFor(() => !document.querySelector("namelight-tooltip")?.shadowRoot?.querySelector("img, [part=credit]"));
      await page.press("Escape");
      await isClosed(page);
    }
    assert.equal(page.requests.filter(({ url }) => url === picture).length, 1);
  });

  check("links lead away safely, and a site may follow them itself", async (open) => {
    const page = await openArticle(open);
    await page.evaluate(() => { /** @type {any} */ (window).prevented = "follow"; });
    await click(page, "leavitt");
    const link = await within(page, "[part=link]");
    const links = await page.evaluate(() => [...(document.querySelector("namelight-tooltip")?.shadowRoot?.querySelectorAll("a") ?? [])].map(({ href, target, rel, textContent }) => [href, target, rel, textContent].join(" ")));
    assert.deepEqual(links, [
      "https://example.org/leavitt _blank noopener noreferrer Read more at example.org (opens in a new tab)",
      "https://www.wikidata.org/entity/Q1 _blank noopener noreferrer Wikidata (opens in a new tab)",
    ]);
    await page.mouse.click(link.x, link.y);
    await page.waitFor(() => /** @type {any} */ (window).announced.includes("follow leavitt"));
    await isOpen(page, "leavitt");
  });

  check("a site may keep it from opening", async (open) => {
    const page = await openArticle(open);
    await page.evaluate(() => { /** @type {any} */ (window).prevented = "open"; });
    await click(page, "doha");
    await page.waitFor(() => /** @type {any} */ (window).announced.includes("open doha"));
    await isClosed(page);
    assert.deepEqual(await announced(page), ["open doha"]);
  });

  check("takes its light or dark from the page's text, its colours from the page's properties", async (open) => {
    const css = "html.night { background: #111; color: oklch(0.9 0 0) } html.own { --namelight-tooltip-background: rgb(1, 2, 3); --namelight-tooltip-radius: 3px }";
    const page = await openArticle(open, { css, colorScheme: "dark" });
    const lookOf = async (/** @type {string} */ className) => {
      await page.evaluate((/** @type {string} */ value) => { document.documentElement.className = value; }, className);
      await click(page, "doha");
      await isOpen(page, "doha");
      const look = await page.evaluate(() => {
        const card = /** @type {Element} */ (document.querySelector("namelight-tooltip")?.shadowRoot?.querySelector("[part=card]"));
        const { backgroundColor, borderTopLeftRadius, colorScheme } = getComputedStyle(card);
        return [backgroundColor, borderTopLeftRadius, colorScheme].join(" ");
      });
      await page.press("Escape");
      await isClosed(page);
      return look;
    };
    assert.equal(await lookOf(""), "rgb(255, 255, 255) 12px light", "a light page, whatever the system prefers");
    assert.equal(await lookOf("night"), "rgb(38, 39, 43) 12px dark");
    assert.equal(await lookOf("own"), "rgb(1, 2, 3) 3px light");
  });

  check("forced colours draw its edge, also where the site has none, and reduced motion moves nothing", async (open) => {
    const css = "html { --namelight-tooltip-border: none }";
    for (const [options, expected] of /** @type {[PageOptions, string][]} */ ([[{ forcedColors: true }, "solid 1px"], [{ reducedMotion: true }, "none"]])) {
      const page = await openArticle(open, { css, ...options });
      await click(page, "doha");
      await isOpen(page, "doha");
      const style = await page.evaluate(() => {
        const { borderTopStyle, borderTopWidth, animationName } = getComputedStyle(/** @type {Element} */ (document.querySelector("namelight-tooltip")?.shadowRoot?.querySelector("[part=card]")));
        return { edge: `${borderTopStyle} ${borderTopWidth}`, animationName };
      });
      assert.equal(options.forcedColors ? style.edge : style.animationName, expected);
    }
  });

  check("speaks the page's language, in its direction", async (open) => {
    const page = await openArticle(open, { html: article("", "", 'lang="ar" dir="rtl"') });
    await click(page, "doha");
    await isOpen(page, "doha");
    const shown = await page.evaluate(() => {
      const tooltip = /** @type {Element} */ (document.querySelector("namelight-tooltip"));
      const card = /** @type {HTMLElement} */ (tooltip.shadowRoot?.querySelector("[part=card]"));
      const mark = /** @type {Element} */ (document.querySelector("namelight-mark[data-entity=doha]"));
      const name = /** @type {HTMLElement} */ (card.querySelector("bdi"));
      const atRight = Math.abs(tooltip.getBoundingClientRect().right - mark.getBoundingClientRect().right) <= 1;
      return [card.lang, card.dir, name.lang, card.querySelector("[part=description]")?.textContent, atRight];
    });
    assert.deepEqual(shown, ["ar", "rtl", "en", "عاصمة قطر", true]);
  });

  check("fits a page at 400 % zoom", async (open) => {
    const page = await openArticle(open, { viewport: { width: 320, height: 256 } });
    for (const entity of ["leavitt", "long", "doha"]) {
      await click(page, entity);
      await isOpen(page, entity);
      const fits = await page.waitFor(() => {
        const { left, right, top, bottom } = /** @type {Element} */ (document.querySelector("namelight-tooltip")).getBoundingClientRect();
        return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && document.documentElement.scrollWidth <= innerWidth;
      });
      assert.ok(fits);
      await page.press("Escape");
      await isClosed(page);
    }
  });

  check("a tap opens a sheet, another mark's tap switches, a tap elsewhere closes; links stay links", async (open) => {
    const page = await openArticle(open, { viewport: { width: 360, height: 640 }, touch: true, highlighter: { links: true } });
    const tap = async (/** @type {string} */ selector) => {
      const { x, y } = await page.evaluate((/** @type {string} */ wanted) => {
        const { left, top, width, height } = /** @type {DOMRect} */ (document.querySelector(wanted)?.getClientRects()[0]);
        return { x: left + width / 2, y: top + height / 2 };
      }, selector);
      await page.touchscreen.tap(x, y);
    };
    await tap("namelight-mark[data-entity=leavitt]");
    await isOpen(page, "leavitt");
    const sheet = await page.waitFor(() => {
      const { left, right, bottom } = /** @type {Element} */ (document.querySelector("namelight-tooltip")).getBoundingClientRect();
      return Math.round(bottom) === innerHeight && [left, Math.round(right) === document.documentElement.clientWidth];
    });
    assert.deepEqual(sheet, [0, true]);
    const target = await page.evaluate(() => {
      const { width, height } = /** @type {Element} */ (document.querySelector("namelight-tooltip")?.shadowRoot?.querySelector("[part=close]")).getBoundingClientRect();
      return Math.min(width, height);
    });
    assert.ok(target >= 44, "a target for a thumb");
    await tap("namelight-mark[data-entity=doha]");
    await isOpen(page, "doha");
    await tap("h1");
    await isClosed(page);
    await tap("a namelight-mark");
    await page.waitFor(() => location.hash === "#linked");
    await isClosed(page);
    assert.deepEqual((await announced(page)).filter((line) => line.startsWith("open")), ["open leavitt", "open doha"]);
  });

  if (name === "chromium") {
    // Firefox has no print emulation over WebDriver BiDi.
    check("is not printed", async (open) => {
      const page = await openArticle(open);
      await click(page, "doha");
      await isOpen(page, "doha");
      await page.browserPage.emulateMediaType("print");
      assert.equal(await page.evaluate(() => getComputedStyle(/** @type {Element} */ (document.querySelector("namelight-tooltip"))).display), "none");
    });
  }

  check("survives a page whose names hide the document's own", async (open) => {
    const names = ["createElement", "documentElement", "defaultView", "hasFocus", "addEventListener", "querySelector", "activeElement"];
    const more = `${names.map((hidden) => `<img name="${hidden}" alt="">`).join("")}<form><input name="closest"><input name="parentNode"><p>Doha</p></form>`;
    const page = await openArticle(open, { html: article(more) });
    const { x, y } = await page.evaluate(() => {
      const { left, top, width, height } = /** @type {Element} */ (document.getElementsByTagName("namelight-mark")[2]).getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    });
    await page.mouse.click(x, y);
    await page.waitFor(() => document.getElementsByTagName("namelight-tooltip")[0]?.matches(":popover-open"));
  });

  check("one for the whole page, and none after the last highlighter is gone", async (open) => {
    const page = await openArticle(open, {
      html: article().replace("<main>", '<main><aside id="other"><p>Doha, twice.</p></aside>'), highlighter: { root: "article" },
    });
    await page.evaluate(async (/** @type {string} */ address) => {
      const state = /** @type {any} */ (window);
      const { createHighlighter } = await import(address);
      state.second = await createHighlighter({ dictionary: state.namelightTest.dictionary, root: "#other" });
    }, `${page.site.origin}/dist/index.js`);
    await click(page, "leavitt");
    await isOpen(page, "leavitt");
    const { x, y } = await page.pointOf("#other namelight-mark");
    await page.mouse.click(x, y);
    await page.waitFor(() => document.querySelector("#other [aria-expanded=true]") !== null);
    assert.equal(await page.evaluate(() => document.querySelectorAll("namelight-tooltip").length), 1);
    await page.evaluate(() => /** @type {any} */ (window).second.destroy());
    await isClosed(page);
    await click(page, "leavitt");
    await isOpen(page, "leavitt");
    await page.evaluate(() => /** @type {any} */ (window).namelightTest.highlighter.destroy());
    await isClosed(page);
    assert.equal(await page.evaluate(() => Symbol.for("namelight.tooltip") in document), false);
  });

  check("closes when its mark goes", async (open) => {
    const page = await openArticle(open);
    await click(page, "doha");
    await isOpen(page, "doha");
    await page.evaluate(() => document.querySelector("namelight-mark[data-entity=doha]")?.closest("p")?.remove());
    await page.evaluate(() => /** @type {any} */ (window).namelightTest.highlighter.refresh());
    await isClosed(page);
  });
});
