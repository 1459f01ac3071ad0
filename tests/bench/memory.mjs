// In: numbers of navigations and of changes of text. Out: what the browser keeps of pages that were left, counted in its heap
// at ten points of the way, for each painter: flat, or not. `node tests/bench/memory.mjs [--navigations 1000] [--changes 100000]`

import { parseArgs } from "node:util";
import { launch } from "../browser/browsers.js";
import { dictionary, withPages } from "../browser/harness.js";
import { countKept, navigate } from "../browser/live-page.js";

const { values } = parseArgs({
  options: { navigations: { type: "string", default: "1000" }, changes: { type: "string", default: "100000" } },
});
const steps = 10;
const navigations = Math.ceil(Number(values.navigations) / steps);
const changesEach = Math.ceil(Number(values.changes) / Number(values.navigations));

const browser = await launch("chromium");
try {
  for (const paint of ["wrap", "highlight"]) {
    await withPages(browser, async (open) => {
      const source = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Memory</title><main></main></html>';
      const page = await open(source, { dictionary });
      await page.evaluate(async (form) => {
        const { loadDictionary, createHighlighter } = await import(/** @type {any} */ ("/dist/index.js"));
        const loaded = await loadDictionary("/dictionary.json");
        const highlighter = await createHighlighter({ dictionary: loaded, root: "main", paint: form });
        Object.assign(window, { highlighter });
      }, paint);
      process.stdout.write(`\n${paint}, ${changesEach} changes a page\n\n| pages | heap, KB | Text | Element | StaticRange | Map | Set |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n`);
      for (let step = 0; step <= steps; step++) {
        await navigate(page, step ? navigations : 1, changesEach);
        const kept = await countKept(page);
        const { JSHeapUsedSize = 0 } = await page.browserPage.metrics();
        const cells = [step * navigations, Math.round(JSHeapUsedSize / 1024), ...Object.values(kept)];
        process.stdout.write(`| ${cells.join(" | ")} |\n`);
      }
    });
  }
} finally {
  await browser.close();
}
