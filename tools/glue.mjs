// In: the JavaScript that wasm-bindgen writes beside a module. Out: the same for pages, 0.4 KB smaller: without what stands in for
// features that every browser with our other code has, without checks of what only our own code hands over, and with one way to
// pass a text in place of two. Guarantees: where the glue is written otherwise, the build fails.

/** @type {[what: string, pattern: RegExp, left: string][]} */
const cuts = [
  ["dispose, which www/dictionary.js has itself", /^if \(Symbol\.dispose\) .*\n/gm, ""],
  ["a registry that does nothing", /\(typeof FinalizationRegistry === 'undefined'\)\s*\?.*\s*: /g, ""],
  ["the check of a class", /^ *_assertClass\(.*\n/gm, ""],
  ["the way for long texts of few letters beyond ASCII", / {4}if \(realloc === undefined\) \{\n([^}]*return ptr;\n) {4}\}\n[^]*?(?=^\}$)/gm, "$1"],
  ["what that way needs", /, wasm\.__wbindgen_realloc\b/g, ""],
  ["freeing what was passed on where the rest finds no memory: the core has stopped then", /^ {8}try \{\n((?:(?! {8}\}).*\n)*) {8}\} catch \(e\) \{[^]*?^ {8}\}\n/gm, "$1"],
  ["a decoder anew after 2 GiB, for Safari", /^ *numBytesDecoded \+= [^]*?^ {4}\}\n/gm, ""],
  ["a first decoding of nothing", /^cachedTextDecoder\.decode\(\);\n/gm, ""],
  ["encodeInto", /^if \(!\('encodeInto'[^]*?^\}\n/gm, ""],
];

/** @param {string} code */
export function trimGlue(code) {
  for (const [what, pattern, left] of cuts) {
    const cut = code.replace(pattern, left);
    if (cut === code) throw new Error(`wasm-bindgen's JavaScript is written otherwise: no ${what}`);
    code = cut;
  }
  return code;
}
