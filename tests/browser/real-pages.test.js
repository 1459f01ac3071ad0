// Four saved news pages, as they were served, painted in either way and restored. All of them: `node
// tests/browser/real-pages.mjs --all`, and with `--paint highlight`.

import assert from "node:assert/strict";
import { test } from "node:test";
import { forEachBrowser } from "./harness.js";
import { checkRealPage, dataPlace, realPages } from "./real-page.js";

// A front page, and articles in English, Japanese and Arabic.
const slice = [
  "postlight/www.latimes.com",
  "trafilatura/economist.com.thinking",
  "postlight/wired.jp",
  "trafilatura/assabah.com.tn.article",
];

const painters = /** @type {const} */ (["wrap", "highlight"]);

const pages = realPages();
if (!pages) {
  const message = `${dataPlace} is absent: no real page was tested`;
  if (process.env.CI) test("real pages", () => assert.fail(message));
  else test("real pages", { skip: message }, () => {});
} else {
  forEachBrowser((check) => {
    for (const id of slice) for (const paint of painters) {
      check(`${id}, ${paint}`, async (open) => {
        const realPage = pages.find((candidate) => candidate.id === id);
        assert.ok(realPage, `${id} is among the saved pages`);
        const { marks, visible, repeated, owner, errors } = await checkRealPage(open, realPage, paint);
        assert.ok(marks > 20, "something was found");
        assert.deepEqual(visible, [], "visible text and rectangles while painted");
        assert.deepEqual(repeated, [], "painted twice");
        assert.deepEqual(owner, [], "the page after destroy()");
        assert.deepEqual(errors, [], "errors");
      });
    }
  });
}
