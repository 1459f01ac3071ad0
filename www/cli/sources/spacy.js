/**
 * In: patterns of spaCy's EntityRuler, one a line: {"label", "pattern", "id"}. Out: an entity for each id (or, without
 * one, for each label and text), its first pattern as name.
 * Guarantees: a pattern that is more than a text (OP, POS, …) is told with its line and left out; patterns are held as a
 * whole, since those of one id may stand anywhere.
 */
import { jsonLines } from "./lines.js";
import { always, faultItem, isObject } from "./place.js";

/** @typedef {{ text: string, case?: "any" | "exact" }} Alias */

/** spaCy's labels; one that is itself a schema.org type is taken as it is. */
const types = /** @type {Record<string, string>} */ ({
  PERSON: "Person", PER: "Person", ORG: "Organization", GPE: "Place", LOC: "Place", FAC: "Place", EVENT: "Event",
  WORK_OF_ART: "CreativeWork", PRODUCT: "Product", LAW: "Legislation",
});
const cases = /** @type {const} */ ({ LOWER: "any", TEXT: "exact", ORTH: "exact" });

/**
 * @param {import("./place.js").SourceText} source
 * @returns {AsyncGenerator<import("./place.js").Item, void, undefined>}
 */
export async function* readSpacy(source) {
  /** @type {Map<string, { entity: any, line: number }>} */
  const entities = new Map();
  for await (const one of jsonLines(source)) {
    if ("fault" in one) {
      yield one;
      continue;
    }
    const { line, value } = one;
    const place = { line, column: 1 };
    if (!isObject(value) || typeof value.label !== "string" || value.pattern === undefined) {
      yield faultItem("error", "bad-line", 'a pattern is {"label": "ORG", "pattern": "…"}; this line is left out', place);
      continue;
    }
    const alias = aliasOf(value.pattern);
    if (typeof alias === "string") {
      yield faultItem("warning", "unusable-pattern", `${alias}; this pattern is left out`, { path: "$.pattern", ...place });
      continue;
    }
    const id = typeof value.id === "string" && value.id !== "" ? value.id : `${value.label}:${alias.text}`;
    const known = entities.get(id);
    if (known) {
      known.entity.aliases.push(alias.case ? alias : alias.text);
    } else {
      const type = types[value.label] ?? (/^[A-Z][a-z][A-Za-z]*$/u.test(value.label) ? value.label : undefined);
      entities.set(id, { line, entity: { id, name: alias.text, ...(type ? { type } : {}), aliases: [] } });
    }
  }
  for (const { entity, line } of entities.values()) yield { entity, placeOf: always({ path: entity.id, line, column: 1 }) };
}

/**
 * @param {unknown} pattern
 * @returns {Alias | string} or why it is none
 */
function aliasOf(pattern) {
  if (typeof pattern === "string") return { text: pattern };
  if (!Array.isArray(pattern) || pattern.length === 0) return "a pattern is a text or a list of tokens";
  /** @type {string[]} */
  const words = [];
  /** @type {Alias["case"]} */
  let style = "exact";
  for (const token of pattern) {
    const entries = isObject(token) ? Object.entries(token) : [];
    const other = entries.find(([key]) => !(key in cases));
    if (other) return `the attribute ${other[0]} cannot be told as a text`;
    const [key, word] = entries[0] ?? [];
    if (entries.length !== 1 || typeof word !== "string") return "a token is {\"LOWER\": \"…\"}, {\"TEXT\": \"…\"} or {\"ORTH\": \"…\"}";
    if (cases[/** @type {keyof typeof cases} */ (key)] === "any") style = "any";
    words.push(word);
  }
  // Tokens part at hyphens and before punctuation, where the text has no space.
  const text = words.join(" ").replace(/ ?([-\u2010-\u2015/]) ?/gu, "$1").replace(/ (?=[.,:;!?)\]]|['\u2019]s?\b)/gu, "");
  return { text, case: style };
}
