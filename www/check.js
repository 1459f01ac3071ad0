/**
 * Every fault of a dictionary source, for editors: the command line and the playground. In a page, loadDictionary leaves
 * out what is faulty and says what in few words; here each fault says what would be right.
 */
import { checkerEngine } from "./checker.js";
import { compileSource } from "./compile.js";
import { isHeading, numbersOf } from "./decisions.js";
import { NamelightError } from "./error.js";
import { parseJson } from "./source.js";

/** @typedef {import("./dictionary.js").Fault} Fault */
/** @typedef {{ faults: Fault[], unlisted: number, entities: number, aliases: number }} CheckReport */

/**
 * Checks a dictionary source.
 *
 * @param {unknown} source a parsed source, or its JSON text
 * @returns {Promise<CheckReport>} every fault (unlisted counts those beyond a thousand), and how much can be used
 * @throws {NamelightError} wasm-refused
 */
export async function checkDictionary(source) {
  const { check } = await checkerEngine();
  try {
    return check(typeof source === "string" ? parseJson("the dictionary", source) : source);
  } catch (cause) {
    const [code, message] =
      cause instanceof NamelightError ? [cause.code, cause.message] : ["not-a-dictionary", String(cause).replace(/^Error: /, "")];
    return { faults: [{ severity: "error", code, path: "$", message }], unlisted: 0, entities: 0, aliases: 0 };
  }
}

/** @typedef {{ block: number, start: number, end: number, entity: string, alias: string, code: string, message: string }} Said */

/**
 * Why a text has the mentions that it has: for every place where an alias stands, what each stage said of it.
 *
 * @param {(object | Uint8Array)[]} sources dictionaries: parsed, or the bytes of compiled files
 * @param {string | import("./dictionary.js").TextBlock[]} input
 * @param {import("./dictionary.js").FindOptions & Pick<import("./source.js").LoadOptions, "commonWords">} [options]
 * @returns {Promise<Said[]>} by place, then in the order of the stages
 * @throws {NamelightError} not-a-dictionary, dictionary-version, dictionary-damaged, bad-option, wasm-refused
 */
export async function explainMentions(sources, input, { lang = "", commonWords, ...options } = {}) {
  const { Compiler, explain } = await checkerEngine();
  /** @type {Uint8Array[]} */
  const compiled = [];
  for (const source of sources) {
    compiled.push(source instanceof Uint8Array ? source : await compileSource("the dictionary", source, Compiler, [], { commonWords }));
  }
  const blocks = (typeof input === "string" ? [{ text: input }] : input).map(({ text, lang: own = lang, kind = "" }) => (
    { text, lang: own.toLowerCase(), isHeading: isHeading(kind) }));
  /** @type {Said[]} */
  const said = withCode("the dictionary", () => explain(compiled, blocks, Uint32Array.from(numbersOf(options)), [options.about ?? []].flat().join("\n")));
  return said.sort((one, other) => one.block - other.block || one.start - other.start || other.end - one.end);
}

/**
 * The comparison form of texts: two that are equal in it are the same to the matcher, but for capitals.
 *
 * @param {string[]} texts
 * @returns {Promise<string[]>}
 * @throws {NamelightError} wasm-refused
 */
export async function foldTexts(texts) {
  const { fold } = await checkerEngine();
  return fold(texts);
}

/**
 * The checker's errors are texts of code and message.
 * @template T
 * @param {string} place
 * @param {() => T} action
 */
function withCode(place, action) {
  try {
    return action();
  } catch (cause) {
    if (typeof cause !== "string") throw cause;
    const [code, message] = cause.split("\n");
    throw new NamelightError(code, `${place}: ${message}.`);
  }
}
