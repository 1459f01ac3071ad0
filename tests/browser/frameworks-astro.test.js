// A page as Astro builds it: static text, and an island that React takes over after we have painted. The text around the
// island gets elements; in it no node changes, React finds what its server has sent, and the marks follow what it shows.

import assert from "node:assert/strict";
import { cpSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "astro";
import { forEachBrowser } from "./harness.js";

const dictionary = {
  language: "en",
  entities: [
    { id: "leavitt", name: "Karoline Leavitt" },
    { id: "doha", name: "Doha" },
    { id: "paris", name: "Paris" },
  ],
};

// Among what is built, since Astro writes into the folder that it builds.
const folder = fileURLToPath(new URL("../../target/astro-page/", import.meta.url));
cpSync(new URL("./frameworks/astro/", import.meta.url), folder, { recursive: true });
process.env.ASTRO_TELEMETRY_DISABLED = "1";
await build({ root: folder, logLevel: "error" });

/** @type {Record<string, import("./server.js").Route>} */
const files = {};
for (const file of readdirSync(join(folder, "dist"), { recursive: true, withFileTypes: true })) {
  if (!file.isFile()) continue;
  const path = join(file.parentPath, file.name);
  files[path.slice(folder.length + "dist".length)] = { body: readFileSync(path) };
}
const island = String(Object.keys(files).find((path) => path.startsWith("/_astro/Talks")));

const highlights = () =>
  Array.from(
    /** @type {any} */ (CSS).highlights.get("namelight") ?? [],
    (/** @type {StaticRange} */ { startContainer, startOffset, endOffset }) =>
      startContainer.textContent?.slice(startOffset, endOffset),
  ).join(", ");
const marks = () => Array.from(document.querySelectorAll("namelight-mark"), (mark) => mark.textContent).join(", ");
const islandHtml = () => document.querySelector("astro-island section")?.outerHTML;

forEachBrowser((check) => {
  check("an Astro page: its island is hydrated after it was painted", async (open) => {
    let letGo = () => {};
    const held = new Promise((resolve) => (letGo = () => resolve(undefined)));
    const routes = { ...files, [island]: () => held.then(() => files[island]) };
    const page = await open("/index.html", { dictionary, routes: /** @type {typeof files} */ (routes) });
    const served = await page.evaluate(islandHtml);
    await page.evaluate(async () => {
      const { loadDictionary, createHighlighter } = await import(/** @type {any} */ ("/dist/index.js"));
      await createHighlighter({ dictionary: await loadDictionary("/dictionary.json") });
    });
    assert.equal(await page.evaluate(marks), "Karoline Leavitt");
    assert.equal(await page.evaluate(highlights), "Doha");
    assert.equal(await page.evaluate(islandHtml), served);

    letGo();
    await page.waitFor(() => document.querySelector("astro-island:not([ssr])") !== null);
    assert.equal(await page.evaluate(islandHtml), served);
    assert.equal(await page.evaluate(highlights), "Doha");

    await page.evaluate(() => document.querySelector("button")?.click());
    await page.waitFor((text) => document.querySelector("section p")?.textContent === text, "Talks in Paris go on");
    await page.waitFor(() => [.../** @type {any} */ (CSS).highlights.get("namelight") ?? []].length === 1);
    assert.equal(await page.evaluate(highlights), "Paris");
    assert.equal(await page.evaluate(marks), "Karoline Leavitt");
  });
});
