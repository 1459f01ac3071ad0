// In: the matching cases of tests/matching. Out: the built package finds what native Rust finds in them, by WebAssembly and by the
// same core as JavaScript.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { loadDictionary } from "namelight";

const folder = new URL("../matching/", import.meta.url);
const engines = /** @type {const} */ (["wasm", "js"]);

/** A text with ⟦id:surface⟧ for every mention, and what it says. @param {string} marked */
function unmark(marked) {
  /** @type {{ start: number, end: number, text: string, entity: string }[]} */
  const mentions = [];
  let text = "";
  for (const [, before, entity, surface] of marked.matchAll(/([^⟦]*)(?:⟦([^:]+):([^⟧]+)⟧)?/gu)) {
    text += before;
    if (entity === undefined) continue;
    mentions.push({ start: text.length, end: text.length + surface.length, text: surface, entity });
    text += surface;
  }
  return { text, mentions };
}

/** @param {any} testCase */
function sourceOf({ entities, types = {}, weights = {}, context = {}, notContext = {}, related = {}, suppress, language }) {
  return {
    ...(language && { language }),
    ...(suppress && { suppress }),
    entities: Object.entries(entities).map(([id, [name, ...aliases]]) => ({
      id,
      name,
      aliases,
      ...(types[id] && { type: types[id] }),
      ...(id in weights && { weight: weights[id] }),
      ...Object.fromEntries(Object.entries({ context, notContext, related }).filter(([, lists]) => id in lists).map(([key, lists]) => [key, lists[id]])),
    })),
  };
}

for (const engine of engines) for (const file of readdirSync(folder)) {
  const { about, cases } = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  test(`${engine}: ${file}: ${about}`, async () => {
    for (const testCase of cases) {
      const dictionary = await loadDictionary(sourceOf(testCase), { engine });
      assert.equal(dictionary.engine, engine);
      const expected = [testCase.marked].flat().map(unmark);
      const blocks = expected.map(({ text }, at) => ({ text, lang: testCase.lang ?? "", kind: testCase.headings?.includes(at) ? "h2" : "p" }));
      const { margin = 0, ...options } = testCase.options ?? {};
      const found = dictionary.find(blocks, { ...options, certainty: margin / 1000 })
        .map(({ alias, alternatives, entity, ...mention }) => ({ ...mention, entity: alternatives?.join("|") ?? entity }));
      const wanted = expected.flatMap(({ mentions }, block) => mentions.map((mention) => ({ ...mention, block })));
      assert.deepEqual(found, wanted, testCase.name);
      dictionary.free();
    }
  });
}

for (const engine of engines) test(`${engine}: a lone surrogate shifts no offset, and no block leans on the next`, async () => {
  const dictionary = await loadDictionary({ entities: [{ id: "doha", name: "Doha" }] }, { engine });
  assert.deepEqual(
    dictionary.find([{ text: "\ud83d Doha \ude00\ud83d" }, { text: "\ude00Doha" }]).map(({ start, block }) => [start, block]),
    [[2, 0], [1, 1]],
  );
  dictionary.free();
});
