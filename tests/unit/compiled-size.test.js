// In: the shared dictionaries. Out: the match part of a compiled one is at most a quarter larger than the plain lists that hold the
// same, all compressed (DESIGN.md's budget). A million aliases take minutes: `npm run bench dictionaries` has them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { absentFiles, readDictionary } from "../bench/data.mjs";
import { BOUND, measureSizes } from "../bench/dictionaries/sizes.mjs";

for (const name of ["1k", "20k", "100k"]) {
  test(`the match part of ${name} aliases`, (context) => {
    if (absentFiles([name]).length > 0) {
      assert.ok(!process.env.CI, `the shared dictionary ${name} is absent`);
      return context.skip(`the shared dictionary ${name} is absent`);
    }
    const { source, terms } = readDictionary(name);
    const { matchBytes, aliasBytes, idBytes, ratio } = measureSizes(source, terms);
    assert.ok(ratio <= BOUND, `${matchBytes} bytes beside ${aliasBytes} + ${idBytes}: ${ratio.toFixed(3)}`);
  });
}
