// What assistive technology and the keyboard meet: axe-core finds nothing, and all that a pointer can do a
// keyboard can.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { forEachBrowser } from "./harness.js";
import { highlightPage } from "./page-state.js";

const axeSource = readFileSync(fileURLToPath(import.meta.resolve("axe-core")), "utf8");

const dictionary = {
  name: "Accessibility",
  language: "en",
  entities: [
    {
      id: "leavitt",
      name: "Karoline Leavitt",
      type: "Person",
      aliases: ["Leavitt"],
      description: {
        en: "White House press secretary since January 2025.",
        de: "Pressesprecherin des Weißen Hauses seit Januar 2025.",
      },
      url: "https://example.org/leavitt",
      sameAs: ["https://example.com/leavitt"],
    },
    {
      id: "qatar",
      name: "Qatar",
      type: "Country",
      description: "Country on the Arabian Peninsula.",
      url: "https://example.org/qatar",
    },
    { id: "doha", name: "Doha", type: "City" },
    { id: "jerusalem", name: "ירושלים", type: "City", description: { he: "עיר במזרח התיכון" } },
  ],
};

const article = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Talks in Doha</title>
<style>
:root { color-scheme: light; background: #fff; color: #222; font: 18px/1.5 sans-serif }
a { color: #0645ad }
@media (prefers-color-scheme: dark) {
  :root { color-scheme: dark; background: #111; color: #ddd }
  a { color: #9ecbff }
}
</style>
<header><a id="before" href="#top">Front page</a></header>
<main>
<article id="top">
<h1>Talks go on</h1>
<p>The press secretary, <b>Karoline</b> Leavitt, spoke of <a href="#there">the talks in Qatar</a>.
Leavitt said no more.</p>
<p>Envoys left Doha for <span lang="he" dir="rtl">ירושלים</span>, and Qatar went on with its work.
<em>Doha</em> waits.</p>
</article>
</main>
<footer><a id="after" href="#top">To the top</a></footer>`;

/** What a user of the tooltip perceives of it; null while it is closed. */
function openTooltip() {
  const host = document.querySelector("namelight-tooltip");
  if (!(host instanceof HTMLElement) || !host.matches(":popover-open")) return null;
  const root = /** @type {ShadowRoot} */ (host.shadowRoot);
  return {
    role: host.getAttribute("role"),
    label: host.getAttribute("aria-label"),
    text: root.textContent?.replace(/\s+/g, " ").trim(),
    links: [...root.querySelectorAll("a")].map((link) => link.href),
    focus: root.activeElement?.localName ?? null,
  };
}

const closed = () => !document.querySelector("namelight-tooltip:popover-open");

/** Where the keyboard is: an id, or the words of a mark, or what is focused inside the tooltip. */
function focusPlace() {
  const active = document.activeElement;
  if (active?.localName === "namelight-tooltip")
    return `tooltip ${active.shadowRoot?.activeElement?.localName ?? "itself"}`;
  return (
    active?.id || (active?.localName === "namelight-mark" ? `mark ${active.textContent}` : active?.localName)
  );
}

/**
 * @param {string} words
 * @returns {string | null | undefined} aria-expanded of the first mark with these words
 */
function expanded(words) {
  return [...document.querySelectorAll("namelight-mark")]
    .find((mark) => mark.textContent === words)
    ?.getAttribute("aria-expanded");
}

async function runAxe() {
  const { violations, passes } = await /** @type {any} */ (window).axe.run(document);
  return {
    passes: passes.length,
    violations: violations.map((/** @type {any} */ violation) =>
      [
        `${violation.id}: ${violation.help}`,
        ...violation.nodes.map((/** @type {any} */ node) => node.html),
      ].join("\n  "),
    ),
  };
}

/** @param {import("./harness.js").Open} open @param {import("./harness.js").PageOptions} [options] */
async function openArticle(open, options) {
  const page = await open(article, { dictionary, ...options });
  await page.evaluate(
    highlightPage,
    `${page.site.origin}/dist/index.js`,
    `${page.site.origin}/dictionary.json`,
    {},
  );
  return page;
}

/** @param {import("./harness.js").TestPage} page */
async function assertNoViolations(page) {
  await page.browserPage.evaluate(axeSource);
  const { violations, passes } = await page.evaluate(runAxe);
  assert.deepEqual(violations, []);
  assert.ok(passes > 10, "axe-core has looked at the page");
}

const settings = {
  "desktop, light": {},
  "desktop, dark": { colorScheme: "dark" },
  "phone, light": { viewport: { width: 360, height: 640 }, touch: true },
  "phone, dark": { viewport: { width: 360, height: 640 }, touch: true, colorScheme: "dark" },
};

forEachBrowser((check, name) => {
  for (const [setting, options] of Object.entries(settings)) {
    check(`axe-core finds nothing: ${setting}`, async (open) => {
      const page = await openArticle(open, /** @type {import("./harness.js").PageOptions} */ (options));
      await assertNoViolations(page);
      const { x, y } = await page.pointOf("namelight-mark[data-entity=leavitt]");
      if ("touch" in options) await page.touchscreen.tap(x, y);
      else await page.mouse.click(x, y);
      const tooltip = await page.waitFor(openTooltip);
      assert.match(tooltip?.text ?? "", /press secretary/);
      await assertNoViolations(page);
    });
  }

  check("axe-core finds nothing: a picture, a name in another script", async (open) => {
    const image = {
      src: "https://images.example/leavitt.png",
      alt: "Karoline Leavitt",
      credit: "A photographer",
      license: "CC BY 4.0",
    };
    const entities = dictionary.entities.map((entity) => ({ ...entity, image }));
    const page = await openArticle(open, {
      dictionary: { ...dictionary, entities },
      allowRequests: ["https://images.example/"],
      allow: ["images.example", "ERR_"],
    });
    for (const entity of ["leavitt", "jerusalem"]) {
      const { x, y } = await page.pointOf(`namelight-mark[data-entity=${entity}]`);
      await page.mouse.click(x, y);
      await page.waitFor(
        (/** @type {string} */ id) =>
          document.querySelector(`namelight-mark[data-entity=${id}]`)?.getAttribute("aria-expanded") ===
          "true",
        entity,
      );
      await assertNoViolations(page);
      // It may cover the next mark.
      await page.press("Escape");
      await page.waitFor(closed);
    }
  });

  check(
    "Tab reaches the first mark of each entity, opens it, leads into the card and out of it",
    async (open) => {
      const page = await openArticle(open);
      await page.press("Tab");
      assert.equal(await page.evaluate(focusPlace), "before");
      await page.press("Tab");
      assert.equal(await page.evaluate(focusPlace), "mark Karoline");
      const tooltip = await page.waitFor(openTooltip);
      assert.equal(tooltip?.role, "dialog");
      assert.match(tooltip?.label ?? "", /Karoline Leavitt/);
      assert.deepEqual(tooltip?.links.slice(0, 1), ["https://example.org/leavitt"]);
      assert.equal(tooltip?.focus, null, "focus stays on the mark");
      assert.equal(await page.evaluate(focusPlace), "mark Karoline");
      assert.equal(await page.evaluate(expanded, "Karoline"), "true");

      await page.press("Tab");
      assert.equal(await page.evaluate(focusPlace), "tooltip a", "Tab leads into the card");
      await page.press("Escape");
      await page.waitFor(closed);
      assert.equal(await page.evaluate(focusPlace), "mark Karoline", "Esc leads back to the mark");
      assert.equal(await page.evaluate(expanded, "Karoline"), "false");

      await page.press("Tab");
      assert.equal(
        await page.evaluate(() => document.activeElement?.getAttribute("href")),
        "#there",
        "the closed card is no stop",
      );
      await page.press("Tab");
      assert.equal(
        await page.evaluate(focusPlace),
        "mark Doha",
        "a repeated mention is no stop, a new entity is",
      );
      await page.waitFor(() =>
        document
          .querySelector("namelight-tooltip:popover-open")
          ?.getAttribute("aria-label")
          ?.includes("Doha"),
      );
      // The neighbouring mentions, the reader's choices, the close button.
      await page.press("Tab", "Tab", "Tab", "Tab");
      assert.equal(await page.evaluate(focusPlace), "tooltip button");
      await page.press("Tab");
      assert.equal(
        await page.evaluate(focusPlace),
        "mark ירושלים",
        "past the card's close button comes the next mark",
      );
      await page.waitFor(() =>
        document
          .querySelector("namelight-tooltip:popover-open")
          ?.getAttribute("aria-label")
          ?.includes("ירושלים"),
      );
      assert.equal(await page.evaluate(expanded, "Doha"), "false");
    },
  );

  check("Enter and Space toggle, Esc closes and leaves focus where it is", async (open) => {
    const page = await openArticle(open);
    await page.press("Tab", "Tab");
    await page.waitFor(openTooltip);
    await page.press("Escape");
    await page.waitFor(closed);
    assert.equal(await page.evaluate(focusPlace), "mark Karoline");
    await page.press(" ");
    await page.waitFor(openTooltip);
    assert.equal(await page.evaluate(focusPlace), "mark Karoline");
    await page.press(" ");
    await page.waitFor(closed);
    await page.press("Enter");
    await page.waitFor(openTooltip);
    await page.press("Escape");
    await page.waitFor(closed);
    assert.equal(await page.evaluate(focusPlace), "mark Karoline");
  });

  check("Esc dismisses what a pointer opened, without moving the pointer", async (open) => {
    const page = await openArticle(open);
    const { x, y } = await page.pointOf("namelight-mark[data-entity=doha]");
    await page.mouse.move(x, y);
    await page.waitFor(openTooltip);
    await page.press("Escape");
    await page.waitFor(closed);
    assert.equal(await page.evaluate(focusPlace), "body", name);
  });

  check("several pieces are one control, and a link's marks are none", async (open) => {
    const page = await open(article, { dictionary });
    await page.evaluate(
      highlightPage,
      `${page.site.origin}/dist/index.js`,
      `${page.site.origin}/dictionary.json`,
      { links: true },
    );
    const pieces = await page.evaluate(() =>
      [...document.querySelectorAll("namelight-mark")].map((mark) =>
        [
          mark.textContent,
          mark.getAttribute("role"),
          mark.getAttribute("tabindex"),
          mark.getAttribute("aria-label"),
          mark.getAttribute("aria-hidden"),
        ].join("|"),
      ),
    );
    assert.deepEqual(pieces, [
      "Karoline|button|0|Karoline Leavitt|",
      " Leavitt||||true",
      "Qatar||||",
      "Leavitt|button|-1||",
      "Doha|button|0||",
      "ירושלים|button|0||",
      "Qatar|button|0||",
      "Doha|button|-1||",
    ]);
    await assertNoViolations(page);
  });
});
