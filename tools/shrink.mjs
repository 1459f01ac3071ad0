// In: a module as wasm-bindgen wrote it, with the names of its functions. Out: the module without what can never run in it.
// Rust keeps code that only our knowledge rules out: texts for panics (a panic traps either way), and the parts of aho-corasick
// for prefilters and leftmost matches, which src/find.rs does not ask for. Guarantee: what is taken out traps if it is reached.

import { readFileSync, writeFileSync } from "node:fs";
import binaryen from "binaryen";

/** @typedef {"core" | "checker"} Build */

const panics = {
  why: "a panic traps without its message",
  pattern: /panicking|_fail_rt|slice_index_fail|(expect|unwrap|assert)_failed|handle_alloc_error|capacity_overflow|rust_begin_unwind|rust_panic|start_panic/,
};
const formatting = {
  why: "nothing but panics formats texts",
  pattern: /\bas core(?:\[\w+\])?::fmt::\w+>::|^<?core(?:\[\w+\])?::fmt::|^<char>::escape_debug_ext|core(?:\[\w+\])?::unicode::printable/,
};

/** What can never run in a build, and why. @type {Record<Build, { why: string, pattern: RegExp }[]>} */
const dead = {
  core: [
    panics,
    formatting,
    { why: "Builder::prefilter(false)", pattern: /^aho_corasick::(?:packed::|util::prefilter::\w*Builder::(?:add|build))/ },
    { why: "MatchKind::Standard queues no states", pattern: /^alloc::collections::btree::/ },
  ],
  checker: [panics],
};

/** Files of source that panics would name: bytes, and paths of the machine that built them. */
const sourcePath = /[\w./+-]*\/[\w./+-]*\.rs/g;

/**
 * @param {string} input
 * @param {string} output may be the input
 * @param {Build} build
 */
export function shrink(input, output, build) {
  const bytes = readFileSync(input);
  for (const { 0: path, index } of bytes.toString("latin1").matchAll(sourcePath)) bytes.fill(0, index, index + path.length);
  const module = binaryen.readBinary(bytes);
  for (const { why, pattern } of dead[build]) {
    let found = 0;
    for (let index = module.getNumFunctions() - 1; index >= 0; index--) {
      const { name, params, results, base } = binaryen.getFunctionInfo(module.getFunctionByIndex(index));
      if (base || !pattern.test(name)) continue;
      module.removeFunction(name);
      module.addFunction(name, params, results, [], module.unreachable());
      found++;
    }
    if (found === 0) throw new Error(`nothing in ${input} is called ${pattern} (${why}): have the names changed?`);
  }
  writeFileSync(output, module.emitBinary());
  module.dispose();
}
