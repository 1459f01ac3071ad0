/**
 * The full core inside JavaScript, as WebAssembly: it finds and compiles, so that an entry that holds it needs no other.
 */
import * as full from "./bindings/full_bg.js";
import { startEngine } from "./engine.js";
import { unpack } from "./inline.js";

/** @returns {Promise<import("./engine.js").Full>} */
export const startWhole = () => startEngine(() => full, async () => unpack((await import("./bindings/full-inline.js")).default));
