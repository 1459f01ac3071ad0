/**
 * In: JSON Lines, an entity a line; the first may be the head: {"name", "language", …} without an id. Out: items.
 * Guarantee: a bad line is told by its number and left out, the others count.
 */
import { jsonLines } from "./lines.js";
import { faultItem, isObject, placesInJson } from "./place.js";

const headKeys = ["name", "language", "version", "priority", "attribution", "suppress"];
/** What an entity may have, too, does not tell a head. */
const onlyHeadKeys = headKeys.filter((key) => key !== "name");

/**
 * @param {import("./place.js").SourceText} source
 * @returns {AsyncGenerator<import("./place.js").Item, void, undefined>}
 */
export async function* readJsonLines(source) {
  let isFirst = true;
  for await (const one of jsonLines(source)) {
    if ("fault" in one) {
      yield one;
      continue;
    }
    const { line, text, value } = one;
    const placeOf = placesInJson(text, "$", { line, column: 1 });
    if (!isObject(value)) {
      yield faultItem("error", "bad-line", "a line is one entity, an object with an id and a name; it is left out", placeOf("$"));
    } else if (isFirst && isHead(value)) {
      const { suppress = [], ...head } = value;
      yield { head, placeOf };
      if (!Array.isArray(suppress)) yield faultItem("error", "wrong-type", "this should be a list of texts", placeOf("$.suppress"));
      else for (const [at, words] of suppress.entries()) yield { suppress: words, placeOf: () => placeOf(`$.suppress[${at}]`) };
    } else {
      yield { entity: value, placeOf };
    }
    isFirst = false;
  }
}

/** @param {Record<string, unknown>} value */
function isHead(value) {
  const keys = Object.keys(value);
  if ("id" in value || keys.length === 0) return false;
  return keys.some((key) => onlyHeadKeys.includes(key)) || keys.every((key) => headKeys.includes(key));
}
