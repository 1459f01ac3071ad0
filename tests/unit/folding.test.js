// In: the built package, on this platform's Unicode. Out: every character folds as it does natively (tests/properties.rs).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { foldTexts } from "namelight/check";

/** FNV-1a. @param {string} text */
function hash(text) {
  let state = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) state = Math.imul(state ^ byte, 0x01000193) >>> 0;
  return state;
}

test("every character folds as it does natively", async () => {
  const expected = readFileSync(new URL("../fixtures/folding.txt", import.meta.url), "utf8").trim().split("\n");
  const found = [];
  for (let start = 0; start < 0x110000; start += 0x1000) {
    const characters = [];
    for (let cp = start; cp < start + 0x1000; cp++) if (cp < 0xd800 || cp > 0xdfff) characters.push(String.fromCodePoint(cp));
    found.push(`${start.toString(16)} ${hash((await foldTexts(characters)).join("\n")).toString(16)}`);
  }
  assert.deepEqual(found, expected);
});
