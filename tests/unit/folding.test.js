// In: the built package, on Node's Unicode. Out: every character folds as it does natively (tests/properties.rs).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { foldTexts } from "namelight/check";
import { hashFoldings } from "../fixtures/folding.js";

test("every character folds as it does natively", async () => {
  const expected = readFileSync(new URL("../fixtures/folding.txt", import.meta.url), "utf8").trim().split("\n");
  assert.deepEqual(await hashFoldings(foldTexts), expected);
});
