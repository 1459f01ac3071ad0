/**
 * Every fault of a dictionary source, for editors: the command line and the playground. In a page, loadDictionary leaves
 * out what is faulty and says what in few words; here each fault says what would be right.
 */
import { checkerEngine } from "./checker.js";
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
