// The entry whose WebAssembly lies in files beside it: which of them a page fetches, and what it says when one does not come.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { forEachBrowser } from "./harness.js";
import { distFolder } from "./server.js";
import { compilerOf } from "../compiled.js";

const article = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Talks</title><article><p>Envoys left Doha.</p></article>';

/** A dictionary in its compiled form. */
async function compiled() {
  return (await compilerOf({ name: "Talks", language: "en", entities: [{ id: "doha", type: "City", name: "Doha" }] })).finish();
}

/** @param {string} address of the entry @param {string} dictionary its address */
async function highlight(address, dictionary) {
  const { loadDictionary, createHighlighter } = await import(address);
  try {
    const highlighter = await createHighlighter({ dictionary: await loadDictionary(dictionary) });
    return highlighter.mentions.map((/** @type {any} */ { text }) => text);
  } catch (error) {
    const { name, code } = /** @type {any} */ (error);
    return [name, code];
  }
}

forEachBrowser((check) => {
  check("a compiled dictionary needs the smaller core alone, a source the one that compiles", async (open) => {
    const source = { entities: [{ id: "doha", name: "Doha" }] };
    for (const [dictionary, core] of [["/talks.namelight", "/dist/core.wasm"], ["/talks.json", "/dist/full.wasm"]]) {
      const page = await open(article, { routes: { "/talks.namelight": { body: await compiled() }, "/talks.json": { body: source } } });
      assert.deepEqual(await page.evaluate(highlight, `${page.site.origin}/dist/separate.js`, String(dictionary)), ["Doha"]);
      const fetched = page.site.requests.map(({ path }) => path).filter((path) => path.endsWith(".wasm"));
      assert.deepEqual(fetched, [core]);
    }
  });

  check("what shows cards is asked for again where it did not come", async (open) => {
    const [tooltip] = readdirSync(join(distFolder, "separate")).filter((file) => file.startsWith("tooltip-"));
    const body = readFileSync(join(distFolder, "separate", tooltip), "utf8");
    let isDown = true;
    const routes = {
      "/talks.namelight": { body: await compiled() },
      [`/dist/separate/${tooltip}`]: () => (isDown ? { status: 503, body: "" } : { body }),
    };
    const page = await open(article, { routes, allow: [/503|Failed to load|error loading|Loading failed/i] });
    await page.evaluate(highlight, `${page.site.origin}/dist/separate.js`, "/talks.namelight");
    await page.waitFor(() => document.querySelector("namelight-mark[aria-disabled=true]") !== null);
    isDown = false;
    await page.press("Tab");
    await page.waitFor(() => document.querySelector("namelight-tooltip:popover-open") !== null);
  });

  check("a core that is not there, or must not be asked for, is said with a code", async (open) => {
    const routes = { "/talks.namelight": { body: await compiled() } };
    const missing = await open(article, { routes: { ...routes, "/dist/core.wasm": { status: 404 } }, allow: [/404/] });
    const found = await missing.evaluate(highlight, `${missing.site.origin}/dist/separate.js`, "/talks.namelight");
    assert.deepEqual(found, ["NamelightError", "engine-unreachable"]);
    // The module comes from another origin, as from a content delivery network; the page's policy lets nothing be fetched there.
    const forbidden = await open(article, { routes, headers: { "content-security-policy": "connect-src 'self'" }, allow: [/Content.Security.Policy/i] });
    const refused = await forbidden.evaluate(highlight, `${forbidden.site.otherOrigin}/dist/separate.js`, "/talks.namelight");
    assert.deepEqual(refused, ["NamelightError", "engine-unreachable"]);
  });
});
