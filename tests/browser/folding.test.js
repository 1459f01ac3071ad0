// In: the built package, on the Unicode of each browser. Out: every character folds as it does natively (tests/properties.rs).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { hashFoldings } from "../fixtures/folding.js";
import { forEachBrowser } from "./harness.js";

const expected = readFileSync(new URL("../fixtures/folding.txt", import.meta.url), "utf8").trim().split("\n");

forEachBrowser((check) => {
  check("every character folds as it does natively", async (open) => {
    const page = await open("<!doctype html><title>Folding</title>");
    const found = await page.evaluate(async (/** @type {string} */ source) => {
      const { foldTexts } = await import(/** @type {any} */ ("/dist/check.js"));
      return new Function(`return ${source}`)()(foldTexts);
    }, String(hashFoldings));
    assert.deepEqual(found, expected);
  });
});
