// In: a module as wasm-bindgen wrote it, with the names of its functions. Out: the module without what can never run in it.
// Rust keeps code that only our knowledge rules out: texts for panics (a panic traps either way), and the parts of aho-corasick
// for prefilters and leftmost matches, which src/find.rs does not ask for; then the data that only this code pointed at. Guarantee:
// code that can never run traps if it is reached.

import { readFileSync, writeFileSync } from "node:fs";
import binaryen from "binaryen";

/** @typedef {"core" | "full" | "checker"} Build */

const panics = {
  why: "a panic traps without its message",
  pattern: /panicking|_fail_rt|slice_index_fail|(expect|unwrap|assert)_failed|handle_alloc_error|capacity_overflow|rust_begin_unwind|rust_panic|start_panic/,
};
const formatting = {
  why: "nothing but panics formats texts",
  pattern: /\bas core(?:\[\w+\])?::fmt::\w+>::|^<?core(?:\[\w+\])?::fmt::|^<char>::escape_debug_ext|core(?:\[\w+\])?::unicode::printable/,
};

/** What can never run in pages, and why. */
const deadInPages = [
  panics,
  formatting,
  { why: "Builder::prefilter(false)", pattern: /^aho_corasick::(?:packed::|util::prefilter::\w*Builder::add)/ },
  { why: "MatchKind::Standard queues no states", pattern: /^alloc::collections::btree::/ },
];

/** What runs in pages and has nothing to do, and why: who asks one of these hears "no". */
const idleInPages = [
  { why: "Builder::prefilter(false)", pattern: /^core::ptr::drop_in_place<(?:core::option::Option<)?aho_corasick::util::prefilter::(?:Builder|Prefilter)>/ },
  { why: "MatchKind::Standard queues no states", pattern: /aho_corasick::nfa::noncontiguous::QueuedSet/ },
  { why: "MatchKind::Standard", pattern: /::close_start_state_loop_for_leftmost/ },
];
/** What answers None: it writes a null pointer, among three words, where its first parameter says. */
const noneInPages = [{ why: "Builder::prefilter(false)", pattern: /^aho_corasick::util::prefilter::Builder::build/ }];

/** @typedef {{ why: string, pattern: RegExp }} Part */
/** What of a build never runs, does nothing, answers None. @type {Record<Build, Record<"dead" | "idle" | "none", Part[]>>} */
const cut = {
  core: { dead: deadInPages, idle: idleInPages, none: noneInPages },
  full: { dead: deadInPages, idle: idleInPages, none: noneInPages },
  checker: { dead: [panics], idle: [], none: [] },
};

/** Texts that must be left, one of each kind that a build shows or compares with: a check on what is blanked. */
const neededInCore = ["NMLT", "the compiled dictionary is damaged", "에서", "ndən"];
const needed = {
  core: neededInCore,
  full: [...neededInCore, "LandmarksOrHistoricalBuildings"],
  checker: ["NewsMediaOrganization", "white space around ", "LandmarksOrHistoricalBuildings"],
};

/**
 * @param {string} input
 * @param {string} output may be the input
 * @param {Build} build
 */
export function shrink(input, output, build) {
  const module = binaryen.readBinary(readFileSync(input));
  /** @param {Part[]} list @param {(results: binaryen.Type) => binaryen.ExpressionRef} body */
  const replace = (list, body) => {
    for (const { why, pattern } of list) {
      let found = 0;
      for (let index = module.getNumFunctions() - 1; index >= 0; index--) {
        const { name, params, results, base } = binaryen.getFunctionInfo(module.getFunctionByIndex(index));
        if (base || !pattern.test(name)) continue;
        module.removeFunction(name);
        module.addFunction(name, params, results, [], body(results));
        found++;
      }
      if (found === 0) throw new Error(`nothing in ${input} is called ${pattern} (${why}): have the names changed?`);
    }
  };
  const { dead, idle, none } = cut[build];
  const nulls = () =>
    [0, 4, 8].map((offset) => module.i32.store(offset, 4, module.local.get(0, binaryen.i32), module.i32.const(0)));
  replace(dead, () => module.unreachable());
  replace(idle, (results) => (results === binaryen.none ? module.nop() : module.i32.const(0)));
  replace(none, () => module.block(null, nulls()));
  const pieces = dataPieces(module);
  binaryen.setOptimizeLevel(2);
  binaryen.setShrinkLevel(2);
  module.optimize();
  const kept = reachable(module, pieces);
  const { start } = pieces[0];
  const memory = Buffer.alloc(Math.max(...pieces.map(({ end }) => end)) - start);
  for (const piece of kept) piece.data.copy(memory, piece.start - start);
  for (const text of needed[build]) {
    if (!memory.includes(text)) throw new Error(`"${text}" is not left in ${output}`);
  }
  const { initial, max = -1 } = module.getMemoryInfo();
  module.setMemory(initial, max, null, [{ offset: module.i32.const(start), data: memory, passive: false }]);
  writeFileSync(output, module.emitBinary());
  module.dispose();
}

/** @typedef {{ start: number, end: number, data: Buffer }} Piece */

/**
 * What the linker put into memory, a piece for each text and table: build.rs asks it not to merge them.
 * @param {binaryen.Module} module
 * @returns {Piece[]}
 */
function dataPieces(module) {
  const pieces = [];
  // binaryen's declarations lag behind: they call these getNumMemorySegments and so on.
  const segments = /** @type {any} */ (module);
  for (let index = 0; index < segments.getNumDataSegments(); index++) {
    const { offset, data } = segments.getDataSegmentInfo(segments.getDataSegmentByIndex(index));
    pieces.push({ start: offset, end: offset + data.byteLength, data: Buffer.from(data) });
  }
  return pieces;
}

/**
 * The pieces that an instruction or a kept piece points at. Any number counts that may be an address, into the piece, to its
 * end (where loops stop) or shortly before it (where a table begins that is indexed from 1): some are kept for nothing.
 * @param {binaryen.Module} module
 * @param {Piece[]} pieces
 */
function reachable(module, pieces) {
  const code = module.emitText().replace(/^ \(data .*$/gm, "");
  const addresses = [];
  for (const [, number] of code.matchAll(/(?:i32\.const |i64\.const |offset=)(-?\d+)/g)) {
    addresses.push(Number(BigInt.asUintN(32, BigInt(number))), Number(BigInt.asUintN(32, BigInt(number) >> 32n)));
  }
  /** @type {Set<Piece>} */
  const kept = new Set();
  for (let address = addresses.pop(); address !== undefined; address = addresses.pop()) {
    for (const piece of pieces) {
      if (kept.has(piece) || address < piece.start - BEFORE || address > piece.end) continue;
      kept.add(piece);
      for (let at = 0; at + 4 <= piece.data.length; at += 4) addresses.push(piece.data.readUInt32LE(at));
    }
  }
  return kept;
}

/** In bytes: the widest entry of a table. */
const BEFORE = 8;
