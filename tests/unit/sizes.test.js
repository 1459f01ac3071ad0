// In: the built package. Out: it stays within DESIGN.md's budgets, and nothing that a page loads is left
// uncounted.

import assert from "node:assert/strict";
import { test } from "node:test";
import { filesOf, measureSizes } from "../../tools/sizes.mjs";

for (const { part, files, brotliBytes, budgetBytes } of measureSizes()) {
  test(`size ${part}: within ${budgetBytes / 1024} KB of brotli`, () => {
    const list = files.map((file) => `${file.name} ${file.brotliBytes}`).join(", ");
    assert.ok(brotliBytes <= budgetBytes, `${brotliBytes} bytes are over ${budgetBytes}: ${list}`);
  });
}

/** @param {[string, string, boolean?][]} imports */
const output = (...imports) => ({
  imports: imports.map(([path, kind, external]) => ({ path, kind, external })),
});

test("sizes: static imports count before the first marks, the rest later, each file once", () => {
  const metafile = {
    outputs: {
      "pkg/dist/separate.js": output(
        ["pkg/dist/chunk-a.js", "import-statement"],
        ["pkg/dist/tooltip.js", "dynamic-import"],
      ),
      "pkg/dist/chunk-a.js": output(
        ["node:fs/promises", "dynamic-import", true],
        ["matcher.wasm", "url-token", true],
      ),
      "pkg/dist/tooltip.js": output(
        ["pkg/dist/chunk-a.js", "import-statement"],
        ["pkg/dist/chunk-b.js", "import-statement"],
      ),
      "pkg/dist/chunk-b.js": output(),
      "pkg/dist/cli.js": output(["parse5", "import-statement", true]),
    },
  };
  assert.deepEqual(filesOf(metafile, "separate.js"), {
    first: ["separate.js", "chunk-a.js"],
    later: ["tooltip.js", "chunk-b.js"],
  });
});

test("sizes: the larger painter counts before the first marks with all that it imports, the other later", () => {
  const painter = { ...output(["dist/sheet.js", "import-statement"]), bytes: 20 };
  const metafile = {
    outputs: {
      "dist/separate.js": output(["dist/wrap-a.js", "dynamic-import"], ["dist/highlight-b.js", "dynamic-import"]),
      "dist/wrap-a.js": { ...output(), bytes: 10 },
      "dist/highlight-b.js": painter,
      "dist/sheet.js": output(),
    },
  };
  assert.deepEqual(filesOf(metafile, "separate.js"), {
    first: ["separate.js", "highlight-b.js", "sheet.js"],
    later: ["wrap-a.js"],
  });
});

test("sizes: an import from outside the package is no way around the budget", () => {
  const metafile = { outputs: { "dist/separate.js": output(["@floating-ui/dom", "dynamic-import", true]) } };
  assert.throws(() => filesOf(metafile, "separate.js"), /@floating-ui\/dom/);
});
