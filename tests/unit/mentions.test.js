// In: the blocks of long pages and a matcher that counts what it is asked. Out: however long the page is, it is read in small
// batches, decided over once, and there is room for a pause everywhere.

import assert from "node:assert/strict";
import { test } from "node:test";
import { PageMentions } from "../../www/mentions.js";

/** @param {number} count */
const blocksOf = (count) =>
  Array.from({ length: count }, (_, index) => {
    const text = `Block ${index} of many, each with a text of its own.`;
    return { text, lang: "en", kind: "p", pieces: [{ node: /** @type {any} */ ({ index }), start: 0, end: text.length }] };
  });

function countingMatcher() {
  const asked = { reads: /** @type {number[]} */ ([]), orders: /** @type {number[][]} */ ([]) };
  const matcher = {
    /** @param {{ text: string }[]} batch */
    read: (batch) => asked.reads.push(batch.reduce((sum, { text }) => sum + text.length, 0)),
    /** @param {number[]} order */
    decide(order) {
      asked.orders.push(order);
      return { removed: [], added: order.map((block) => ({ mention: block + 1, block, start: 0, end: 5, text: "Block", entity: "block", alias: "Block" })) };
    },
  };
  return { asked, matcher: /** @type {any} */ (matcher) };
}

test("a page of 40,000 blocks is read in batches and decided over once", async () => {
  const { asked, matcher } = countingMatcher();
  const mentions = new PageMentions(matcher);
  const blocks = blocksOf(40_000);
  let pauses = 0;
  await mentions.update(blocks, async () => void pauses++);
  assert.equal(asked.orders.length, 1);
  assert.equal(asked.orders[0].length, blocks.length);
  assert.ok(Math.max(...asked.reads) < 11_000, "batches are small");
  assert.ok(pauses > 2 * blocks.length, "it may pause at every block and every mention");
  assert.equal(mentions.size, blocks.length);
});

test("what has not changed is not read again, and its order is asked all the same", async () => {
  const { asked, matcher } = countingMatcher();
  const mentions = new PageMentions(matcher);
  const blocks = blocksOf(100);
  const pace = async () => {};
  await mentions.update(blocks, pace);
  await mentions.update([...blocks].reverse(), pace);
  assert.equal(asked.reads.length, 1);
  assert.deepEqual(asked.orders[1], [...asked.orders[0]].reverse());
});
