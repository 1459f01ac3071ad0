/**
 * In: a SKOS vocabulary, in Turtle, or in JSON-LD that is expanded, flattened, or compact with skos: names (other
 * contexts are not followed). Out: an entity for each concept that has a label.
 * Guarantees: the labels are those of one language, else those without one; the vocabulary is held as a whole.
 */
// Follows all of Turtle, streaming, and tells the line of a fault.
import { StreamParser } from "n3";
import { parseJson } from "../json.js";
import { broken, always, faultItem, isObject } from "./place.js";
import { compact, textOf } from "./wikidata.js";

/** @typedef {{ value: string, language: string }} Value */
/** @typedef {Map<string, Map<string, Value[]>>} Graph the values of each property of each subject; of SKOS the local names */

const skos = "http://www.w3.org/2004/02/skos/core#";
const properties = ["prefLabel", "altLabel", "hiddenLabel", "definition", "exactMatch"];
const largestJsonBytes = 128 * 1024 * 1024;
/** Their addresses are written with http: as names, and answer to https: all the same. */
const secureHosts = /^http:\/\/((?:www\.|sws\.|id\.)?(?:wikidata|dbpedia|viaf|geonames|wikipedia|loc|d-nb)\.(?:org|gov|info)\/)/u;

/**
 * @param {import("./place.js").SourceText} source
 * @param {import("./place.js").ReadOptions} options
 * @returns {AsyncGenerator<import("./place.js").Item, void, undefined>}
 */
export async function* readSkos({ name, chunks }, { language }) {
  /** @type {Graph} */
  const graph = new Map();
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  const whole = (async function* () {
    if (!first.done) yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  })();
  const isJson = !first.done && /^\s*[{[]/u.test(first.value.toString("utf8"));
  if (isJson) readJsonLd(name, await textOf(name, whole, largestJsonBytes), graph);
  else await readTurtle(name, whole, graph);

  const wanted = language || mostFrequentLanguage(graph);
  if (wanted) yield { head: { language: wanted }, placeOf: always({}) };
  for (const [id, values] of graph) {
    const place = { path: id };
    const [label] = inLanguage(values.get("prefLabel"), wanted);
    if (label === undefined) {
      const isConcept = values.has("prefLabel") || values.has("altLabel");
      if (isConcept) yield faultItem("warning", "no-label", `it has no skos:prefLabel in the language "${wanted}"; it is left out`, place);
      continue;
    }
    const same = (values.get("exactMatch") ?? []).map(({ value }) => value.replace(secureHosts, "https://$1"));
    for (const address of same.filter((one) => !one.startsWith("https:"))) {
      yield faultItem("warning", "not-https", `skos:exactMatch ${address} is not an https address; it is left out`, place);
    }
    const aliases = ["prefLabel", "altLabel", "hiddenLabel"].flatMap((key) => inLanguage(values.get(key), wanted));
    yield {
      entity: compact({
        id,
        name: label,
        aliases: [...new Set(aliases)].filter((alias) => alias !== label),
        description: inLanguage(values.get("definition"), wanted)[0],
        sameAs: same.filter((one) => one.startsWith("https:")),
      }),
      placeOf: always(place),
    };
  }
}

/**
 * @param {string} name
 * @param {AsyncIterable<Buffer>} chunks
 * @param {Graph} graph
 */
async function readTurtle(name, chunks, graph) {
  const parser = new StreamParser({ format: "text/turtle" });
  /** @type {any} */
  let fault;
  parser.on("data", (quad) => {
    if (quad.predicate.value.startsWith(skos)) put(graph, quad.subject.value, quad.predicate.value.slice(skos.length), quad.object.value, quad.object.language ?? "");
  });
  const closed = new Promise((resolve) => parser.on("error", (error) => resolve((fault ??= error))).on("end", () => resolve(undefined)));
  for await (const chunk of chunks) {
    parser.write(chunk.toString("utf8"));
    if (fault) break;
  }
  parser.end();
  await closed;
  if (fault) throw broken(name, `this is not Turtle: ${fault.message}`, { line: fault.context?.line, column: 1 });
}

/**
 * @param {string} name
 * @param {string} json
 * @param {Graph} graph
 */
function readJsonLd(name, json, graph) {
  const { value: parsed, faults } = parseJson(json);
  if (faults.length > 0) throw broken(name, faults[0].message, faults[0]);
  const root = /** @type {any} */ (parsed);
  const nodes = Array.isArray(root) ? root : root["@graph"] ?? [root];
  for (const node of Array.isArray(nodes) ? nodes : []) {
    const id = isObject(node) ? node["@id"] : undefined;
    if (typeof id !== "string") continue;
    for (const [key, values] of Object.entries(node)) {
      const property = key.startsWith(skos) ? key.slice(skos.length) : key.startsWith("skos:") ? key.slice("skos:".length) : "";
      if (!property) continue;
      for (const value of [values].flat()) {
        if (typeof value === "string") put(graph, id, property, value, "");
        else if (typeof value?.["@value"] === "string") put(graph, id, property, value["@value"], value["@language"] ?? "");
        else if (typeof value?.["@id"] === "string") put(graph, id, property, value["@id"], "");
        // A language map: {"en": "…", "de": ["…"]}.
        else if (isObject(value)) for (const [tag, text] of Object.entries(value)) for (const one of [text].flat()) put(graph, id, property, String(one), tag);
      }
    }
  }
  if (graph.size === 0) {
    throw broken(name, "there is no skos: property in it; JSON-LD is read where it is expanded, or compact with names such as skos:prefLabel", { path: "$" }, "not-a-dictionary");
  }
}

/** @param {Graph} graph @param {string} subject @param {string} property @param {string} value @param {string} language */
function put(graph, subject, property, value, language) {
  if (!properties.includes(property)) return;
  const values = graph.get(subject) ?? new Map();
  graph.set(subject, values);
  values.set(property, [...(values.get(property) ?? []), { value, language: language.toLowerCase() }]);
}

/** @param {Graph} graph */
function mostFrequentLanguage(graph) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const values of graph.values()) for (const { language } of values.get("prefLabel") ?? []) counts.set(language, (counts.get(language) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), ["", 0])[0];
}

/**
 * @param {Value[] | undefined} values
 * @param {string} wanted
 */
function inLanguage(values = [], wanted) {
  const tag = wanted.toLowerCase();
  const exact = values.filter(({ language }) => language === tag || language.startsWith(`${tag}-`));
  return (exact.length > 0 ? exact : values.filter(({ language }) => language === "")).map(({ value }) => value);
}
