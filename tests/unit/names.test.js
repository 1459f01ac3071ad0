// In: the types of what users write and read. Out: none of these names is among those that the build shortens.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { shortNames } from "../../tools/names.mjs";

const modules = ["options", "decisions", "source", "dictionary", "attach/options", "server/annotate", "server/chunks", "server/json-ld"];
const publicType = /Options$|^(Annotated|Fault|Mention|Reporting)$/;

/** The properties of a module's public types. @param {string} module */
function namesIn(module) {
  const comments = readFileSync(new URL(`../../www/${module}.js`, import.meta.url), "utf8").match(/\/\*\*[^]*?\*\//g) ?? [];
  const types = comments.flatMap((comment) => comment.split(/(?=@typedef)/)).filter((type) => publicType.test(/^@typedef \{object\} (\w+)/.exec(type)?.[1] ?? ""));
  return types.flatMap((type) => Array.from(type.matchAll(/@property \{.*?\} \[?(\w+)/g), ([, name]) => name));
}

test("names: what users write and read is not shortened", () => {
  const names = modules.flatMap(namesIn);
  for (const known of ["renderCard", "occurrences", "cards", "jsonLd", "html", "onError", "entity", "integrity"]) assert.ok(names.includes(known), known);
  assert.deepEqual(names.filter((name) => Object.hasOwn(shortNames, name)), []);
});
