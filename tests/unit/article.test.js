// In: a real news article (shared data) and the demo's dictionary. Out: `namelight find` gives every mention that a reader marked
// in it, and nothing else.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { namelight } from "./command.js";

const article = fileURLToPath(new URL("../../../shared/data/article.txt", import.meta.url));
const dictionary = fileURLToPath(new URL("../../www/demo/dictionary.json", import.meta.url));
const expected = JSON.parse(readFileSync(new URL("../fixtures/article-expected.json", import.meta.url), "utf8"));

const isThere = existsSync(article);
if (!isThere) console.error("NOT TESTED: ../shared/data/article.txt is not there");

test("a real article: every mention and nothing else", { skip: !isThere && !process.env.CI }, async () => {
  const { status, stdout, stderr } = await namelight(["find", "--dictionary", dictionary, article]);
  assert.equal(status, 0, stderr);
  /** @type {{ mentions: { start: number, end: number, text: string, entity: string }[] }} */
  const { mentions } = JSON.parse(stdout);
  const found = mentions.map(({ start, end, text, entity }) => ({ entity, surface: text, start, end }));
  assert.deepEqual(found, expected);
});
