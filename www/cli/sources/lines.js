/**
 * In: a source that has one JSON value a line. Out: each value with its line, or what is wrong with it.
 * Guarantees: one line is held in memory at a time; a bad line does not disturb the next.
 */
import { faultItem } from "./place.js";

/** @typedef {{ line: number, text: string, value: unknown } | { fault: import("./place.js").PlacedFault }} Line */

/**
 * @param {import("./place.js").SourceText} source
 * @returns {AsyncGenerator<{ line: number, text: string }, void, undefined>} every line that is not empty
 */
export async function* textLines({ chunks }) {
  let line = 0;
  let open = "";
  for await (const chunk of chunks) {
    const parts = (open + chunk.toString("utf8")).split("\n");
    open = /** @type {string} */ (parts.pop());
    for (const text of parts) {
      line++;
      if (text.trim() !== "") yield { line, text };
    }
  }
  if (open.trim() !== "") yield { line: line + 1, text: open };
}

/**
 * @param {import("./place.js").SourceText} source
 * @param {(text: string) => string} [trim] takes off what stands around the JSON; an empty line is passed over
 * @returns {AsyncGenerator<Line, void, undefined>}
 */
export async function* jsonLines(source, trim = (text) => text) {
  for await (const { line, text } of textLines(source)) {
    const json = trim(text);
    if (json === "") continue;
    try {
      yield { line, text: json, value: JSON.parse(json) };
    } catch (error) {
      const reason = /** @type {Error} */ (error).message;
      const message = `this line is not JSON (${reason}); it is left out`;
      yield /** @type {Line} */ (faultItem("error", "bad-line", message, { line, column: 1 }));
    }
  }
}
