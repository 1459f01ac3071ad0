// In: the built package. Out: each of its entries works in Node, and in what a bundler makes of it.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "namelight-bundle-"));
after(() => rmSync(folder, { recursive: true }));

const use = `
const dictionary = await loadDictionary({ entities: [{ id: "doha", name: "Doha" }] });
export const found = dictionary.find("Talks in Doha").map(({ text }) => text);
dictionary.free();`;

for (const entry of ["namelight", "namelight/separate"]) {
  const source = `import { loadDictionary } from ${JSON.stringify(entry)};${use}`;

  test(`${entry} works in Node`, async () => {
    const { loadDictionary } = await import(entry);
    const dictionary = await loadDictionary({ entities: [{ id: "doha", name: "Doha" }] });
    assert.deepEqual(dictionary.find("Talks in Doha").map((/** @type {any} */ { text }) => text), ["Doha"]);
    dictionary.free();
  });

  for (const splitting of [false, true]) {
    test(`${entry} works as a bundle in ${splitting ? "several files" : "one file"}`, async () => {
      const outdir = join(folder, `${entry.replace("/", "-")}-${splitting}`);
      const { warnings } = await build({
        stdin: { contents: source, resolveDir: here },
        bundle: true,
        format: "esm",
        platform: "node",
        splitting,
        outdir,
        logLevel: "silent",
      });
      // One that says a part is left out would be a page without it, under a bundler that believes the same.
      assert.deepEqual(warnings.map(({ text }) => text), []);
      writeFileSync(join(outdir, "package.json"), '{ "type": "module" }');
      assert.deepEqual((await import(pathToFileURL(join(outdir, "stdin.js")).href)).found, ["Doha"]);
    });
  }
}
