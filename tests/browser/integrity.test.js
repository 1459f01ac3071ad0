// The hashes of the build in a page: with the right one a file runs, with a wrong one the browser refuses it and the page stays as
// it is. For the script tag, for the parts of a module by an import map, and for a dictionary by data-integrity.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compilerOf } from "../compiled.js";
import { importMap } from "../../tools/integrity.mjs";
import { dictionary, forEachBrowser } from "./harness.js";

/** @type {Record<string, string>} */
const hashes = JSON.parse(readFileSync(fileURLToPath(import.meta.resolve("namelight/integrity.json")), "utf8"));
const wrong = `sha384-${createHash("sha384").update("another file").digest("base64")}`;
/** What browsers say of a file that they refuse. */
const refused = [/integrity/i, /ERR_|NetworkError|Failed to load/];

const article = "<article><p>Leavitt flew to Doha.</p></article>";
/** @param {string} head @param {string} [body] */
const pageOf = (head, body = article) => `<!doctype html><html lang=en><meta charset=utf-8><title>Hashes</title><script>
  window.codes = [];
  document.addEventListener("namelight:error", ({ detail }) => codes.push(detail.code));
  document.addEventListener("namelight:ready", () => codes.push("ready"));
</script>${head}<body>${body}`;

/** @param {string} integrity @param {string} [more] attributes */
const tag = (integrity, more = "") =>
  `<script src="/dist/namelight.global.js" integrity="${integrity}" crossorigin="anonymous" onerror="codes.push('refused')" data-dictionary="/dictionary.json" ${more}></script>`;

const codes = () => /** @type {any} */ (window).codes.join();
const marks = () => [...document.querySelectorAll("namelight-mark")].map((mark) => mark.textContent).join();
const has = () => "namelight" in window;

/** @param {Record<string, string>} parts */
const map = (parts) => `<script type="importmap">${JSON.stringify(importMap(parts, "/dist/"))}</script>`;

/** A page's module with its parts in files of their own. */
const module = `<script type="module">
  try {
    const { loadDictionary, createHighlighter } = await import("/dist/separate.js");
    await createHighlighter({ dictionary: await loadDictionary("/talks.namelight") });
  } catch (error) {
    codes.push(error.code ?? error.name);
  }
</script>`;

forEachBrowser((check) => {
  check("a script tag with the hash of the build runs, with another it does not", async (open) => {
    const page = await open(pageOf(tag(hashes["namelight.global.js"])), { dictionary });
    assert.equal(await page.waitFor(codes), "ready");
    assert.equal(await page.evaluate(marks), "Leavitt,Doha");

    const other = await open(pageOf(tag(wrong)), { dictionary, allow: refused });
    assert.equal(await other.waitFor(codes), "refused");
    assert.deepEqual([await other.evaluate(marks), await other.evaluate(has)], ["", false]);
  });

  check("a dictionary with another hash than data-integrity names marks nothing", async (open) => {
    const own = `sha384-${createHash("sha384").update(JSON.stringify(dictionary)).digest("base64")}`;
    const page = await open(pageOf(tag(hashes["namelight.global.js"], `data-integrity="${own}"`)), { dictionary });
    assert.equal(await page.waitFor(codes), "ready");
    const other = await open(pageOf(tag(hashes["namelight.global.js"], `data-integrity="${wrong}"`)), { dictionary, allow: refused });
    assert.equal(await other.waitFor(codes), "dictionary-unreachable");
    assert.equal(await other.evaluate(marks), "");
  });

  check("an import map holds every module to its hash", async (open) => {
    const body = (await compilerOf(dictionary)).finish();
    const routes = { "/talks.namelight": { body } };
    const page = await open(pageOf(map(hashes) + module), { routes });
    assert.equal(await page.waitFor(codes), "ready");
    assert.equal(await page.evaluate(marks), "Leavitt,Doha");

    const painter = Object.keys(hashes).find((path) => path.startsWith("separate/wrap-"));
    assert.ok(painter);
    for (const part of ["separate.js", painter]) {
      const other = await open(pageOf(map({ ...hashes, [part]: wrong }) + module), { routes, allow: refused });
      assert.match(await other.waitFor(codes), /^(?:TypeError|[a-z-]+)$/, part);
      assert.notEqual(await other.evaluate(codes), "ready", part);
      assert.equal(await other.evaluate(marks), "", part);
    }
  });

  check("the engine in JavaScript, which the script tag imports, is held to its hash by an import map", async (open) => {
    const global = tag(hashes["namelight.global.js"], 'data-engine="js"');
    const page = await open(pageOf(map(hashes) + global), { dictionary });
    assert.equal(await page.waitFor(codes), "ready");
    const other = await open(pageOf(map({ ...hashes, "namelight.engine.js": wrong }) + global), { dictionary, allow: refused });
    assert.equal(await other.waitFor(codes), "engine-unreachable");
    assert.equal(await other.evaluate(marks), "");
  });
});
