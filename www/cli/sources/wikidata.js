/**
 * In: what Wikidata gives: entities as JSON, one a line (the lines of its dumps, with their brackets and commas, too),
 * or the JSON result of a SPARQL query. Out: entities with the labels of one language.
 * Guarantees: entities are read line by line; a query's result is held as a whole, since its rows may be in any order.
 */
import { parseJson } from "../json.js";
import { jsonLines } from "./lines.js";
import { always, broken, faultItem, isObject } from "./place.js";
import { typeOfClass } from "./wikidata-types.js";

/** @typedef {import("./place.js").Item} Item */

/** More is no answer that the query service gives. */
const largestResultBytes = 128 * 1024 * 1024;
const knownVariables = ["Label", "AltLabel", "Description"];

/**
 * @param {import("./place.js").SourceText} source
 * @param {import("./place.js").ReadOptions} options
 * @returns {AsyncGenerator<Item, void, undefined>}
 */
export async function* readWikidata(source, { language }) {
  const wanted = language || "en";
  yield { head: { language: wanted }, placeOf: always({}) };
  for await (const one of jsonLines(source, (text) => text.trim().replace(/^[[\]],?$|,$/u, ""))) {
    if ("fault" in one) {
      yield one;
      continue;
    }
    const { line, value } = one;
    // Special:EntityData gives {"entities": {"Q42": {…}}}.
    const entities = isObject(value) && isObject(value.entities) ? Object.values(value.entities) : [value];
    for (const entity of entities) yield fromEntity(entity, wanted, line);
  }
}

/**
 * @param {any} entity
 * @param {string} language
 * @param {number} line
 * @returns {Item}
 */
function fromEntity(entity, language, line) {
  const place = { line, column: 1 };
  if (!isObject(entity) || typeof entity.id !== "string") {
    return faultItem("error", "bad-line", "this line is no entity of Wikidata: it has no id; it is left out", place);
  }
  const { id } = entity;
  const placeOf = always({ path: id, ...place });
  const name = text(entity.labels?.[language]) ?? text(entity.labels?.mul);
  if (name === undefined) {
    return faultItem("warning", "no-label", `${id} has no label in the language "${language}"; it is left out`, { path: id, ...place });
  }
  const aliases = [language, "mul"].flatMap((tag) => list(entity.aliases?.[tag]).map(text));
  const image = claims(entity, "P18").find((value) => typeof value === "string");
  const title = entity.sitelinks?.[`${language.split("-")[0]}wiki`]?.title;
  return {
    entity: compact({
      id,
      name,
      type: claims(entity, "P31").map((value) => typeOfClass(value?.id)).find(Boolean),
      aliases: [...new Set(aliases)].filter((alias) => alias !== undefined && alias !== name),
      description: text(entity.descriptions?.[language]),
      url: typeof title === "string" ? articleAddress(language, title) : undefined,
      image: image && imageOf(image),
      sameAs: [entityAddress(id)],
    }),
    placeOf,
  };
}

/**
 * The values of a property, the preferred ones first, without those that are deprecated.
 * @param {any} entity
 * @param {string} property
 */
function claims(entity, property) {
  const found = list(entity.claims?.[property]).filter((claim) => claim?.rank !== "deprecated");
  found.sort((one, other) => Number(other?.rank === "preferred") - Number(one?.rank === "preferred"));
  return found.map((claim) => claim?.mainsnak?.datavalue?.value);
}

/**
 * @param {import("./place.js").SourceText} source
 * @returns {AsyncGenerator<Item, void, undefined>}
 */
export async function* readQueryResult({ name, chunks }) {
  const { variables, rows } = parseResult(name, await textOf(name, chunks, largestResultBytes));
  const item = variables.find((one) => variables.includes(`${one}Label`)) ?? "item";
  if (!variables.includes(item)) {
    throw broken(name, `the query has no ?item; there are ${variables.map((one) => `?${one}`).join(", ")}`, { path: "$.head.vars" }, "missing");
  }
  const known = [item, ...knownVariables.map((ending) => item + ending), "altLabel", "type", "typeLabel", "image", "article"];
  for (const variable of variables.filter((one) => !known.includes(one))) {
    yield faultItem("warning", "unknown-variable", `?${variable} is not used; known are ${known.map((one) => `?${one}`).join(", ")}`, { path: "$.head.vars" });
  }
  /** @type {Map<string, { row: number, entity: any }>} */
  const entities = new Map();
  let language = "";
  for (const [index, row] of rows.entries()) {
    const value = (/** @type {string} */ variable) => text(row?.[variable]);
    const address = value(item);
    if (address === undefined) {
      yield faultItem("error", "missing", `this row has no ?${item}; it is left out`, { path: `$.results.bindings[${index}]` });
      continue;
    }
    const id = /\/entity\/(Q\d+)$/u.exec(address)?.[1] ?? address;
    const found = entities.get(address) ?? { row: index, entity: { id, aliases: new Set(), sameAs: id === address ? undefined : [entityAddress(id)] } };
    entities.set(address, found);
    const { entity } = found;
    language ||= String(row[`${item}Label`]?.["xml:lang"] ?? "");
    // The label service writes the id where there is no label.
    const label = value(`${item}Label`);
    if (label !== id) entity.name ??= label;
    // The label service joins what it found.
    for (const alias of value(`${item}AltLabel`)?.split(", ") ?? []) entity.aliases.add(alias);
    if (value("altLabel") !== undefined) entity.aliases.add(value("altLabel"));
    entity.description ??= value(`${item}Description`);
    entity.type ??= typeOfClass(value("type")?.replace(/^.*\//u, ""));
    entity.url ??= value("article");
    const image = value("image");
    if (image !== undefined) entity.image ??= imageOf(decodeSafely(image.replace(/^.*\//u, "")));
  }
  if (language) yield { head: { language }, placeOf: always({}) };
  for (const { row, entity } of entities.values()) {
    const path = `$.results.bindings[${row}]`;
    if (entity.name === undefined) {
      yield faultItem("warning", "no-label", `${entity.id} has no label; it is left out`, { path });
      continue;
    }
    const aliases = [...entity.aliases].filter((alias) => alias !== entity.name);
    yield { entity: compact({ ...entity, aliases }), placeOf: always({ path }) };
  }
}

/**
 * @param {string} name
 * @param {string} json
 */
function parseResult(name, json) {
  const { value, faults } = parseJson(json);
  if (faults.length > 0) throw broken(name, faults[0].message, faults[0]);
  const result = /** @type {any} */ (value);
  const { vars } = result?.head ?? {};
  const rows = result?.results?.bindings;
  if (!Array.isArray(vars) || !Array.isArray(rows)) {
    throw broken(name, 'a query result is {"head": {"vars": […]}, "results": {"bindings": […]}}', { path: "$" }, "not-a-dictionary");
  }
  return { variables: /** @type {string[]} */ (vars.filter((one) => typeof one === "string")), rows };
}

/**
 * @param {string} name
 * @param {AsyncIterable<Buffer>} chunks
 * @param {number} largestBytes
 */
export async function textOf(name, chunks, largestBytes) {
  /** @type {Buffer[]} */
  const parts = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length > largestBytes) throw broken(name, `more than ${largestBytes >> 20} MB of this kind cannot be read; split it`, {}, "too-large");
  }
  return Buffer.concat(parts).toString("utf8");
}

/** @param {any} part {"value": …} @returns {string | undefined} */
const text = (part) => (typeof part?.value === "string" && part.value.trim() !== "" ? part.value : undefined);

/** @param {unknown} value @returns {any[]} */
const list = (value) => (Array.isArray(value) ? value : []);

/** @param {string} id */
const entityAddress = (id) => `https://www.wikidata.org/entity/${id}`;

/** @param {string} title */
const inAddress = (title) => encodeURIComponent(title.replaceAll(" ", "_")).replaceAll("%3A", ":").replaceAll("%2F", "/");

/** @param {string} language @param {string} title */
const articleAddress = (language, title) => `https://${language.split("-")[0]}.wikipedia.org/wiki/${inAddress(title)}`;

/** @param {string} file on Wikimedia Commons */
const imageOf = (file) => ({
  src: `https://commons.wikimedia.org/wiki/Special:FilePath/${inAddress(file)}?width=320`,
  credit: "Wikimedia Commons",
  creditUrl: `https://commons.wikimedia.org/wiki/File:${inAddress(file)}`,
});

/** @param {string} address */
function decodeSafely(address) {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** Without what is empty. @param {Record<string, unknown>} entity */
export function compact(entity) {
  return Object.fromEntries(Object.entries(entity).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)));
}
