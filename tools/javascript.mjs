// In: the full core as rustc built it. Out: the same in JavaScript, bindings/javascript.js and what it imports, for pages that
// refuse WebAssembly. Guarantee: nothing in it needs more than a policy grants to any script of the page.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import binaryen from "binaryen";
import { shrink } from "./shrink.mjs";

/** What wasm2js cannot write, in what it can. Nothing here is for size: the file stands outside the budgets. */
const lowering = ["--signext-lowering", "--llvm-nontrapping-fptoint-lowering", "--llvm-memory-copy-fill-lowering", "-O3"];

/**
 * @param {string} built
 * @param {string} bindings the folder
 * @param {(command: string, args: string[]) => unknown} run
 * @param {{ bindgen: string, binaries: string }} tools
 */
export function buildJavaScript(built, bindings, run, { bindgen, binaries }) {
  const plain = built.replace(/\.wasm$/, "-plain.wasm");
  writeFileSync(plain, withoutReferences(readFileSync(built)));
  run(bindgen, [plain, bindings, "javascript"]);
  const wasm = join(bindings, "javascript_bg.wasm");
  shrink(wasm, wasm, "full");
  run(join(binaries, "wasm-opt"), [...lowering, wasm, "-o", wasm]);
  run(join(binaries, "wasm2js"), ["-O3", wasm, "-o", `${wasm}.js`]);
  const glue = join(bindings, "javascript_bg.js");
  writeFileSync(glue, withFreshViews(readFileSync(glue, "utf8")));
}

/**
 * wasm-bindgen keeps JavaScript's values in a second table where a module says that it knows references; wasm2js writes one
 * table (https://github.com/WebAssembly/binaryen/issues/7358).
 * @param {Uint8Array} wasm
 */
function withoutReferences(wasm) {
  const { ReferenceTypes, Multivalue } = binaryen.Features;
  // The names of the functions are for the shrinking.
  binaryen.setDebugInfo(true);
  const module = binaryen.readBinary(wasm);
  module.setFeatures(module.getFeatures() & ~ReferenceTypes & ~Multivalue);
  const lowered = module.emitBinary();
  module.dispose();
  binaryen.setDebugInfo(false);
  return lowered;
}

/**
 * WebAssembly's memory empties the views of a buffer that it has outgrown, by which the bindings know them; in JavaScript they
 * go on showing what was.
 * @param {string} glue
 */
function withFreshViews(glue) {
  const stale = /\.byteLength === 0|\.buffer\.detached === true/g;
  const views = glue.match(/^let cached\w+Memory0 = null;$/gm)?.length;
  if (views === undefined || views !== glue.match(stale)?.length) throw new Error("the bindings know their stale views by other signs");
  return glue.replace(stale, ".buffer !== wasm.memory.buffer");
}
