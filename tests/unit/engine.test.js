// The core as WebAssembly and as JavaScript: the same bytes and the same answers, also from a memory that has grown.

import assert from "node:assert/strict";
import { test } from "node:test";
import { loadDictionary } from "namelight";

/** More than the memory that the core starts with, so that it grows while it compiles and while it reads. */
const many = Array.from({ length: 20_000 }, (_, index) => ({
  id: `entity-${index}`,
  name: `Name${index} Überall`,
  aliases: [`Häuser ${index}`, `The ${index}th 北京`],
}));
const text = many
  .filter((_, index) => index % 7 === 0)
  .map(({ name, aliases }) => `${name}’s 😀 ${aliases.join("; ")}.`)
  .join("\n");

test("a dictionary that outgrows the memory, and a text that does", async () => {
  const [wasm, js] = await Promise.all(
    /** @type {const} */ (["wasm", "js"]).map((engine) => loadDictionary({ language: "en", entities: many }, { engine })),
  );
  assert.deepEqual([wasm.engine, js.engine], ["wasm", "js"]);
  assert.deepEqual(js.size, wasm.size);
  const found = wasm.find(text);
  assert.ok(found.length > 8000, `${found.length} are enough to compare`);
  assert.deepEqual(js.find(text), found);
  assert.deepEqual(js.find(text), found, "and once more, in the memory that has grown");
  wasm.free();
  js.free();
});

test("an engine that there is not", async () => {
  const wrong = /** @type {any} */ ("asm");
  await assert.rejects(loadDictionary({ entities: [] }, { engine: wrong }), { code: "bad-option", message: /"auto", "wasm" or "js", not "asm"/ });
});
