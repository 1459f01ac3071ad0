// In: the JavaScript that wasm-bindgen writes beside a module. Out: the same for pages, half as large: without what stands in for
// features that every browser with our other code has, without checks of what only our own code hands over, and with texts and lists
// passed in one way. Guarantees: where the glue is written otherwise, the build fails.

/**
 * In place of wasm-bindgen's own: it keeps views of the memory, and to look at a part of one costs as much as a new one. Short texts are
 * encoded into the same bytes again and again: of new ones for each of a million aliases the garbage collector takes two minutes.
 */
const passing = `
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();
const getStringFromWasm0 = (ptr, length) => decoder.decode(new Uint8Array(wasm.memory.buffer, ptr >>> 0, length));
function pass(List, values) {
    const size = List.BYTES_PER_ELEMENT;
    const ptr = wasm.__wbindgen_malloc(values.length * size, size) >>> 0;
    new List(wasm.memory.buffer, ptr, values.length).set(values);
    return [ptr, values.length];
}
const scratch = new Uint8Array(3000);
const passText = (text) => pass(Uint8Array, text.length > 1000 ? encoder.encode(text) : scratch.subarray(0, encoder.encodeInto(text, scratch).written));
function take(List, [ptr, length]) {
    const values = new List(wasm.memory.buffer, ptr >>> 0, length).slice();
    wasm.__wbindgen_free(ptr, values.byteLength, List.BYTES_PER_ELEMENT);
    return values;
}
const takeText = (text) => decoder.decode(take(Uint8Array, text));
let wasm;`;

/** @type {[what: string, pattern: RegExp, left: string][]} */
const cuts = [
  ["dispose, which www/dictionary.js has itself", /^if \(Symbol\.dispose\) .*\n/gm, ""],
  ["a registry that does nothing", /\(typeof FinalizationRegistry === 'undefined'\)\s*\?.*\s*: /g, ""],
  ["the check of a class", /^ *_assertClass\(.*\n/gm, ""],
  ["what is no method of its own", /^ {4}__destroy_into_raw\(\) (\{[^}]*)return ptr;\n {4}\}\n {4}free\(\) \{\n.*\n/gm, "free() $1"],
  ["what a constructor gives anyway", /^ *return this;\n/gm, ""],
  ["what WebAssembly does itself", /^( *const val\d = )\+/gm, "$1"],
  ["freeing what was passed on where the rest finds no memory: the core has stopped then", /^ {8}let ptr0, len0.*\n {8}try \{\n((?:(?! {8}\}).*\n)*) {8}\} catch \(e\) \{[^]*?^ {8}\}\n/gm, "$1"],
  ["lengths", /^ *(?:const )?len\d = WASM_VECTOR_LEN;\n/gm, ""],
  ["lengths as arguments", /\b(ptr\d), len\d\b/g, "...$1"],
  ["passing texts", /(?:const )?(ptr\d) = passStringToWasm0\((\w+), .*\);/g, "const $1 = passText($2);"],
  ["passing lists", /(?:const )?(ptr\d) = passArray(8|32)ToWasm0\((\w+), .*\);/g, "const $1 = pass(Uint$2Array, $3);"],
  ["taking texts", /^ *let deferred1_0;\n.*\n *try \{\n(.*\n)[^]*? finally \{\n.*\n *\}\n/gm, "$1return takeText(ret);\n"],
  ["taking lists", /^ *var v\d = getArrayU(8|32)FromWasm0.*\n.*\n.*\n/gm, "return take(Uint$1Array, ret);\n"],
  ["telling a text", /^ *getDataViewMemory0.*len1.*\n.*\n/gm, "new Uint32Array(wasm.memory.buffer, arg0 >>> 0, 2).set(ptr1);\n"],
  ["the methods of a text", /String\.prototype\.(\w+)\.call\((\w+\(arg1, arg2\))(?:, )?(.*)\);/g, "$2.$1($3);"],
  ["the table of JavaScript values, of which the core keeps none", /^export function __wbindgen_init_externref_table[^}]*\}\n/gm, ""],
  ["passing", /^function _assertClass[^]*^let wasm;/gm, passing],
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

/** A module is started when its bindings take it. @param {string} code */
export function startInGlue(code) {
  const starting = code.replace("wasm = val;", "$& wasm.__wbindgen_start();");
  if (starting === code) throw new Error("wasm-bindgen's JavaScript takes its module otherwise");
  return starting;
}

/** What the bindings ask of their module. @param {string} code @returns {Set<string>} the names of exports */
export function exportsAsked(code) {
  return new Set([...code.matchAll(/\bwasm\.(\w+)/g)].map(([, name]) => name));
}

/**
 * Bindings that call what passes between them and their module by the short names that wasm-opt has given it.
 * @param {string} code
 * @param {{ imports: [module: string, name: string, short: string][], exports: [name: string, short: string][] }} names
 */
export function renameInGlue(code, { imports, exports }) {
  const shorts = new Map(exports);
  /** @param {string} name */
  const short = (name) => {
    if (!shorts.has(name)) throw new Error(`the module has no ${name}`);
    return shorts.get(name);
  };
  const given = imports.map(([, name, short]) => `${name} as ${short}`);
  return `${code.replace(/\bwasm\.(\w+)/g, (_, name) => `wasm.${short(name)}`).replace(/^export (?=function __wb(?!g_set_wasm))/gm, "")}
export { ${given.join(", ")} };
`;
}
