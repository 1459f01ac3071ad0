// The core as WebAssembly and as JavaScript: the same answers, also from a memory that has grown.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { loadDictionary } from "namelight";
import { file, folder, namelight } from "./command.js";

/** More than the memory that the core starts with, so that it grows while it compiles and while it reads. */
const many = Array.from({ length: 4000 }, (_, index) => ({
  id: `entity-${index}`,
  name: `Name${index} Überall`,
  aliases: [`Häuser ${index}`, `The ${index}th 北京`],
}));
const text = many
  .filter((_, index) => index % 7 === 0)
  .map(({ name, aliases }) => `${name}’s 😀 ${aliases.join("; ")}.`)
  .join("\n");

const source = { language: "en", entities: many };

/** @param {import("../../www/source.js").DictionarySource} dictionary */
async function compare(dictionary) {
  const [wasm, js] = await Promise.all(/** @type {const} */ (["wasm", "js"]).map((engine) => loadDictionary(dictionary, { engine })));
  assert.deepEqual([wasm.engine, js.engine], ["wasm", "js"]);
  assert.deepEqual(js.size, wasm.size);
  const found = wasm.find(text);
  assert.ok(found.length > 1500, `${found.length} are enough to compare`);
  assert.deepEqual(js.find(text), found);
  assert.deepEqual(js.find(text), found, "and once more, in the memory that has grown");
  wasm.free();
  js.free();
}

test("a dictionary that outgrows the memory, and a text that does", () => compare(source));

test("the same, compiled beforehand", async () => {
  const { status } = await namelight(["compile", file("many.json", source), "-o", "many.namelight"]);
  assert.equal(status, 0);
  await compare(new Uint8Array(readFileSync(join(folder, "many.namelight"))));
});

test("a file that is damaged is refused alike", async () => {
  const bytes = new Uint8Array(readFileSync(join(folder, "many.namelight"))).fill(255, 8, 200);
  const [wasm, js] = await Promise.all(
    /** @type {const} */ (["wasm", "js"]).map((engine) => loadDictionary(bytes, { engine }).catch(({ code, message }) => [code, message])),
  );
  assert.ok(Array.isArray(wasm), "it is refused");
  assert.deepEqual(js, wasm);
});

test("an engine that there is not", async () => {
  const wrong = /** @type {any} */ ("asm");
  await assert.rejects(loadDictionary({ entities: [] }, { engine: wrong }), { code: "bad-option", message: /"auto", "wasm" or "js", not "asm"/ });
});
