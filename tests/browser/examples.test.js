// The examples for React and Vue, bundled as they are: names are marked, follow what the framework changes, and go with it; no node is put
// into what the framework owns, and nothing is thrown or printed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { forEachBrowser } from "./harness.js";

const examples = { react: "react/main.jsx", vue: "vue/main.js" };

/** @param {string} file */
async function bundle(file) {
  const { outputFiles, warnings } = await build({
    entryPoints: [fileURLToPath(new URL(`../../examples/${file}`, import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    jsx: "automatic",
    logLevel: "silent",
    define: {
      "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "false",
      __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
    },
  });
  assert.deepEqual(warnings, []);
  return outputFiles[0].text;
}

const bundles = new Map(Object.entries(examples).map(([name, file]) => [name, bundle(file)]));
test("examples: they are bundled", async () => void (await Promise.all(bundles.values())));

const words = () => [.../** @type {any} */ (CSS).highlights?.get("namelight") ?? []].map((range) => range.startContainer.data.slice(range.startOffset, range.endOffset)).join();

forEachBrowser((check) => {
  for (const [name, code] of bundles) {
    check(`examples/${name}`, async (open) => {
      const source = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title><div id="app"></div><script type="module" src="/app.js"></script>`;
      const page = await open(source, { routes: { "/app.js": { body: await code } } });
      await page.waitFor((wanted) => [.../** @type {any} */ (CSS).highlights?.get("namelight") ?? []].some((range) => String(range.startContainer.data).includes(wanted)), "Doha");
      assert.equal(await page.evaluate(words), "Doha");
      const clickOn = (/** @type {string} */ label) =>
        page.evaluate((wanted) => [...document.querySelectorAll("button")].find(({ textContent }) => textContent === wanted)?.click(), label);
      await clickOn("Elsewhere");
      await page.waitFor(() => [.../** @type {any} */ (CSS).highlights.get("namelight") ?? []].some((range) => String(range.startContainer.data).includes("Paris")));
      assert.equal(await page.evaluate(words), "Paris");
      assert.equal(await page.evaluate(() => document.querySelectorAll("#app namelight-mark").length), 0);
      await clickOn("Close");
      await page.waitFor(() => !(/** @type {any} */ (CSS).highlights.get("namelight")?.size));
      await clickOn("Close");
      await page.waitFor(() => /** @type {any} */ (CSS).highlights.get("namelight")?.size === 1);
      assert.equal(await page.evaluate(words), "Paris");
    });
  }
});
