// Every page case, in both engines: what is found and painted, and that the page is otherwise as it was,
// before and after.

import assert from "node:assert/strict";
import { forEachBrowser } from "./harness.js";
import { pageCases, readExpectation, runCase } from "./page-case.js";

forEachBrowser((check) => {
  for (const pageCase of pageCases()) {
    check(pageCase.name, async (open) => {
      const expected = readExpectation(pageCase);
      const { faults, painted, refreshed, destroyed, repainted, destroyedAgain } = await runCase(
        open,
        pageCase,
      );
      assert.deepEqual(faults, [], "the case's dictionary is faultless");
      assert.deepEqual(painted.mentions, expected.mentions, "mentions");
      assert.equal(painted.html, expected.html, "HTML while painted");
      assert.deepEqual(painted.visibleDifferences, [], "visible text and rectangles while painted");
      assert.equal(refreshed, expected.html, "a refresh changes nothing");
      assert.deepEqual(destroyed, [], "destroy() restores the page");
      assert.deepEqual(
        repainted,
        { mentions: expected.mentions, html: expected.html },
        "highlighting twice equals once",
      );
      assert.deepEqual(destroyedAgain, [], "destroy() restores the page a second time");
    });
  }
});
