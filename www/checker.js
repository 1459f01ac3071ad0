/**
 * The full build: it checks sources, and compiles with what a page has no use for (cards apart, a head). For the command
 * line and the playground.
 */
import * as checker from "./bindings/checker_bg.js";
import { startEngine } from "./engine.js";
import { unpack } from "./inline.js";

/** @type {Promise<typeof checker> | undefined} */
let started;

/** @returns {Promise<typeof checker>} started once */
export function checkerEngine() {
  started ??= startEngine(() => checker, async () => unpack((await import("./bindings/checker-inline.js")).default));
  return started;
}
